"""The results of an evening as plain rows: the one source of table, document and open data."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date
from soesmart.core.numbers import format_number
from soesmart.events.models import AudienceQuestion, Event
from soesmart.events.queries.result_links import answered_questions
from soesmart.events.queries.results import ItemResults, Result, results_of_event
from soesmart.events.rules import ItemKind

LICENCE = "https://www.govdata.de/dl-de/zero-2-0"
LICENCE_NAME = "Datenlizenz Deutschland – Zero – Version 2.0"
MOST_QUESTIONS = 2000
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class WholeEvening:
    """address: of the page of results, with its host."""

    event: Event
    items: list[ItemResults]
    questions: list[AudienceQuestion]
    address: str

    @property
    def results(self) -> list[Result]:
        return [result for item in self.items for result in item.results]

    def address_of(self, result: Result) -> str:
        return f"{self.address}{result.item.number}-{result.round.number}/"


def whole_evening(event: Event, address: str) -> WholeEvening:
    """Four queries."""
    return WholeEvening(event, results_of_event(event), list(answered_questions(event)[:MOST_QUESTIONS]), address)


def day_of(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()


def people_words(result: Result) -> str:
    """ "100 Stimmen, 60 im Saal und 40 im Stream"; where few voted somewhere only all together."""
    words = "1 Stimme" if result.ballots == 1 else f"{format_number(result.ballots)} Stimmen"
    if not result.is_apart:
        return words
    hall, stream = result.round.ballots_hall, result.round.ballots_stream
    return f"{words}, {format_number(hall)} im Saal und {format_number(stream)} im Stream"


def unit_of(result: Result) -> str:
    """What the numbers of its rows are."""
    return "Punkte" if result.kind in (ItemKind.POINTS, ItemKind.RANKING) else "Stimmen"


def citation(result: Result, address: str) -> str:
    """A line to cite a result with. address: of its page."""
    event, round_ = result.round.event, result.round
    told = f"Ergebnis der Abstimmung vom {format_date(day_of(round_.opened_at))}"
    again = f", Runde {round_.number}" if round_.number > 1 else ""
    return (
        f"{event.municipality.official_name}: „{result.item.title}“. {told} bei „{event.title}“{again}, "
        f"{people_words(result)}. {address}. Prüfsumme (SHA-256): {round_.digest}"
    )


def vote_rows(whole: WholeEvening) -> Rows:
    """A row per round."""
    return [
        {
            "item": result.item.number,
            "round": result.round.number,
            "scene": result.item.scene.title,
            "title": result.item.title,
            "kind": result.kind.label,
            "secret": result.round.secret,
            "opened": result.round.opened_at.astimezone(BERLIN),
            "closed": result.round.closed_at.astimezone(BERLIN) if result.round.closed_at else None,
            "ballots": result.ballots,
            "hall": result.round.ballots_hall if result.is_apart else None,
            "stream": result.round.ballots_stream if result.is_apart else None,
            "sentence": result.sentence,
            "digest": result.round.digest,
            "url": whole.address_of(result),
            "invented": whole.event.invented,
        }
        for result in whole.results
    ]


def answer_rows(whole: WholeEvening) -> Rows:
    """A row per answer, number or word of every round."""
    return [
        {
            "item": result.item.number,
            "round": result.round.number,
            "title": result.item.title,
            "answer": row.label,
            "place": row.place,
            "unit": unit_of(result),
            "firsts": row.firsts,
            "percent": row.total.percent,
            "invented": whole.event.invented,
        }
        | {amount.part: amount.value for amount in row.amounts}
        for result in whole.results
        for row in result.rows
    ]


def question_rows(whole: WholeEvening) -> Rows:
    return [
        {
            "number": question.number,
            "text": question.text,
            "support": question.support,
            "taken": question.taken_at.astimezone(BERLIN) if question.taken_at else None,
            "answer": question.answer,
            "url": f"{whole.address}frage-{question.number}/",
            "invented": whole.event.invented,
        }
        for question in whole.questions
    ]
