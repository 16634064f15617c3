"""The evenings of a year as a chapter of the yearly report."""

from datetime import date, datetime, time

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date
from soesmart.events.models import Event, Round
from soesmart.events.queries.results import IS_PUBLIC
from soesmart.events.rules import EventState
from soesmart.strategy.reports.content import Chapter, FrameFact, Table

PARTICIPATION = 4
COLUMNS = ("Veranstaltung", "Tag", "Ort", "Abstimmungen", "Beispielwert")


def chapter(first: date, last: date, at: datetime) -> Chapter | None:
    """Public events of these days that were over by `at`, with their votes shown to all; None without. One query."""
    shown = Round.objects.filter(IS_PUBLIC, event=OuterRef("pk")).order_by().values("event")
    votes = Coalesce(Subquery(shown.annotate(number=Count("pk")).values("number")), Value(0))
    took_place = Event.objects.filter(
        state__in=(EventState.PUBLISHED, EventState.ARCHIVED),
        starts_at__range=(datetime.combine(first, time.min, BERLIN), datetime.combine(last, time.max, BERLIN)),
        ends_at__lte=at,
    )
    rows = list(took_place.annotate(votes=votes).order_by("starts_at", "pk"))
    if not rows:
        return None
    count, voted = len(rows), sum(row.votes for row in rows)
    sentence = (
        f"{count} {'Veranstaltung' if count == 1 else 'Veranstaltungen'} mit "
        f"{voted} {'Abstimmung' if voted == 1 else 'Abstimmungen'}, deren Ergebnis öffentlich ist."
    )
    return Chapter(
        key="veranstaltungen",
        title="Veranstaltungen",
        sentences=(sentence,),
        table=Table("Veranstaltungen des Jahres", COLUMNS, tuple(_row(row, row.votes) for row in rows), numbers=(3,)),
        invented=all(row.invented for row in rows),
        frame=(FrameFact(PARTICIPATION, sentence),),
    )


def _row(row: Event, votes: int) -> tuple[str, ...]:
    day = format_date(row.starts_at.astimezone(BERLIN).date())
    return row.title, day, row.place or "im Stream", str(votes), "ja" if row.invented else "nein"
