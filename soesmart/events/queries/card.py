"""What the phone's card shows: the same for everybody, told anew whenever the stage moves on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soesmart.events.models import Event, Item, Option, Round, Stage
from soesmart.events.queries.hidden_words import hidden_words
from soesmart.events.queries.place import stage_of
from soesmart.events.queries.questions import visible_questions
from soesmart.events.rules import WITHOUT_BALLOTS, ItemKind, RoundState, Showing
from soesmart.events.rules.result_rows import rows_of, without_hidden

MOST_QUESTIONS = 10
MOST_WORDS = 12
Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """An answer on the ballot, with what was typed there where a form comes back."""

    number: int
    label: str
    typed: str = ""
    is_chosen: bool = False


def card_context(event: Event, typed: Fields | None = None) -> dict[str, object]:
    """All that events/_card.html needs. typed: fields of a ballot that was refused, if it is still the same round.

    Three queries at most; no query for the event itself when its municipality is at hand.
    """
    stage = stage_of(event)
    round_ = stage.round if stage.showing in (Showing.QUESTION, Showing.RESULT) else None
    item = stage.item
    fields = typed if typed and round_ and typed.get("round") == [str(round_.pk)] else {}
    options = _choices(item, fields)
    card: dict[str, object] = {"event": event, "town": event.municipality, "stage": stage, "version": stage.version}
    card |= {"showing": _face(stage), "scene": stage.scene, "item": item, "round": round_, "choices": options}
    card["is_open"] = round_ is not None and round_.state == RoundState.OPEN
    if item is not None:
        card |= _ballot(item, len(options), fields)
    if item is not None and item.kind in WITHOUT_BALLOTS:
        card["questions"] = list(visible_questions(item)[:MOST_QUESTIONS])
    if card["showing"] == Showing.RESULT and round_ is not None and item is not None:
        card |= _result(item, round_, options)
    return card


def _face(stage: Stage) -> str:
    """Where something is missing that should be shown, or a result is not public, the house is."""
    result = stage.round is not None and stage.round.is_shown
    needs = {Showing.QUESTION: stage.item, Showing.QUESTIONS: stage.item, Showing.RESULT: stage.item and result}
    if stage.showing in needs and not needs[Showing(stage.showing)]:
        return Showing.HOUSE
    if stage.showing == Showing.QUESTION and stage.item and stage.item.kind in WITHOUT_BALLOTS:
        return Showing.QUESTIONS
    return Showing(stage.showing)


def _choices(item: Item | None, fields: Fields) -> list[Choice]:
    if item is None:
        return []
    chosen = set(fields.get("choice", ()))
    return [
        Choice(
            option.number,
            option.label,
            typed=next(iter(fields.get(f"option-{option.number}", ())), ""),
            is_chosen=str(option.number) in chosen,
        )
        for option in Option.objects.filter(item=item)
    ]


def _ballot(item: Item, options: int, fields: Fields) -> dict[str, object]:
    """What the kinds without options ask for."""
    typed = [text for text in fields.get("choice", ()) if text]
    match item.kind:
        case ItemKind.SCALE:
            steps = range(item.least, item.most + 1)
            return {"steps": [Choice(step, str(step), is_chosen=typed == [str(step)]) for step in steps]}
        case ItemKind.ESTIMATE:
            return {"estimate": typed[0] if typed else ""}
        case ItemKind.WORDS:
            return {"words": [typed[place] if place < len(typed) else "" for place in range(item.most)]}
        case ItemKind.RANKING:
            return {"places": range(1, options + 1)}
    return {}


def _result(item: Item, round_: Round, options: Sequence[Choice]) -> dict[str, object]:
    told = {"all": (round_.result or {}).get("all")}
    if item.kind == ItemKind.WORDS:
        told = without_hidden(told, hidden_words(item))
    labels = {choice.number: choice.label for choice in options}
    lines = rows_of(item, labels, told, longest_is_full=True)
    if item.kind == ItemKind.WORDS:
        lines = lines[:MOST_WORDS]
    all_ = told["all"] or {}
    return {"lines": lines, "told": all_, "ballots": all_.get("ballots", 0)}
