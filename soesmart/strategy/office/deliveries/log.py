"""The log of a delivery as a table: each value as it came, what was found, what was decided, what became of it."""

from collections import defaultdict
from collections.abc import Iterator

from soesmart.core.spreadsheets import Column, Kind
from soesmart.strategy.models import DeliveredValue, Delivery, Finding
from soesmart.strategy.office.people import Names
from soesmart.strategy.rules import Decision, DeliveryState

COLUMNS = (
    Column("row", "Zeile", Kind.WHOLE),
    Column("column", "Spalte"),
    Column("indicator", "Kennzahl"),
    Column("year", "Jahr", Kind.WHOLE),
    Column("day", "Tag", Kind.DAY),
    Column("part", "Teil"),
    Column("raw", "stand in der Datei"),
    Column("value", "Wert", Kind.NUMBER),
    Column("unit", "Einheit"),
    Column("fate", "was daraus wurde"),
    Column("found", "Befund"),
    Column("decision", "Entscheidung"),
    Column("reason", "Grund"),
    Column("who", "entschieden von"),
    Column("when", "entschieden am"),
)


def log_rows(delivery: Delivery) -> Iterator[dict[str, object]]:
    """A row for each value, more where several things were found about it; then the findings about no value."""
    findings = list(Finding.objects.filter(delivery=delivery).order_by("row", "pk"))
    names = Names.of({one.decided_by_id for one in findings})
    by_value: dict[int | None, list[Finding]] = defaultdict(list)
    for one in findings:
        by_value[one.about_id].append(one)
    values = DeliveredValue.objects.filter(delivery=delivery).select_related("indicator").order_by("row", "pk")
    for value in values.iterator(2_000):
        words = _value(value, delivery)
        for one in by_value.get(value.pk, ()):
            yield words | _found(one, names)
        if value.pk not in by_value:
            yield words
    for one in by_value[None]:
        yield {"row": one.row, "column": one.column, **_found(one, names)}


def _value(value: DeliveredValue, delivery: Delivery) -> dict[str, object]:
    return {
        "row": value.row,
        "column": value.column,
        "indicator": value.indicator.name,
        "year": value.year,
        "day": value.day,
        "part": ", ".join(filter(None, (value.sector, value.district, value.group))),
        "raw": value.raw,
        "value": (value.value if value.corrected is None else value.corrected),
        "unit": value.indicator.unit,
        "fate": fate_of(value, delivery.state),
    }


def _found(one: Finding, names: Names) -> dict[str, object]:
    return {
        "found": one.message,
        "decision": Decision(one.decision).label,
        "reason": one.reason,
        "who": names.get(one.decided_by_id),
        "when": one.decided_at.date().isoformat() if one.decided_at else "",
    }


def fate_of(value: DeliveredValue, state: str) -> str:
    """In a word what became, or will become, of a delivered value."""
    if state in (DeliveryState.REJECTED, DeliveryState.FAILED):
        return "verworfen"
    if value.is_left_out or (value.value is None and value.corrected is None):
        return "weggelassen"
    if value.is_known and value.corrected is None:
        return "unverändert"
    return "berichtigt" if value.replaces else "neu"
