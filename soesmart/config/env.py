"""Every setting that comes from the environment, read once and typed.

Each variable is described in docs/operate.md; a test fails when one is missing there.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import environ

ROOT = Path(__file__).resolve().parents[2]

env = environ.Env()

DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT / "var")))
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
HTTPS = env.bool("HTTPS", default=BEHIND_PROXY)
DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASE_POOL = env.int("DATABASE_POOL", default=0)
REDIS_URL = env.str("REDIS_URL", default="")
EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_FROM = env.str("MAIL_FROM", default="soesmart <noreply@localhost>")
SOURCE_CODE_URL = env.str("SOURCE_CODE_URL", default="")
OIDC_NAME = env.str("OIDC_NAME", default="")
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
MAP_TILES = env.str("MAP_TILES", default="")
MAP_CREDIT = env.str("MAP_CREDIT", default="")
ALLOW_PRIVATE_SOURCES = env.bool("ALLOW_PRIVATE_SOURCES", default=False)
THREADS = env.int("THREADS", default=8)


def map_hosts() -> list[str]:
    """The host that may give pictures to maps, as the content security policy names it; none without MAP_TILES."""
    parts = urlsplit(MAP_TILES)
    return [f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"] if parts.netloc else []


def make_data_dir() -> None:
    """In it lie addresses, codes that wait in mails, and the key: for the owner's eyes only."""
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def secret_key() -> str:
    """The signing key: from SECRET_KEY, else a random one kept beside the data, readable by its owner only."""
    if given := env.str("SECRET_KEY", default=""):
        return given
    file = DATA_DIR / "secret_key"
    if not file.exists():
        make_data_dir()
        draft = DATA_DIR / f"secret_key.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # several processes may start at once: the first one's key holds, whole
            os.link(draft, file)
        draft.unlink()
    return file.read_text()
