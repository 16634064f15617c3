"""A counted result in a sentence or two that can be read aloud. Pure; ties are told as ties."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from soesmart.core.numbers import format_number, with_unit
from soesmart.events.rules.items import ItemKind
from soesmart.events.rules.result_rows import Asked, ResultRow, Told, rows_of, without_hidden

MOST_NAMED = 3
HALL, STREAM = "hall", "stream"


class Counted(Protocol):
    """What a sentence needs of a round; events.models.Round fits. result: as `results_of` gives it, or None."""

    result: Any

    @property
    def item(self) -> Asked: ...


class Labelled(Protocol):
    """events.models.Option fits."""

    number: int
    label: str


def sentence(round_: Counted, options: Sequence[Labelled], hidden: Sequence[str] = ()) -> str:
    """Like "62 von 100 wählten „Fahrrad“. Saal und Stream waren sich einig." hidden: words, in lower case."""
    labels = {option.number: option.label for option in options}
    return sentence_of(round_.item, labels, without_hidden(round_.result or {}, hidden))


def sentence_of(item: Asked, labels: Mapping[int, str], told: Told) -> str:
    """The same for a result whose hidden words are left out already."""
    if not told:
        return "Noch nicht ausgezählt."
    if not told["all"]["ballots"]:
        return "Niemand hat abgestimmt."
    match item.kind:
        case ItemKind.SCALE | ItemKind.ESTIMATE:
            return " ".join(filter(None, (_amount(item, told["all"]), _amounts_apart(item, told), _truth(item))))
        case ItemKind.WORDS:
            return _words(told["all"])
    rows = rows_of(item, labels, told)
    return f"{_first(item, rows, told['all'])} {_apart(item, labels, told)}".strip()


def _first(item: Asked, rows: Sequence[ResultRow], all_: Told) -> str:
    leading = [row for row in rows if row.leads]
    names = _listed([f"„{row.label}“" for row in leading])
    if item.kind == ItemKind.RANKING:
        return _ranked(rows, leading, names)
    value, of = format_number(leading[0].total.value), all_["ballots"]
    if item.kind == ItemKind.POINTS:
        points = format_number(sum(all_["sums"]))
        if len(leading) > 1:
            return f"{names} liegen gleichauf vorn: je {value} von {points} Punkten."
        return f"„{leading[0].label}“ bekam die meisten Punkte: {value} von {points}."
    if len(leading) > 1:
        return f"{names} liegen gleichauf vorn: je {value} von {format_number(of)}."
    verb = "wählte" if leading[0].total.value == 1 else "wählten"
    return f"{value} von {format_number(of)} {verb} „{leading[0].label}“."


def _ranked(rows: Sequence[ResultRow], leading: Sequence[ResultRow], names: str) -> str:
    if len(leading) > 1:
        return f"{names} teilen sich den ersten Platz."
    then = [row for row in rows if row.place == rows[1].place] if len(rows) > 1 else []
    rest = f", dann {_listed([f'„{row.label}“' for row in then])}" if then else ""
    return f"{names} steht auf dem ersten Platz{rest}."


def _apart(item: Asked, labels: Mapping[int, str], told: Told) -> str:
    if not told.get(HALL) or not told.get(STREAM):
        return ""
    hall, stream = ([row for row in rows_of(item, labels, {"all": told[part]}) if row.leads] for part in (HALL, STREAM))
    if {row.number for row in hall} == {row.number for row in stream}:
        return "Saal und Stream waren sich einig."
    names = [_listed([f"„{row.label}“" for row in rows]) for rows in (hall, stream)]
    return f"Im Saal {_lies(hall)} {names[0]} vorn, im Stream {names[1]}."


def _lies(rows: Sequence[ResultRow]) -> str:
    return "lag" if len(rows) == 1 else "lagen"


def _amount(item: Asked, all_: Told) -> str:
    if item.kind == ItemKind.SCALE:
        ends = [f"{end} ({word})" if word else str(end) for end, word in _ends(item)]
        return f"Im Mittel {_number(all_['mean'])} auf der Skala von {ends[0]} bis {ends[1]}."
    words = f"Die mittlere Schätzung ist {with_unit(_number(all_['median']), item.unit)}"
    if all_["lower"] != all_["upper"]:
        words += f", die Hälfte liegt zwischen {_number(all_['lower'])} und {_number(all_['upper'])}"
    return f"{words}."


def _truth(item: Asked) -> str:
    if item.truth is None or item.kind != ItemKind.ESTIMATE:
        return ""
    return f"Richtig ist {with_unit(format_number(item.truth), item.unit)}."


def _amounts_apart(item: Asked, told: Told) -> str:
    if not told.get(HALL) or not told.get(STREAM):
        return ""
    middle = "mean" if item.kind == ItemKind.SCALE else "median"
    hall, stream = (_number(told[part][middle]) for part in (HALL, STREAM))
    if hall == stream:
        return "Saal und Stream waren sich einig."
    return f"Im Saal {hall} und im Stream {stream}."


def _words(all_: Told) -> str:
    most = [f"„{word}“ ({format_number(times)})" for word, times in all_["words"][:MOST_NAMED]]
    if not most:
        return "Die genannten Wörter werden nicht gezeigt."
    return f"Am häufigsten genannt: {_listed(most)}."


def _ends(item: Asked) -> tuple[tuple[int, str], tuple[int, str]]:
    return (item.least, item.low_label), (item.most, item.high_label)


def _number(value: float) -> str:
    return format_number(Decimal(str(value)).normalize())


def _listed(names: Sequence[str]) -> str:
    """ "A, B und C"; long lists are cut, and say so."""
    if len(names) > MOST_NAMED + 1:
        names = [*names[:MOST_NAMED], f"{format_number(len(names) - MOST_NAMED)} weitere"]
    return " und ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
