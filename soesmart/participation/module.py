"""What participation offers to the rest of the house."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from soesmart.core.clock import BERLIN
from soesmart.core.module import CalendarEntry, Card, Link, Module, SearchDocument, SitemapEntry, nothing
from soesmart.participation.access import may_edit_way
from soesmart.participation.models import Milestone, Phase
from soesmart.participation.queries import process_of_the_town, span_of, way_of
from soesmart.participation.rules import MilestoneKind, moment_of


def _menu() -> list[Link]:
    return [Link("Der Weg", reverse("way"), weight=30)] if process_of_the_town() else []


def _office_menu() -> list[Link]:
    return [Link("Der Weg", reverse("participation_office"), weight=30, may=may_edit_way)]


def _cards(at: datetime) -> Iterator[Card]:
    process = process_of_the_town()
    if process is None:
        return
    way = way_of(process, at.astimezone(BERLIN).date())
    if current := way.current:
        title, text = current.phase.name, current.phase.summary
    else:
        title, text = "Der Weg bis hierher", process.summary
    yield Card(title, text, reverse("way"), "Der Weg", "Ansehen", weight=60, state=current.span if current else "")


def _calendar(first: date, last: date) -> Iterator[CalendarEntry]:
    """Dates known to the day; a tour is told by its stops. What goes on without an end stands on its first day."""
    rows = Milestone.objects.filter(first_day__lte=last, last_day__gte=first).prefetch_related("parts")
    for row in rows:
        if row.start.day is None or row.parts.all():
            continue
        yield CalendarEntry(
            uid=f"milestone-{row.key}",
            title=f"{'Beginn: ' if row.is_open_ended else ''}{row.name}",
            start=moment_of(row.start, BERLIN),
            end=moment_of(row.end, BERLIN) if row.end else None,
            url=_address(row),
            kind=MilestoneKind(row.kind).label,
            place=row.place,
            text=row.text,
            source=row.sources[0] if row.sources else "",
            invented=row.invented,
        )


def _search_documents() -> Iterator[SearchDocument]:
    for phase in Phase.objects.all():
        text = f"{span_of(phase)}. {phase.summary}"
        yield SearchDocument(f"phase-{phase.key}", "Abschnitt des Wegs", phase.name, text, _address(phase))
    for row in Milestone.objects.all():
        text = " ".join(part for part in (f"{span_of(row)}.", row.place, row.text) if part)
        yield SearchDocument(f"milestone-{row.key}", "Termin des Wegs", row.name, text, _address(row))


def _address(row: Phase | Milestone) -> str:
    return f"{reverse('way')}#{'abschnitt' if isinstance(row, Phase) else 'termin'}-{row.key}"


def _sitemap() -> list[SitemapEntry]:
    return [SitemapEntry(reverse("way"))]


MODULE = Module(
    name="participation",
    label="Beteiligung",
    menu=_menu,
    office_menu=_office_menu,
    cards=_cards,
    calendar=_calendar,
    search_documents=_search_documents,
    sitemap=_sitemap,
    exports=nothing("der Weg steht auf seiner Seite und im Kalender; offene Daten folgen mit Kampagnen und Ideen"),
    export_person=nothing("speichert noch nichts über Personen; wer etwas änderte, steht im Protokoll"),
    erase_person=nothing("speichert noch nichts über Personen"),
)
