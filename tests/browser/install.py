"""Make sure that there is a browser for the tests: the system's, else Playwright's own, else Debian's package.

And a Redis server, where Debian's package can be had: without it the tests of several live processes are skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def system_browser() -> str | None:
    """Path of an installed Chromium, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def playwright_browser() -> str | None:
    """Path of the Chromium that `playwright install` fetched, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str | None:
    """Install a browser; returns its path, or None when nothing worked."""
    print("Browser für die Tests holen …", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if found := playwright_browser():
        return found
    install_package("chromium")
    return system_browser()


def install_redis() -> None:
    """Debian's package, stopped: the tests start it for themselves. Nothing where that is not possible."""
    if not shutil.which("redis-server"):
        install_package("redis-server")


def install_package(name: str) -> None:
    """One of Debian's, where this may be done. A new machine has no list of them yet, so that comes first."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", name], check=False)


if __name__ == "__main__":
    install_redis()
if __name__ == "__main__" and not (system_browser() or playwright_browser() or install()):
    sys.exit(
        "Für die Tests fehlt ein Browser, und er ließ sich nicht holen. Bitte Chromium installieren "
        "(Debian, Ubuntu: apt install chromium) und make test erneut aufrufen."
    )
