"""The host of a stream, as the content security policy names it."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]{1,5})?", re.ASCII)


def origin_of(url: str) -> str:
    """ "https://stream.example" of an address; "" for what no page may load."""
    parts = urlsplit(url)
    host = parts.netloc.lower()
    return f"{parts.scheme}://{host}" if parts.scheme in ("https", "http") and _HOST.fullmatch(host) else ""


def is_text(url: str) -> bool:
    """Whether a track is a file of captions (WebVTT), not a page or a stream of its own."""
    return urlsplit(url).path.lower().endswith(".vtt")
