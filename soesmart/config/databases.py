"""The database: SQLite in the data folder, or what DATABASE_URL names."""

from typing import Any

from soesmart.config import env

# For every SQLite file, also one named by DATABASE_URL.
SQLITE: dict[str, Any] = {
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        # IMMEDIATE: a transaction takes the write lock at its start and cannot fail halfway when it first writes.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # secure_delete: what is deleted (personal data, envelopes of secret ballots) is overwritten with zeros, also
        # where pages are only rebuilt: so it has to hold for every connection that writes.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; PRAGMA secure_delete=ON;"
        ),
    },
}


def database(url: str = env.DATABASE_URL, pool: int = env.DATABASE_POOL) -> dict[str, Any]:
    """Django's settings of the database. `pool`: most connections of a shared pool on PostgreSQL; 0: one a thread."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": env.DATA_DIR / "soesmart.sqlite3", **SQLITE}
    config: dict[str, Any] = env.env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        return {**config, **SQLITE}
    options = config.setdefault("OPTIONS", {})
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
        return config
    # The threads are few and live as long as the process: each keeps its connection, checked before use.
    return {**config, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
