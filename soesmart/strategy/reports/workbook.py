"""A published report as a workbook: all its numbers, from the frozen content alone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from soesmart.core.spreadsheets import Column, Kind, Sheet, write_book
from soesmart.strategy.reports.content import Chapter, Content
from soesmart.strategy.reports.measured import IndicatorPart
from soesmart.strategy.reports.words import TAKEN_BACK

Rows = Iterator[Mapping[str, object]]

NUMBER, WHOLE, YES_NO, DAY = Kind.NUMBER, Kind.WHOLE, Kind.YES_NO, Kind.DAY
OF = (Column("goal", "Ziel"), Column("key", "Kennung der Kennzahl"), Column("name", "Kennzahl"))

GOALS = Sheet(
    "Ziele",
    (
        Column("field", "Feld"), Column("code", "Kennung"), Column("title", "Titel"), Column("text", "Beschreibung"),
        Column("unit", "zuständig"), Column("sdgs", "SDG"), Column("invented", "Beispiel", YES_NO),
        Column("indicator", "Kennzahl"), Column("measure", "Einheit"), Column("direction", "Richtung"),
        Column("year", "jüngstes Jahr", WHOLE), Column("value", "jüngster Wert", NUMBER),
        Column("target", "Zielwert", NUMBER), Column("target_year", "Zieljahr", WHOLE), Column("light", "Bewertung"),
        Column("symbol", "Wettersymbol"), Column("chance", "Chance in Prozent", WHOLE),
    ),
)  # fmt: skip
VALUES = Sheet(
    "Werte",
    (
        *OF, Column("year", "Jahr", WHOLE), Column("value", "Wert", NUMBER), Column("unit", "Einheit"),
        Column("state", "Art"), Column("has_break", "Bruch davor", YES_NO),
        Column("is_baseline", "Ausgangswert", YES_NO),
        Column("source_name", "Quelle"), Column("source", "Adresse der Quelle"), Column("licence", "Lizenz"),
        Column("note", "Anmerkung"), Column("invented", "Beispiel", YES_NO), Column("recorded_on", "erfasst am", DAY),
    ),
)  # fmt: skip
TARGETS = Sheet(
    "Zielwerte",
    (
        *OF, Column("year", "Jahr", WHOLE), Column("value", "Zielwert", NUMBER), Column("upper", "bis", NUMBER),
        Column("kind", "Art"), Column("is_milestone", "Zwischenziel", YES_NO), Column("decision", "Beschluss"),
        Column("decided", "beschlossen"), Column("replaced_on", "ersetzt"), Column("source", "Quelle"),
        Column("invented", "Beispiel", YES_NO),
    ),
)  # fmt: skip
RATINGS = Sheet(
    "Bewertungen",
    (
        *OF, Column("year", "Jahr", WHOLE), Column("what", "Was"), Column("symbol", "Wettersymbol"),
        Column("value", "Wert", NUMBER), Column("low", "untere Grenze (80 %)", NUMBER),
        Column("high", "obere Grenze (80 %)", NUMBER), Column("reason", "Begründung"),
    ),
)  # fmt: skip
FRAME = Sheet(
    "Berichtsrahmen",
    (
        Column("number", "Nummer", WHOLE), Column("name", "Feld"), Column("text", "Text der Stadt"),
        Column("facts", "Angaben der Plattform"), Column("goals", "Ziele"),
        Column("measurements", "weitere Kennzahlen"),
    ),
)  # fmt: skip
REVISIONS = Sheet(
    "Revisionen",
    (
        *OF, Column("year", "Jahr", WHOLE), Column("old", "alter Wert", NUMBER), Column("new", "neuer Wert", NUMBER),
        Column("recorded_on", "erfasst am", DAY), Column("note", "Anmerkung"),
    ),
)  # fmt: skip


def workbook(content: Content) -> bytes:
    """XLSX: goals, values, targets, ratings, reporting frame, a sheet for each further chapter, revisions."""
    sheets: list[tuple[Sheet, Iterable[Mapping[str, object]]]] = [
        (GOALS, _goals(content)),
        (VALUES, _values(content)),
        (TARGETS, _targets(content)),
        (RATINGS, _ratings(content)),
        (FRAME, _frame(content)),
        *(_chapter(chapter) for chapter in content.chapters),
        (REVISIONS, _revisions(content)),
    ]
    return write_book(sheets, content.title)


def _goals(content: Content) -> Rows:
    for field in content.fields:
        for goal in field.goals:
            own = {"field": field.name, "code": goal.code, "title": goal.name, "text": goal.text, "unit": goal.unit}
            sdgs = ", ".join(str(number) for number in goal.sdgs)
            yield own | {"sdgs": sdgs, "invented": goal.invented} | (_now(goal.indicator) if goal.indicator else {})


def _now(indicator: IndicatorPart) -> dict[str, object]:
    latest, target, rating = indicator.latest, indicator.target, indicator.rating
    return {
        "indicator": indicator.name,
        "measure": indicator.unit,
        "direction": indicator.direction,
        "year": latest.year if latest else None,
        "value": latest.value if latest else None,
        "target": target.value if target else None,
        "target_year": target.year if target else None,
        "light": rating.light_label,
        "symbol": rating.label,
        "chance": rating.chance,
    }


def _of(code: str, indicator: IndicatorPart) -> dict[str, object]:
    return {"goal": code, "key": indicator.key, "name": indicator.name, "unit": indicator.unit}


def _values(content: Content) -> Rows:
    for code, indicator in content.indicators:
        for value in indicator.values:
            yield _of(code, indicator) | vars(value) | {"recorded_on": date.fromisoformat(value.recorded_on)}


def _targets(content: Content) -> Rows:
    for code, indicator in content.indicators:
        for target in indicator.targets:
            yield _of(code, indicator) | vars(target)


def _ratings(content: Content) -> Rows:
    for code, indicator in content.indicators:
        own, rating = _of(code, indicator), indicator.rating
        for status in rating.history:
            yield own | {"year": status.year, "what": "Stand", "symbol": status.label, "reason": status.reason}
        for step in rating.forecast:
            yield own | {"year": step.year, "what": "Prognose", "value": step.value, "low": step.low, "high": step.high}


def _frame(content: Content) -> Rows:
    names = {indicator.key: indicator.name for indicator in content.measurements}
    for part in content.frame:
        yield {
            "number": part.number,
            "name": part.name,
            "text": part.text,
            "facts": " ".join(part.facts) or ("" if not part.is_empty else "keine Angabe"),
            "goals": ", ".join(part.goals),
            "measurements": ", ".join(names[key] for key in part.measurements),
        }


def _chapter(chapter: Chapter) -> tuple[Sheet, Iterable[Mapping[str, object]]]:
    table = chapter.table
    columns = tuple(Column(str(place), title) for place, title in enumerate(table.columns))
    rows = ({str(place): cell for place, cell in enumerate(row)} for row in table.rows)
    return Sheet(chapter.title, columns), rows


def _revisions(content: Content) -> Rows:
    for one in content.revisions:
        own = {"goal": one.goal, "key": one.indicator, "name": one.name}
        note = one.note if one.new is not None else f"{TAKEN_BACK}: {one.note}"
        yield own | vars(one) | {"name": one.name, "recorded_on": date.fromisoformat(one.recorded_on), "note": note}
