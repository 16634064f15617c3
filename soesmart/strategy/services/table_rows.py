"""The writes for the rows of a workbook, in an order in which each finds what it needs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import partial

from soesmart.core.refusals import Refused
from soesmart.strategy.models import (
    FieldWording,
    Goal,
    GoalWording,
    Indicator,
    IndicatorValue,
    OrganisationUnit,
    Target,
    Version,
)
from soesmart.strategy.queries.numbers import WHOLE
from soesmart.strategy.rules import Direction, TargetKind, ValueState
from soesmart.strategy.services.indicators import IndicatorText, add_indicator, edit_indicator
from soesmart.strategy.services.removals import remove_field, remove_goal
from soesmart.strategy.services.targets import TargetText, set_target
from soesmart.strategy.services.texts import DIMENSIONS, FieldText, GoalText
from soesmart.strategy.services.values import Pedigree, record_value
from soesmart.strategy.services.words import add_field, add_goal, edit_field, edit_goal
from soesmart.strategy.spreadsheet import FIELDS, GOALS, VALUES, Cells
from soesmart.strategy.spreadsheet_check import Changes, Problem, RowChange

MEASURED = ("indicator", "indicator_unit", "direction", "target", "target_year")
# What a service calls a field of its form, where the column has another key.
OF_GOALS = {"dimensions": "ecological"}
OF_INDICATORS = {"name": "indicator", "unit": "indicator_unit", "value": "target", "year": "target_year"}


@dataclass(frozen=True)
class Step:
    """One write for one row. names: columns by the names under which the service refuses."""

    change: RowChange
    write: Callable[[], object]
    names: Mapping[str, str] = field(default_factory=dict)


def steps(writer: "Writer", changes: Changes, *, remove_missing: bool) -> Iterator[Step]:
    """Fields before their goals, parents before children, words before numbers; removals from below."""
    goals = changes.of(GOALS)
    missing = changes.missing if remove_missing else ()
    yield from (Step(row, partial(writer.field, row)) for row in changes.of(FIELDS))
    yield from (Step(row, partial(writer.goal, row), OF_GOALS) for row in _parents_first(goals) if _has_words(row))
    gone = _children_first(row for row in missing if row.sheet is GOALS)
    yield from (Step(row, partial(writer.remove_goal, row)) for row in gone)
    yield from (Step(row, partial(writer.remove_field, row)) for row in missing if row.sheet is FIELDS)
    yield from (Step(row, partial(writer.indicator, row), OF_INDICATORS) for row in goals if _has_numbers(row))
    yield from (Step(row, partial(writer.value, row)) for row in changes.of(VALUES))


def _has_words(row: RowChange) -> bool:
    return row.before is None or bool(row.keys - set(MEASURED))


def _has_numbers(row: RowChange) -> bool:
    if row.before is None:
        return any(_cells(row)[key] for key in MEASURED)
    return bool(row.keys & set(MEASURED))


def problem_of(step: Step, refusal: Refused) -> Problem:
    """Where in the file a refusal belongs."""
    key = step.names.get(refusal.field or "", refusal.field or "")
    column = next((column.title for column in step.change.sheet.columns if column.key == key), "")
    return Problem(step.change.sheet.title, step.change.line.number if step.change.line else 0, column, refusal.text)


def _cells(change: RowChange) -> Cells:
    assert change.line is not None
    return change.line.cells


def _parents_first(goals: list[RowChange]) -> list[RowChange]:
    """New goals before changed ones, and each after its parent where that is new too."""
    new = {str(_cells(change)["code"]): change for change in goals if change.before is None}

    def depth(change: RowChange, seen: int = 0) -> int:
        parent = new.get(str(_cells(change)["parent"]))
        # A ring of parents is refused by the service; here it only must not turn for ever.
        return depth(parent, seen + 1) + 1 if parent and seen < 3 else 0

    return sorted(new.values(), key=depth) + [change for change in goals if change.before is not None]


def _children_first(missing: Iterable[RowChange]) -> list[RowChange]:
    rows = list(missing)
    parents = {str(row.before["code"]): str(row.before["parent"]) for row in rows if row.before}

    def depth(code: str) -> int:
        return 1 + depth(parents[code]) if code in parents else 0

    return sorted(rows, key=lambda row: -depth(str(row.before["code"]) if row.before else ""))


@dataclass(frozen=True)
class Writer:
    """Writes rows into a draft through the same services as the forms."""

    actor: object
    draft: Version
    at: datetime

    def field(self, change: RowChange) -> None:
        cells = _cells(change)
        text = FieldText(
            key=str(cells["key"]),
            code=str(cells["code"]),
            name=str(cells["name"]),
            guideline=str(cells["guideline"]),
            guideline_invented=bool(cells["guideline_invented"]),
            sdgs=_numbers(cells["sdgs"]),
            sdgs_invented=bool(cells["sdgs_invented"]),
            source=str(cells["source"]),
            invented=bool(cells["invented"]),
        )
        if change.before is None:
            add_field(actor=self.actor, version=self.draft, text=text, at=self.at)
            return
        if "code" in change.keys:
            raise Refused(
                "strategy.field.code", "Das Kürzel eines Feldes bleibt; es gehört auch zu früheren Fassungen.", "code"
            )
        edit_field(actor=self.actor, wording=self._field(text.key), text=text, at=self.at)

    def goal(self, change: RowChange) -> None:
        cells = _cells(change)
        text = GoalText(
            code=str(cells["code"]),
            field_key=str(cells["field"]),
            title=str(cells["title"]),
            description=str(cells["description"]),
            number=str(cells["number"]),
            parent_code=str(cells["parent"]),
            unit=OrganisationUnit.objects.get(key=cells["unit"]) if cells["unit"] else None,
            dimensions=frozenset(name for name in DIMENSIONS if cells[name]),
            sdgs=_numbers(cells["sdgs"]),
            source=str(cells["source"]),
            related_sources=str(cells["related_sources"]).split(),
            invented=bool(cells["invented"]),
        )
        if change.before is None:
            add_goal(actor=self.actor, version=self.draft, text=text, at=self.at)
        else:
            edit_goal(actor=self.actor, wording=self._goal(text.code), text=text, at=self.at)

    def remove_goal(self, change: RowChange) -> None:
        assert change.before is not None
        remove_goal(actor=self.actor, wording=self._goal(str(change.before["code"])), at=self.at)

    def remove_field(self, change: RowChange) -> None:
        assert change.before is not None
        remove_field(actor=self.actor, wording=self._field(str(change.before["key"])), at=self.at)

    def indicator(self, change: RowChange) -> None:
        """The goal's indicator and its target; neither can be deleted from a spreadsheet."""
        cells = _cells(change)
        goal = Goal.objects.get(strategy=self.draft.strategy, code=cells["code"])
        found = Indicator.objects.filter(goal=goal).select_related("municipality").first()
        if found is None:
            found = add_indicator(
                actor=self.actor,
                municipality=self.draft.strategy.municipality,
                goal=goal,
                text=_measured(IndicatorText(key=f"ind-{goal.code.lower()}", name="", unit=""), cells),
                at=self.at,
            )
        else:
            edit_indicator(actor=self.actor, indicator=found, text=_measured(_text_of(found), cells), at=self.at)
        before = change.before or dict.fromkeys(cells, "")
        if (before["target"], before["target_year"]) != (cells["target"], cells["target_year"]):
            self._target(found, cells)

    def _target(self, indicator: Indicator, cells: Cells) -> None:
        if not cells["target"]:
            raise Refused(
                "strategy.target.empty",
                "Ein Zielwert lässt sich hier nicht löschen. Bitte einen neuen eintragen oder den alten stehen lassen.",
                "value",
            )
        last = Target.objects.filter(indicator=indicator, replaced_on="", is_milestone=False).first()
        set_target(
            actor=self.actor,
            indicator=indicator,
            value=Decimal(str(cells["target"])),
            year=_year(cells["target_year"]),
            # What was a made-up number is not made real by another number in the same cell.
            invented=last.invented if last else False,
            text=TargetText(kind=TargetKind(last.kind)) if last else TargetText(),
            at=self.at,
        )

    def value(self, change: RowChange) -> None:
        cells = _cells(change)
        indicator = Indicator.objects.filter(key=cells["indicator"]).select_related("municipality").first()
        if indicator is None:
            raise Refused("strategy.value.indicator", f"Eine Kennzahl {cells['indicator']} gibt es nicht.", "indicator")
        record_value(
            actor=self.actor,
            indicator=indicator,
            year=_year(cells["year"]),
            value=Decimal(str(cells["value"])),
            state=ValueState(str(cells["state"]) or ValueState.MEASURED),
            is_baseline=bool(cells["is_baseline"]),
            source=str(cells["source"]),
            note=str(cells["note"]),
            invented=bool(cells["invented"]),
            pedigree=_pedigree_of(indicator, _year(cells["year"])),
            at=self.at,
        )

    def _goal(self, code: str) -> GoalWording:
        found = GoalWording.objects.filter(version=self.draft, goal__code=code).first()
        if found is None:
            raise Refused("strategy.goal.gone", f"Das Ziel {code} steht nicht mehr im Entwurf.")
        return found

    def _field(self, key: str) -> FieldWording:
        found = FieldWording.objects.filter(version=self.draft, field__key=key).first()
        if found is None:
            raise Refused("strategy.field.gone", f"Das Feld {key} steht nicht mehr im Entwurf.")
        return found


