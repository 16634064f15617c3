"""Jumps by 10, 100, 1,000: a slipped decimal point, kWh for MWh, percent for a share."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.names import is_balance, is_percent, may_be_negative
from soesmart.methods.data_doctor.points import Line, Point, decimals, when
from soesmart.methods.data_doctor.steps import Leap, leaps
from soesmart.methods.data_doctor.words import german, listed
from soesmart.methods.tables import CellValue

UP = {1: "das Zehnfache", 2: "das Hundertfache", 3: "das Tausendfache", 6: "das Millionenfache"}
DOWN = {1: "ein Zehntel", 2: "ein Hundertstel", 3: "ein Tausendstel", 6: "ein Millionstel"}
MOST_ZEROS = 0.2
FEWEST = 3
# Where people meet, much fell to about a tenth in these years, and did so in fact.
_MEETING = re.compile(
    r"besuch|gäste|gast|übernacht|reise|touris|veranstalt|teilnehm|fahrg|eintritt|ausleih|museum|theater|bäder|bad\b|kultur"
    r"|flug|messe|markt|kurs|sport|kino|konzert|führung|gewerbesteuer"
    r"|visit|guest|overnight|travel|event|particip|passenger|admission|\bloans?\b|theat|pool|culture|flight|trade tax",
    re.IGNORECASE,
)
PANDEMIC = (2020, 2021, 2022)
EXACT = 0.03


def check(line: Line) -> Iterator[Finding]:
    """Jumps in time, there and back, or for good. Series of both signs, of changes, or with many zeros are left out."""
    values = [point.value for point in line.points if point.value]
    if len(values) < FEWEST or len(values) < (1 - MOST_ZEROS) * len(line.points) or is_balance(line.series):
        return
    if min(values) < 0 < max(values) and sum(value < 0 for value in values) not in (1, len(values) - 1):
        return
    for has_value, group in groupby(line.points, key=lambda point: point.value != 0):
        points = list(group)
        if has_value and len(points) >= FEWEST:
            is_meeting = _MEETING.search(line.series.name) is not None
            shaken = {place for place, point in enumerate(points) if is_meeting and point.year in PANDEMIC}
            for leap in leaps([point.value for point in points], line.grain, shaken):
                if not (is_meeting and _is_pandemic(points, leap)):
                    yield from _findings(line, points, leap)


def _is_pandemic(points: list[Point], leap: Leap) -> bool:
    """Whether a fall to about a tenth, or the return from it, lies in those years, and is not exactly a tenth."""
    step = leap.last + 1 if leap.first == 0 else leap.first
    before, after = points[step - 1], points[step]
    if abs(leap.power) != 1 or not {before.year, after.year} & set(PANDEMIC):
        return False
    ratio = max(before.value, after.value) / min(before.value, after.value)
    return leap.first < leap.last or abs(ratio / 10 - 1) > EXACT


def _findings(line: Line, points: list[Point], leap: Leap) -> Iterator[Finding]:
    neighbours = [points[place] for place in (leap.first - 1, leap.last + 1) if 0 <= place < len(points)]
    last = leap.first if leap.is_level else leap.last
    for point in points[leap.first : last + 1]:
        if point.cell is not None:
            yield _finding(line, point, neighbours, leap)


def _finding(line: Line, point: Point, neighbours: list[Point], leap: Leap) -> Finding:
    cell = point.cell
    assert cell is not None
    value = line.meant(cell)
    assert value is not None
    unit = line.series.unit
    meant = Decimal(f"{value.scaleb(-leap.power).normalize():f}")
    near = listed([german(_exact(line, one)) for one in neighbours])
    what = (UP if leap.power > 0 else DOWN)[abs(leap.power)]
    kind_of = "jahr" if line.is_yearly else "wert"
    whose = f"der Nachbar{kind_of}e" if len(neighbours) > 1 else f"des Nachbar{kind_of}es"
    since = "Ab hier: " if leap.is_level else ""
    is_below = value < 0 < min(one.value for one in neighbours) and not may_be_negative(line.series)
    signed = " kann nicht kleiner als null sein und" if is_below else ""
    meant = abs(meant) if is_below else meant
    message = f"{since}{when(cell)}{german(value, unit)}{signed} ist etwa {what} {whose} ({near})."
    is_mixed = is_percent(line.series) and abs(leap.power) == 2
    kind = Kind.UNIT_MISMATCH if is_mixed else Kind.JUMP
    if _is_written_out(line, cell, meant):
        return line.finding(kind, cell, message, "Bitte den Wert und seine Einheit prüfen.")
    suggestion = f"Gemeint ist wohl {german(meant)}."
    if leap.is_level:
        suggestion = f"Gemeint ist wohl {german(meant)}; vielleicht hat die Einheit gewechselt."
    return line.finding(kind, cell, message, suggestion, meant)


def _is_written_out(line: Line, cell: CellValue, meant: Decimal) -> bool:
    """Whether the cell groups its digits and has a decimal sign, as in "3.700,5", which no slip of that sign makes.

    Not where the number that would be meant has no more places than the others of its column.
    """
    others = [one.value for one in line.series.cells if one.value is not None and one is not cell]
    usual = max(map(decimals, others), default=0)
    return isinstance(cell.raw, str) and {".", ","} <= set(cell.raw) and decimals(meant) > usual


def _exact(line: Line, point: Point) -> Decimal | float:
    found = line.meant(point.cell) if point.cell else None
    return found if found is not None else point.value


def stored(line: Line) -> Iterator[Finding]:
    """Values that are a power of ten away from what is stored for the same year."""
    for cell in line.series.cells:
        value = line.meant(cell)
        before = line.known.stored.get(cell.year or 0) if line.known else None
        if not value or not before:
            continue
        for power in (-3, -2, -1, 1, 2, 3):
            if abs(value.scaleb(-power) / before - 1) < Decimal("0.05"):
                what = (UP if power > 0 else DOWN)[abs(power)]
                shown = german(value, line.series.unit)
                message = f"{when(cell)}{shown} ist etwa {what} des gespeicherten Wertes ({german(before)})."
                meant = Decimal(f"{value.scaleb(-power).normalize():f}")
                if _is_written_out(line, cell, meant):
                    yield line.finding(Kind.JUMP, cell, message, "Bitte den Wert und seine Einheit prüfen.")
                    continue
                yield line.finding(Kind.JUMP, cell, message, f"Gemeint ist wohl {german(meant)}.", meant)
