"""Tables as offices send them: the values that are known, a new year, and a slip of every kind.

Pure: built from the demo's series, so that a table differs from what is stored only where it is meant to.
"""

from collections.abc import Mapping
from decimal import Decimal

from soesmart.core.numbers import format_number
from soesmart.demo.series import demo_series

PEOPLE = {
    2016: 47_974, 2017: 48_010, 2018: 48_105, 2019: 48_240, 2020: 48_301, 2021: 48_325, 2022: 49_012, 2023: 49_388,
    2024: 49_502, 2025: 49_610,
}  # fmt: skip
TITLE = "Meldung der Geschäftsstelle Klimaschutz (Beispiel für die Vorführung, alle Zahlen erfunden)"
TOTAL, HOMES, TRAFFIC, TRADE = (
    f"{name} (t)" for name in ("Treibhausgasausstoß gesamt", "Haushalte", "Verkehr", "Wirtschaft")
)
PER_HEAD = "Treibhausgasausstoß je Kopf (t CO2-Äquivalente je Kopf)"
WIND, RENOVATED, COPIED = "Windleistung (MW)", "Anteil teilsanierter Wohngebäude (%)", "Anteil sanierter Gebäude (%)"
SCHOOLS, COURSES = "Schulen mit Glasfaser und WLAN in allen Räumen (%)", "Teilnahmen an Digitalkursen und Sprechstunden"
POOR, EMPTY = "Kinder in Haushalten mit Grundsicherung (%)", "Leerstandsquote Ladenflächen Altstadt (%)"
SOCIAL_SLIPS = {(2020, EMPTY): "79 ‰", (2024, COURSES): "siehe Anlage", (2025, SCHOOLS): "112"}

Table = dict[str, dict[int, str]]


def climate_table() -> bytes:
    """Mixed number styles, a jump, sums and heads that do not fit, a copied column, something impossible."""
    per_head, people = _values("KLI-1"), PEOPLE
    total = {year: int(per_head[year] * people[year]) for year in people}
    homes = {year: round(total[year] * 24 / 100) for year in people}
    traffic = {year: round(total[year] * 51 / 100) for year in people}
    rest = {year: total[year] - homes[year] - traffic[year] for year in people}
    rest[2025] -= 2_000
    table: Table = {
        "Einwohner": _said(people),
        TOTAL: _said(total),
        HOMES: _said(homes),
        TRAFFIC: _said(traffic),
        TRADE: _said(rest),
        PER_HEAD: _said(per_head),
        WIND: _said(_values("KLI-2")),
        RENOVATED: _said(_values("KLI-3")),
    }
    table[COPIED] = dict(table[RENOVATED])
    slips = {
        (2023, TOTAL): f"{total[2023]:,}",  # the English comma
        (2024, HOMES): format_number(10 * homes[2024]),
        (2025, PER_HEAD): "6,9",
        (2025, RENOVATED): "117",
        (2025, COPIED): "117",
    }
    return _csv(table, list(people), slips, TITLE)


def social_table() -> bytes:
    """A unit that changes, a word for a number, something impossible, a missing year, and one that is a copy."""
    table: Table = {
        SCHOOLS: _said(_values("BIL-1")),
        COURSES: _said(_values("BIL-2")),
        POOR: _said(_values("SOZ-1")),
        EMPTY: _said(_values("WIR-3")),
    }
    slips = dict(SOCIAL_SLIPS)
    slips |= {(2026, name): slips.get((2025, name), row[2025]) for name, row in table.items()}
    return _csv(table, [*range(2016, 2021), *range(2022, 2027)], slips)


def known_table() -> bytes:
    """What is stored already, so that its log can be seen and no number changes."""
    values = _values("STE-1")
    return _csv({"Neu versiegelte Fläche": _said(values)}, sorted(values), {})


def _values(code: str) -> dict[int, Decimal]:
    return {year: value for year, value, _ in demo_series()[code]}


def _said(values: Mapping[int, Decimal | int]) -> dict[int, str]:
    return {year: format_number(value) for year, value in values.items()}


def _csv(table: Table, years: list[int], slips: Mapping[tuple[int, str], str], title: str = "") -> bytes:
    rows = [
        [str(year), *(slips.get((year, name)) or row.get(year, "") for name, row in table.items())] for year in years
    ]
    lines = [*([title, ""] if title else []), ";".join(["Jahr", *table]), *(";".join(row) for row in rows)]
    return "\n".join([*lines, ""]).encode()