def _measured(text: IndicatorText, cells: Cells) -> IndicatorText:
    way = str(cells["direction"])
    return replace(
        text,
        name=str(cells["indicator"]),
        unit=str(cells["indicator_unit"]),
        direction=Direction(way) if way else None,
    )


def _text_of(row: Indicator) -> IndicatorText:
    return IndicatorText(
        key=row.key,
        name=row.name,
        unit=row.unit,
        direction=Direction(row.direction) if row.direction else None,
        decimals=row.decimals,
        method=row.method,
        interval=row.interval,
        reporting_field=row.reporting_field,
        source=row.source,
        note=row.note,
        invented=row.invented,
        lowest=row.lowest,
        highest=row.highest,
        is_emission=row.is_emission,
    )


def _pedigree_of(indicator: Indicator, year: int | None) -> Pedigree:
    """What the workbook does not ask for stays as it was for the value that is corrected."""
    of_year = IndicatorValue.objects.filter(WHOLE, indicator=indicator, year=year, day=None)
    last = of_year.order_by("recorded_at", "pk").values("has_break", "source_name", "licence", "method_version").last()
    return Pedigree(**last) if last else Pedigree()


def _numbers(cell: object) -> list[int]:
    return [int(word) for word in str(cell).split(", ") if word]


def _year(cell: object) -> int | None:
    return int(str(cell)) if cell else None
