"""Who took part in a year, as a chapter of the yearly report."""

from datetime import date, datetime, time

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date_range
from soesmart.core.numbers import format_number
from soesmart.participation.models import Campaign, Questionnaire
from soesmart.participation.models.campaign import Format
from soesmart.strategy.reports.content import Chapter, FrameFact, Table

PARTICIPATION = 4
COLUMNS = ("Beteiligung", "Zeitraum", "Menschen", "Ideen", "Meinungen", "Kommentare", "Beispielwert")
NUMBERS = (2, 3, 4, 5)
LATER = "folgt"


def chapter(first: date, last: date, at: datetime) -> Chapter | None:
    """Campaigns and questionnaires that were open in these days, in numbers; None without any. Two queries.

    Numbers that the public may not see by `at` are left out.
    """
    opened = datetime.combine(last, time.max, BERLIN)
    closed = datetime.combine(first, time.min, BERLIN)
    inside = {"opens_at__lte": opened, "closes_at__gte": closed}
    campaigns = list(Campaign.objects.published().filter(**inside).order_by("opens_at", "pk"))
    asked = list(Questionnaire.objects.published().filter(**inside).order_by("opens_at", "pk"))
    if not campaigns and not asked:
        return None
    rows = [*(_campaign(row, at) for row in campaigns), *(_questionnaire(row, at) for row in asked)]
    sentence = _sentence(campaigns, asked, at)
    return Chapter(
        key="beteiligung",
        title="Beteiligung",
        sentences=(sentence,),
        table=Table("Beteiligungen des Jahres", COLUMNS, tuple(rows), numbers=NUMBERS),
        invented=all(row.invented for row in (*campaigns, *asked)),
        frame=(FrameFact(PARTICIPATION, sentence),),
    )


def _sentence(campaigns: list[Campaign], asked: list[Questionnaire], at: datetime) -> str:
    shown = [row for row in campaigns if row.shows_results(at)]
    numbers = [
        (sum(row.ideas_count for row in shown), "Idee", "Ideen"),
        (sum(row.opinions for row in shown), "Meinung", "Meinungen"),
        (sum(row.comments_count for row in shown), "Kommentar", "Kommentare"),
        (sum(row.responses_count for row in asked if not _hidden(row, at)), "Fragebogen", "Fragebögen"),
    ]
    said = ", ".join(f"{format_number(number)} {one if number == 1 else many}" for number, one, many in numbers)
    formats = len(campaigns) + len(asked)
    return f"{formats} {'Beteiligung' if formats == 1 else 'Beteiligungen'} im Jahr: {said}."


def _campaign(row: Campaign, at: datetime) -> tuple[str, ...]:
    counts = (row.voices, row.ideas_count, row.opinions, row.comments_count)
    said = [format_number(count) if row.shows_results(at) else LATER for count in counts]
    return (*_head(row), *said, _yes(row.invented))


def _questionnaire(row: Questionnaire, at: datetime) -> tuple[str, ...]:
    people = _hidden(row, at) or format_number(row.responses_count)
    return (*_head(row), people, "–", "–", "–", _yes(row.invented))


def _hidden(row: Questionnaire, at: datetime) -> str:
    """What is said instead of a number that the public may not see; nothing where it may."""
    if not row.shows_results(at):
        return LATER
    return f"unter {row.smallest_group}" if row.responses_count < row.smallest_group else ""


def _head(row: Format) -> tuple[str, str]:
    assert row.opens_at
    assert row.closes_at
    days = (row.opens_at.astimezone(BERLIN).date(), row.closes_at.astimezone(BERLIN).date())
    return row.title, format_date_range(*days)


def _yes(flag: bool) -> str:
    return "ja" if flag else "nein"
