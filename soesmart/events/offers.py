"""What events offer to the start page, the calendar, the search, the sitemap and the list of open data."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date
from soesmart.core.module import CalendarEntry, Card, Export, SearchDocument, SitemapEntry
from soesmart.events.models import Event, Round
from soesmart.events.queries.results import IS_PUBLIC
from soesmart.events.rules import EventState

MOST_CARDS = 3
# A running evening comes before everything else of the town, a coming one among what can be done.
RUNNING, COMING = 1, 12


def cards(at: datetime) -> Iterator[Card]:
    """The evening that runs, from when its doors open, and the next that come. One query."""
    rows = Event.objects.filter(ends_at__gt=at, state__in=(EventState.PUBLISHED, EventState.CANCELLED))
    for row in rows.order_by("starts_at", "pk")[:MOST_CARDS]:
        is_running = row.state == EventState.PUBLISHED and row.doors_at <= at
        yield Card(
            title=row.title,
            text=row.summary if row.state == EventState.PUBLISHED else f"Abgesagt: {row.cancelled_because}",
            url=_address(row),
            kind="Jetzt live" if is_running else "Veranstaltung",
            action="Dabei sein" if is_running else "Mehr erfahren",
            weight=RUNNING if is_running else COMING,
            state=_when(row, at),
        )


def calendar(first: date, last: date) -> Iterator[CalendarEntry]:
    """Evenings with their times; one that was called off stays, and says so. One query."""
    start, end = (datetime.combine(day, time(), BERLIN) for day in (first, last + timedelta(days=1)))
    for row in Event.objects.public().filter(starts_at__lt=end, ends_at__gte=start):
        yield CalendarEntry(
            uid=f"event-{row.key}",
            title=f"Abgesagt: {row.title}" if row.cancelled_because else row.title,
            start=row.starts_at,
            end=row.ends_at,
            url=_address(row),
            kind="Veranstaltung",
            place=", ".join(part for part in (row.place, row.address) if part) or "im Stream",
            text=row.summary,
            source=row.source,
            invented=row.invented,
        )


def search_documents() -> Iterator[SearchDocument]:
    """Events with what everybody sees of their scenes, and the votes whose results are shown. Four queries."""
    yield from _documents_of_events()
    yield from _documents_of_results()


def _documents_of_events() -> Iterator[SearchDocument]:
    for row in Event.objects.public().prefetch_related("scenes"):
        scenes = " ".join(f"{scene.title}. {scene.text}".strip() for scene in row.scenes.all())
        day = format_date(row.starts_at.astimezone(BERLIN).date())
        text = " ".join(part for part in (f"{day}.", row.place, row.summary, row.text, scenes) if part)
        yield SearchDocument(f"event-{row.key}", "Veranstaltung", row.title, text, _address(row), row.published_at)


def _documents_of_results() -> Iterator[SearchDocument]:
    for row in _shown().select_related("event", "item").prefetch_related("item__options"):
        day = format_date(row.opened_at.astimezone(BERLIN).date())
        answers = ". ".join(option.label for option in row.item.options.all())
        text = f"Ergebnis der Abstimmung vom {day}: {row.event.title}. {row.item.text} {answers}"
        url = reverse("round_result", args=[row.event.key, row.item.number, row.number])
        yield SearchDocument(f"round-{row.pk}", "Abstimmung", row.item.title, text, url, row.shown_at)


def sitemap() -> Iterator[SitemapEntry]:
    """The list, where one joins, each event, and the results that are shown. Two queries."""
    for name in ("events", "join"):
        yield SitemapEntry(reverse(name))
    for row in Event.objects.public().annotate(has_results=_has_results()):
        yield SitemapEntry(_address(row), row.published_at)
        if row.has_results:
            yield SitemapEntry(reverse("event_results", args=[row.key]), row.ends_at)
    for key, item, number, shown_at in _shown().values_list("event__key", "item__number", "number", "shown_at"):
        yield SitemapEntry(reverse("round_result", args=[key, item, number]), shown_at)


def exports() -> Iterator[Export]:
    """The results of each event of which something is shown. One query."""
    for row in Event.objects.public().filter(_has_results()):
        for ending in ("pdf", "xlsx", "json"):
            url = reverse(f"event_results_{ending}", args=[row.key])
            text = "Was gefragt wurde und was Saal und Stream antworteten"
            yield Export(f"Ergebnisse: {row.title}", url, ending.upper(), text)


def _has_results() -> Exists:
    return Exists(_shown().filter(event=OuterRef("pk")).order_by())


def _shown() -> "QuerySet[Round]":
    found: QuerySet[Round] = Round.objects.filter(IS_PUBLIC).exclude(event__state=EventState.DRAFT)
    return found


def _when(row: Event, at: datetime) -> str:
    """ "läuft", "heute, 18 Uhr" or "30. Juli 2020, 18 Uhr"; "abgesagt"."""
    if row.state == EventState.CANCELLED:
        return "abgesagt"
    if row.starts_at <= at:
        return "läuft"
    starts = row.starts_at.astimezone(BERLIN)
    is_today = starts.date() == at.astimezone(BERLIN).date()
    clock = f"{starts:%H}" if starts.minute == 0 else f"{starts:%H:%M}"
    return f"{'heute' if is_today else format_date(starts.date())}, {clock.lstrip('0') or '0'} Uhr"


def _address(row: Event) -> str:
    return reverse("event", args=[row.key])
