"""The result of a campaign as plain rows: the one source of table, document and open data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date, format_date_range
from soesmart.core.numbers import format_number
from soesmart.participation.models import Campaign
from soesmart.participation.queries.opinion_map import MapView, map_view, name_ideas, stored_map
from soesmart.participation.queries.result_answers import GivenAnswer, answers_of
from soesmart.participation.queries.results import IdeaResult, Results, idea_results, results_of
from soesmart.participation.rules import Voting

# A file of all ideas of the largest campaigns would take a minute; the order puts the clearest first.
MOST_IDEAS = 2000
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class WholeResult:
    """The result with all its ideas (at most MOST_IDEAS), the whole map and the answers."""

    results: Results
    ideas: list[IdeaResult]
    map: MapView | None
    answers: list[GivenAnswer]
    address: str

    @property
    def campaign(self) -> Campaign:
        return self.results.campaign

    @property
    def is_cut(self) -> bool:
        return len(self.results.figures.order) > MOST_IDEAS


def whole_result(campaign: Campaign, at: datetime, address: str) -> WholeResult:
    """address: of the page. At most seven queries more than the page."""
    results = results_of(campaign, at)
    numbers = list(results.figures.order[:MOST_IDEAS])
    ideas: list[IdeaResult] = []
    for start in range(0, len(numbers), 500):
        ideas += idea_results(results, numbers[start : start + 500], start + 1)
    stored = stored_map(campaign) if campaign.voting == Voting.AGREE else None
    found = name_ideas(map_view(campaign, stored), numbers) if stored and stored.result else None
    return WholeResult(results, ideas, found, answers_of(campaign, numbers), address)


def overview(whole: WholeResult) -> list[tuple[str, str]]:
    """Label and text: what was asked, who took part."""
    campaign, results = whole.campaign, whole.results
    rows = [
        ("Beteiligung", campaign.title),
        ("Frage", campaign.question),
        ("Art", campaign.get_voting_display()),
        ("Zeitraum", span_german(campaign)),
        ("Wer mitmachen konnte", campaign.get_who_display()),
        ("Menschen", format_number(campaign.voices)),
        ("Meinungen", format_number(campaign.opinions)),
        ("Ideen", format_number(campaign.ideas_count)),
        ("Kommentare", format_number(campaign.comments_count)),
        ("Entfernte Texte", format_number(campaign.removals)),
        ("Ordnung", results.rule),
        ("Kleinste gezeigte Gruppe", format_number(campaign.smallest_group)),
        ("Nachzulesen", campaign.source),
        ("Seite", whole.address),
        ("Stand", f"{format_date(day_of(results.at))}{'' if campaign.has_ended(results.at) else ' (läuft noch)'}"),
    ]
    if campaign.invented:
        rows.append(("Beispielwerte", "Meinungen und Zahlen sind frei gesetzt. Sie sind keine Angaben der Stadt."))
    if whole.is_cut:
        rows.append(("Auszug", f"Die ersten {format_number(MOST_IDEAS)} Ideen in der Ordnung des Ergebnisses."))
    return [(label, text) for label, text in rows if text]


def span_german(campaign: Campaign) -> str:
    if not campaign.opens_at or not campaign.closes_at:
        return ""
    last = day_of(campaign.closes_at - timedelta(seconds=1))  # what closes at midnight ends the day before
    return format_date_range(day_of(campaign.opens_at), last)


def day_of(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()


def idea_rows(whole: WholeResult) -> Rows:
    """A row per idea; euro in whole euros, stars as the mean."""
    voting, rows = whole.campaign.voting, []
    for idea in whole.ideas:
        counts = idea.result.counts
        total: float | int | None = None
        if voting == Voting.BUDGET:
            total = counts.total / 100
        elif voting == Voting.STARS:
            total = round(counts.total / counts.voices, 2) if counts.voices else None
        elif voting != Voting.AGREE:
            total = counts.total
        rows.append(
            {
                "place": idea.place,
                "number": idea.number,
                "title": idea.title,
                "state": idea.state.label,
                "voices": counts.voices,
                "agree": counts.agree,
                "disagree": counts.disagree,
                "passed": counts.passed,
                "share": None if idea.share is None else round(idea.share, 1),
                "total": total,
                "important": counts.important,
                "comments": idea.comments,
                "invented": idea.invented or whole.campaign.invented,
            }
        )
    return rows


def channel_rows(whole: WholeResult) -> Rows:
    """Who took part on which channel, then the same for each idea; small groups joined."""
    rows: Rows = [
        {"number": None, "title": "Alle Menschen", "channel": group.label, "voices": group.people}
        for group in whole.results.channels
    ]
    for idea in whole.ideas:
        for part in idea.channels:
            counts = part.result.counts
            row = {"number": idea.number, "title": idea.title, "channel": part.label, "voices": counts.voices}
            if whole.campaign.voting == Voting.AGREE:
                row |= {"agree": counts.agree, "disagree": counts.disagree, "passed": counts.passed}
            else:
                row |= {"total": counts.total / 100 if whole.campaign.voting == Voting.BUDGET else counts.total}
            rows.append(row | {"important": counts.important})
    return rows


def missing_rows(whole: WholeResult) -> Rows:
    return [
        {
            "dimension": one.title,
            "part": part.label,
            "people": part.people,
            "share": round(part.share, 1),
            "town_share": round(part.town_share, 1),
            "standing": part.standing.label,
            "invented": one.invented or whole.campaign.invented,
        }
        for one in whole.results.missing.comparisons
        for part in one.parts
    ]


def map_rows(whole: WholeResult) -> Rows:
    """Agreement in percent, of all and by the name of the group; None where too few spoke."""
    if whole.map is None:
        return []
    names = [group.name for group in whole.map.groups]
    return [
        {"number": row.number, "title": row.title, "all": row.everybody.percent}
        | {name: share.percent for name, share in zip(names, row.groups, strict=True)}
        for row in whole.map.rows(whole.map.order)
    ]


def answer_rows(whole: WholeResult) -> Rows:
    """A row per idea with what became of it."""
    given = {answer.number: answer for answer in whole.answers}
    return [_answer_row(idea, given.get(idea.number)) for idea in sorted(whole.ideas, key=lambda idea: idea.number)]


def _answer_row(idea: IdeaResult, answer: GivenAnswer | None) -> dict[str, Any]:
    return {
        "number": idea.number,
        "title": idea.title,
        "state": idea.state.label,
        "due": day_of(idea.due_at) if idea.due_at else None,
        "answered": day_of(idea.answered_at) if idea.answered_at else None,
        "unit": answer.unit if answer else None,
        "text": answer.text if answer else None,
        "invented": answer.invented if answer else None,
    }


def map_sentences(whole: WholeResult) -> Iterable[str]:
    """The map in sentences, as the page says them."""
    found = whole.map
    if found is None:
        return
    yield found.sentence + (
        " Sie gehen ineinander über: Die Grenzen sind nicht scharf." if found.groups and not found.is_clear else ""
    )
    for group in found.groups:
        wants = ", ".join(f"„{one.title}“" for one in group.wants)
        refuses = ", ".join(f"„{one.title}“" for one in group.refuses)
        said = [f"will vor allem: {wants}" if wants else "", f"will eher nicht: {refuses}" if refuses else ""]
        if any(said):
            yield f"{group.name} ({group.share} %) {'; '.join(filter(None, said))}."
    if found.uniting:
        together = ", ".join(
            f"„{one.title}“ ({one.percent} % {'dafür' if one.is_for else 'dagegen'})" for one in found.uniting
        )
        yield f"{'Das verbindet alle Gruppen' if found.groups else 'Darin sind sich die meisten einig'}: {together}."
