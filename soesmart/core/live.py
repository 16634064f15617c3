"""The live path of core: /live/health says whether the town is up, for a reverse proxy or a watchman."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

from django.db import Error, close_old_connections, connection

from soesmart.core import clock, jobs
from soesmart.core.livepaths import Receive, Scope, Send, live, refuse_method, send_json

# Seconds until a database that does not answer counts as away.
PATIENCE = 2.0
VERSION = version("soesmart")

# One thread: a database that hangs holds up this one and none that serves pages.
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="health")


@live("/live/health")
async def health(scope: Scope, receive: Receive, send: Send) -> None:
    """JSON: version, whether the database answers, and the age of the oldest job that waits (seconds, or null)."""
    if scope["method"] not in ("GET", "HEAD"):
        await refuse_method(scope, send, "GET, HEAD")
        return
    question = asyncio.get_running_loop().run_in_executor(_thread, _queue_age)
    try:
        status, age = 200, await asyncio.wait_for(question, PATIENCE)
    except (Error, OSError, TimeoutError):
        status, age = 503, None
    body = {"version": VERSION, "database": status == 200, "job_queue_age_seconds": age}
    await send_json(scope, send, status, body)


def _queue_age() -> float:
    close_old_connections()
    try:
        return round(jobs.queue_age(at=clock.now()).total_seconds(), 1)
    except Error:
        connection.close()  # the next question tries anew
        raise
