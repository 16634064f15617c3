"""The results of an evening and the ballots of a round as open data. Keys are stable, times ISO 8601 with zone."""

import json
from collections.abc import Iterable
from typing import Any

from soesmart.core.spreadsheets import Column, write_csv
from soesmart.events.queries.result_ballots import published_ballots, sealed_lines
from soesmart.events.queries.results import Result
from soesmart.events.results_words import (
    LICENCE,
    LICENCE_NAME,
    WholeEvening,
    answer_rows,
    question_rows,
    vote_rows,
)
from soesmart.events.rules import ItemKind, choice_from
from soesmart.events.rules.digests import HASHED

BALLOT_COLUMNS = (
    Column("receipt", "Beleg"),
    Column("channel", "Kanal"),
    Column("choice", "Stimme"),
    Column("words", "in Worten"),
)
TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8"}


def results_data(whole: WholeEvening) -> dict[str, Any]:
    """JSON-ready. Hall and stream are None where too few voted there."""
    event = whole.event
    return {
        "event": {
            "key": event.key,
            "title": event.title,
            "starts_at": event.starts_at,
            "ends_at": event.ends_at,
            "place": event.place,
            "smallest_group": event.smallest_group,
            "invented": event.invented,
            "url": whole.address,
        },
        "licence": LICENCE,
        "licence_name": LICENCE_NAME,
        "votes": [
            row | {"ballots_url": f"{row['url']}stimmen.json", "result": result.told}
            for row, result in zip(vote_rows(whole), whole.results, strict=True)
        ],
        "answers": answer_rows(whole),
        "questions": question_rows(whole),
    }


def ballots_file(result: Result, ending: str, address: str) -> bytes:
    """All ballots of a counted round. ending: "json", "csv", or "txt": exactly the text whose SHA-256 is the digest."""
    if ending == "txt":
        return "".join(map(str, sealed_lines(result))).encode()
    if ending == "csv":
        return write_csv(BALLOT_COLUMNS, _rows(result))
    return json.dumps(_recountable(result, address), ensure_ascii=False, separators=(",", ":")).encode()


def _rows(result: Result) -> Iterable[dict[str, str]]:
    for line in published_ballots(result):
        yield {
            "receipt": line.receipt,
            "channel": line.channel,
            "choice": line.choice,
            "words": words_of(result, line.choice),
        }


def _recountable(result: Result, address: str) -> dict[str, Any]:
    """What recount.js needs: the question, what was published, and every ballot as [receipt, channel, choice]."""
    item, round_ = result.item, result.round
    return {
        "title": item.title,
        "kind": item.kind,
        "options": [{"number": option.number, "label": option.label} for option in result.options],
        "least": item.least,
        "most": item.most,
        "secret": round_.secret,
        "invented": round_.event.invented,
        "licence": LICENCE,
        "url": address,
        "digest": round_.digest,
        "result": result.told,
        "ballots": [[line.receipt, line.channel, line.choice] for line in published_ballots(result)],
    }


def words_of(result: Result, choice: str) -> str:
    """A ballot in words: "Rad", "Rad: 3, Bus: 7", "1. Rad, 2. Bus"."""
    if choice.startswith(HASHED):
        return "nicht gezeigt"
    chosen, labels = choice_from(choice), result.labels
    match result.kind:
        case ItemKind.SCALE | ItemKind.ESTIMATE | ItemKind.WORDS:
            return ", ".join(str(one) for one in chosen)
        case ItemKind.POINTS:
            return ", ".join(f"{labels.get(n, n)}: {points}" for n, points in enumerate(chosen, 1) if points)
        case ItemKind.RANKING:
            return ", ".join(f"{place}. {labels.get(int(str(n)), n)}" for place, n in enumerate(chosen, 1))
    return ", ".join(labels.get(int(str(n)), str(n)) for n in chosen)
