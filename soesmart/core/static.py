"""Static files whose address carries a digest of their content."""

import hashlib
from functools import cache

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def digest(name: str) -> str:
    path = finders.find(name)
    if not path:
        return ""
    with open(str(path), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:10]


class DigestStaticFilesStorage(StaticFilesStorage):
    """`/static/site.css?v=<digest>`: cacheable for a year, changed the moment the file changes, no build step."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        version = digest(name or "")
        return f"{address}?v={version}" if version else address
