"""What stands in the workbook of a version: read from the database, four queries whatever its size."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from soesmart.core.spreadsheets import Sheet
from soesmart.strategy.models import FieldWording, GoalWording, IndicatorValue, Target, Version
from soesmart.strategy.queries.numbers import WHOLE
from soesmart.strategy.spreadsheet import FIELDS, GOALS, VALUES, Cells, Tables, plain


def rows_of(version: Version, *, is_public: bool = False, before: datetime | None = None) -> Tables:
    """All rows of the three sheets in plain form. is_public: without the marks that only editors need.

    before: only what was known before that moment of values and targets; words stay those of the version.
    """
    tables = {GOALS.title: _goals(version, before), FIELDS.title: _fields(version), VALUES.title: _values(before)}
    if is_public:
        for rows in tables.values():
            for row in rows:
                row["revision"] = ""
    return tables


def _goals(version: Version, before: datetime | None) -> list[Cells]:
    names = {
        "code": F("goal__code"),
        "field_key": F("field__key"),
        "parent_code": F("parent__goal__code"),
        "unit_key": F("unit__key"),
        "ecological": F("is_ecological"),
        "economic": F("is_economic"),
        "social": F("is_social"),
        "indicator_pk": F("goal__indicator__pk"),
        "indicator": F("goal__indicator__name"),
        "indicator_unit": F("goal__indicator__unit"),
        "direction": F("goal__indicator__direction"),
    }
    own = ("number", "title", "description", "sdgs", "source", "related_sources", "invented", "revision")
    targets = _targets(version, before)
    rows = GoalWording.objects.filter(version=version).order_by("position", "pk").values(*own, **names)
    found = []
    for row in rows:
        target, year = targets.get(row["indicator_pk"], (None, None))
        cells = {**row, "target": target, "target_year": year}
        cells |= {"field": row["field_key"], "parent": row["parent_code"], "unit": row["unit_key"]}
        cells["related_sources"] = "\n".join(row["related_sources"])
        found.append(cells)
    return _plain(GOALS, found)


def _targets(version: Version, before: datetime | None) -> dict[int, tuple[Any, Any]]:
    rows = Target.objects.filter(indicator__goal__wordings__version=version, is_milestone=False)
    if before is None:
        rows = rows.filter(replaced_on="")
    else:
        rows = rows.filter(Q(recorded_at=None) | Q(recorded_at__lt=before))
        rows = rows.filter(Q(replaced_on="") | Q(ended_at__gte=before))
    return {pk: (value, year) for pk, value, year in rows.order_by("pk").values_list("indicator", "value", "year")}


def _fields(version: Version) -> list[Cells]:
    own = ("name", "guideline", "guideline_invented", "sdgs", "sdgs_invented", "source", "invented", "revision")
    rows = FieldWording.objects.filter(version=version).order_by("position", "pk")
    return _plain(FIELDS, rows.values(*own, key=F("field__key"), code=F("field__code")))


def _values(before: datetime | None) -> list[Cells]:
    """Yearly values of the whole; of several for one year the latest recorded one, none where it was taken back."""
    yearly = IndicatorValue.objects.filter(WHOLE, day=None)
    if before is not None:
        yearly = yearly.filter(recorded_at__lt=before)
    rows = yearly.order_by("indicator__key", "year", "recorded_at", "pk").values(
        "year", "value", "state", "is_baseline", "source", "note", "invented", "is_withdrawn",
        key=F("indicator__key"), name=F("indicator__name"),
    )  # fmt: skip
    newest = {(row["key"], row["year"]): {**row, "indicator": row["key"]} for row in rows}
    return _plain(VALUES, (row for row in newest.values() if not row["is_withdrawn"]))


def _plain(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> list[Cells]:
    return [{column.key: plain(row[column.key], column) for column in sheet.columns} for row in rows]
