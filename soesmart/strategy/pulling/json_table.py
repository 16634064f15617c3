"""A table out of JSON: a list of objects, wherever in the answer it lies."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from soesmart.strategy.pulling.addresses import refuse
from soesmart.strategy.pulling.csv_text import Value
from soesmart.strategy.pulling.json_text import parse_json

MOST_ROWS = 20_000
MOST_COLUMNS = 200
DEEPEST = 3


def json_rows(content: bytes, path: str = "") -> list[list[Value]]:
    """A header and one row per object; objects within one become columns like "ort.name".

    path: where the list lies, such as "result.records"; empty: the answer is the list, or has exactly one inside.
    Lists of lists are taken as they are. Raises Refused where there is no such list.
    """
    items = _list_at(parse_json(content), path)
    if len(items) > MOST_ROWS:
        raise refuse(
            "too_many_rows", f"Die Antwort hat mehr als {MOST_ROWS} Zeilen. Bitte nur den nötigen Teil anfragen."
        )
    if items and all(isinstance(item, list) for item in items):
        return [[_cell(value) for value in item[:MOST_COLUMNS]] for item in items]
    flat = [dict(_flat(item)) for item in items if isinstance(item, Mapping)]
    if not flat:
        raise refuse("no_rows", "In der Antwort steht keine Liste von Zeilen. Bitte den Weg zu ihr angeben.")
    names = list(dict.fromkeys(name for row in flat for name in row))[:MOST_COLUMNS]
    header: list[Value] = [*names]
    return [header, *([row.get(name) for name in names] for row in flat)]


def _list_at(found: Any, path: str) -> list[Any]:
    for step in (step for step in path.split(".") if step):
        found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, Mapping) and not path:
        lists = [inner for inner in _lists(found, DEEPEST) if inner and isinstance(inner[0], Mapping)]
        found = lists[0] if len(lists) == 1 else None
    if not isinstance(found, list):
        where = f"unter „{path}“" if path else "an einer eindeutigen Stelle"
        raise refuse(
            "path", f"In der Antwort steht {where} keine Liste. Bitte den Weg zur Liste angeben, etwa result.records."
        )
    return found


def _lists(found: Mapping[str, Any], depth: int) -> Iterator[list[Any]]:
    for inner in found.values():
        if isinstance(inner, list):
            yield inner
        elif isinstance(inner, Mapping) and depth > 1:
            yield from _lists(inner, depth - 1)


def _flat(item: Mapping[str, Any], before: str = "", depth: int = DEEPEST) -> Iterator[tuple[str, Value]]:
    for name, value in item.items():
        if isinstance(value, Mapping) and depth > 1:
            yield from _flat(value, f"{before}{name}.", depth - 1)
        else:
            yield f"{before}{name}", _cell(value)


def _cell(value: Any) -> Value:
    """What a cell can hold; of lists and objects within only that there is something."""
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        return "…" if value else None
    found: Value = value
    return found
