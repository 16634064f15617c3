"""The module contract: what an app offers to the rest of the house.

Every domain app has `module.py` with one `MODULE = Module(...)`. All parts must be given; what an app does not have it
says with `nothing("why")`, and a test reads those reasons. portal and opendata walk `modules()`; nobody imports an app
by name to get its cards, dates or documents.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from soesmart.accounts.models import Person


@dataclass(frozen=True)
class Card:
    """Something a person can do or see today, for the start page. Lower `weight` comes first."""

    title: str
    text: str
    url: str
    kind: str
    action: str
    weight: int = 50
    state: str = ""
    closes_on: date | None = None


@dataclass(frozen=True)
class CalendarEntry:
    """A date of the calendar. `start` and `end` are dates (whole days) or aware datetimes; `uid` is stable for iCal."""

    uid: str
    title: str
    start: date | datetime
    end: date | datetime | None
    url: str
    kind: str
    place: str = ""
    text: str = ""
    source: str = ""
    invented: bool = False


@dataclass(frozen=True)
class SearchDocument:
    """What the search finds. `key` is stable within the module; `url` is a path of the town's host."""

    key: str
    kind: str
    title: str
    text: str
    url: str
    changed_at: datetime | None = None


@dataclass(frozen=True)
class SitemapEntry:
    """A public path of the town's host; every public page must be listed (the crawl starts here)."""

    url: str
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Export:
    """A public file of data."""

    title: str
    url: str
    format: str
    text: str = ""


@dataclass(frozen=True)
class Link:
    """An entry of a menu. `may` decides whether the person of the request sees it."""

    label: str
    url: str
    weight: int = 50
    may: Callable[[HttpRequest], bool] | None = None


@dataclass(frozen=True)
class Task:
    """What waits for the person of a request, in a sentence, and the page where it is done."""

    text: str
    url: str


@dataclass(frozen=True)
class PersonalRecords:
    """What an app knows of one person: a heading and rows of label and value, for reading and as JSON."""

    title: str
    purpose: str
    rows: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Module:
    """The contract. All callables run inside the scope of the town (django-scopes)."""

    name: str
    label: str
    menu: Callable[[], Sequence[Link]]
    office_menu: Callable[[], Sequence[Link]]
    cards: Callable[[datetime], Iterable[Card]]
    calendar: Callable[[date, date], Iterable[CalendarEntry]]
    search_documents: Callable[[], Iterable[SearchDocument]]
    sitemap: Callable[[], Iterable[SitemapEntry]]
    exports: Callable[[], Iterable[Export]]
    export_person: Callable[["Person"], Iterable[PersonalRecords]]
    erase_person: Callable[["Person", datetime], None]
    tasks: Callable[[HttpRequest], Iterable[Task]]


class Nothing:
    """A part of the contract that an app leaves out on purpose, with the reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __call__(self, *args: object) -> tuple[()]:
        return ()


def nothing(reason: str) -> Any:
    return Nothing(reason)


@cache
def modules() -> tuple[Module, ...]:
    """The modules of settings.MODULES, in their order."""
    return tuple(import_module(f"{path}.module").MODULE for path in settings.MODULES)
