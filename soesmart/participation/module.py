"""What participation offers to the rest of the house."""

from collections.abc import Iterator
from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse

from soesmart.accounts.access import has_role
from soesmart.accounts.models import Role
from soesmart.core.clock import BERLIN
from soesmart.core.module import CalendarEntry, Card, Link, Module, SearchDocument, SitemapEntry, nothing
from soesmart.participation import offers, personal, related
from soesmart.participation.access import may_edit_way
from soesmart.participation.models import Milestone, Phase
from soesmart.participation.queries import process_of_the_town, span_of, way_of
from soesmart.participation.rules import MilestoneKind, moment_of


def _menu() -> list[Link]:
    way = [Link("Der Weg", reverse("way"), weight=30)] if process_of_the_town() else []
    return [Link("Mitmachen", reverse("campaigns"), weight=15), *way]


def _office_menu() -> list[Link]:
    return [
        Link("Beteiligungen", reverse("office_campaigns"), weight=25, may=_may_read),
        Link("Antworten", reverse("office_answers"), weight=26, may=_may_prepare),
        Link("Moderation", reverse("moderation"), weight=27, may=_may_moderate),
        Link("Fragebögen", reverse("office_questionnaires"), weight=28, may=_may_read),
        Link("Der Weg", reverse("participation_office"), weight=30, may=may_edit_way),
    ]


def _may_prepare(request: HttpRequest) -> bool:
    return has_role(request, Role.PARTICIPATION_OFFICER)


def _may_moderate(request: HttpRequest) -> bool:
    return has_role(request, Role.PARTICIPATION_OFFICER, Role.MODERATOR)


def _may_read(request: HttpRequest) -> bool:
    return has_role(request, Role.PARTICIPATION_OFFICER, Role.AUDITOR)


def _cards(at: datetime) -> Iterator[Card]:
    yield from offers.cards(at)
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
    """Dates known to the day; a tour is told by its stops. What goes on without an end stands on its first day.

    A date that has a page of its own elsewhere is left to that app: nobody wants the same evening twice.
    """
    yield from offers.calendar(first, last)
    rows = list(Milestone.objects.filter(first_day__lte=last, last_day__gte=first).prefetch_related("parts"))
    told = related.told_elsewhere(rows)
    for row in rows:
        if row.start.day is None or row.parts.all() or row.pk in told:
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
    yield from offers.search_documents()
    for phase in Phase.objects.all():
        text = f"{span_of(phase)}. {phase.summary}"
        yield SearchDocument(f"phase-{phase.key}", "Abschnitt des Wegs", phase.name, text, _address(phase))
    for row in Milestone.objects.all():
        text = " ".join(part for part in (f"{span_of(row)}.", row.place, row.text) if part)
        yield SearchDocument(f"milestone-{row.key}", "Termin des Wegs", row.name, text, _address(row))


def _address(row: Phase | Milestone) -> str:
    return f"{reverse('way')}#{'abschnitt' if isinstance(row, Phase) else 'termin'}-{row.key}"


def _sitemap() -> Iterator[SitemapEntry]:
    yield SitemapEntry(reverse("way"))
    yield from offers.sitemap()


MODULE = Module(
    name="participation",
    label="Beteiligung",
    menu=_menu,
    office_menu=_office_menu,
    cards=_cards,
    calendar=_calendar,
    search_documents=_search_documents,
    sitemap=_sitemap,
    exports=offers.exports,
    export_person=personal.export_person,
    erase_person=personal.erase_person,
    tasks=nothing("eigene Ideen und Meinungen haben in „Mein Bereich“ einen Abschnitt"),
)
