"""Find links in a text and tell those that need no look from the others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from soesmart.participation.rules.word_lists import CHEAP_ENDS, SHORTENERS, TRUSTED_HOSTS

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
# A host without a scheme, only with an end that no German sentence produces by a forgotten blank.
_BARE = re.compile(
    r"(?<![\w@./-])(?:[\w-]+\.)+(?:com|net|org|info|xyz|top|click|shop|casino|bet|ly|ru|biz)\b(?:/\S*)?", re.I
)


@dataclass(frozen=True)
class Links:
    """foreign: hosts of links neither the town's nor trusted, one per link; hidden: shorteners and their kind."""

    foreign: tuple[str, ...]
    hidden: bool
    is_nearly_all: bool


def links_in(text: str, own_hosts: Iterable[str]) -> Links:
    """The links of a text. own_hosts: lower case; a host below one of them counts as the town's too."""
    found = [match[0] for match in _LINK.finditer(text)]
    found += [match[0] for match in _BARE.finditer(_LINK.sub(" ", text))]
    known = {*own_hosts, *TRUSTED_HOSTS}
    hosts = [_host(link) for link in found]
    foreign = tuple(host for host in hosts if not _is_below(host, known))
    hidden = any(host in SHORTENERS or host.rpartition(".")[2] in CHEAP_ENDS for host in foreign)
    length = sum(len(link) for link in found)
    return Links(foreign, hidden, bool(found) and length >= 0.7 * len(text.strip()))


def _host(link: str) -> str:
    host = re.sub(r"^https?://", "", link, flags=re.IGNORECASE)
    host = re.split(r"[/?#:]", host.rpartition("@")[2] if "@" in host.split("/")[0] else host)[0]
    return host.lower().removeprefix("www.").rstrip(".,;!")


def _is_below(host: str, known: Iterable[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in known)
