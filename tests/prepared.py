"""Prepared databases for the tests: migrated once, and once more with the demo, then copied for every test process.

Wagtail's migrations take ten seconds and the demo as many again; a copy takes a hundredth of a second. The folders lie
in var/tests/ and are named by a digest of what they were made from.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from soesmart.config.env import ROOT

FOLDER = ROOT / "var" / "tests"
DATABASE = "soesmart.sqlite3"


def migrated() -> Path:
    """A data folder whose database has all tables and the rows that migrations write."""
    files = [ROOT / "uv.lock", *ROOT.glob("soesmart/*/migrations/*.py")]
    return _prepared("migrated", files, ["migrate", "--verbosity=0", "--skip-checks"])


def with_demo() -> Path:
    """A data folder with the whole demo."""
    code = [path for path in ROOT.glob("soesmart/**/*.py") if "tests" not in path.parts]
    data = [path for path in ROOT.glob("soesmart/demo/data/**/*") if path.is_file()]
    return _prepared("demo", [ROOT / "uv.lock", *code, *data], ["demo"], start=migrated())


def _prepared(kind: str, sources: Iterable[Path], command: list[str], start: Path | None = None) -> Path:
    made = FOLDER / f"{kind}-{_digest(sources)}"
    with _lock(kind):
        if not made.exists():
            for old in FOLDER.glob(f"{kind}-*"):
                shutil.rmtree(old)
            scratch = FOLDER / f"making-{kind}"
            shutil.rmtree(scratch, ignore_errors=True)
            shutil.copytree(start, scratch) if start else scratch.mkdir(parents=True)
            run_command(command, scratch)
            scratch.rename(made)
    return made


def run_command(command: list[str], data_dir: Path) -> None:
    """Run a `soesmart` command on the data folder; its own words are the error when it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env=environment(data_dir),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"soesmart {' '.join(command)}:\n{done.stdout}\n{done.stderr}")


def environment(data_dir: Path) -> dict[str, str]:
    """Environment of a process that lives in `data_dir` and is a demo."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "EMAIL_URL")}
    return {**kept, "DATA_DIR": str(data_dir), "DEMO": "1"}


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _lock(name: str) -> Iterator[None]:
    """One test process prepares, the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / f"{name}.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    with_demo()
