"""Numbers written differently from the others of their column."""

import re
from collections.abc import Iterator

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.points import Line, when
from soesmart.methods.data_doctor.words import german
from soesmart.methods.tables import CellValue, Style
from soesmart.methods.tables.numbers import reading

_WORDS = {Style.GERMAN: "deutsch (1.234,5)", Style.ENGLISH: "englisch (1,234.5)"}
_WITH_SIGN = re.compile(r"[-+]?\d[\d.,]*[.,]\d+")
_GROUP = re.compile(r"[-+]?\d{1,3}[.,]\d{3}(?!\d)")
_LONG = re.compile(r"\d{4}|[.,]\d")
FEWEST_NUMBERS = 3


def check(line: Line) -> Iterator[Finding]:
    """Mixed number style: per cell the style in which alone it makes sense against that of the column."""
    numbers = sum(isinstance(cell.raw, int | float) for cell in line.series.cells)
    texts = [cell for cell in line.series.cells if isinstance(cell.raw, str) and cell.value is not None]
    is_of_numbers = numbers >= FEWEST_NUMBERS and numbers >= len(texts)
    others = [cell for cell in texts if cell.style not in (Style.PLAIN, line.series.style)]
    own = [cell for cell in texts if cell.style in (Style.PLAIN, line.series.style)]
    is_grouped = len(others) > 1 or any(_GROUP.search(str(cell.raw)) for cell in own)
    for cell in texts:
        if cell.style not in (Style.PLAIN, line.series.style):
            if len(others) == 1 and not is_of_numbers and not _is_odd(line, cell):
                continue
            yield _other_style(line, cell)
            if not is_grouped and _GROUP.fullmatch(str(cell.raw).strip()):
                yield _thousand(line, cell)
        elif is_of_numbers and _WITH_SIGN.fullmatch(str(cell.raw).strip()):
            yield _as_text(line, cell)


def _is_odd(line: Line, cell: CellValue) -> bool:
    """Not where it is the only number of its column that is long enough for a sign between its digits."""
    found = reading(cell.raw)
    if found is None or found.style is not None:
        return True
    rest = [one for one in line.series.cells if one is not cell and one.value is not None]
    return any(_LONG.search(str(one.raw)) for one in rest)


def _other_style(line: Line, cell: CellValue) -> Finding:
    others = f"die übrigen Zahlen {_WORDS[line.series.style]}."
    return _told(line, cell, Kind.MIXED_NUMBER_STYLE, f"ist {_WORDS[cell.style]} geschrieben, {others}")


def _thousand(line: Line, cell: CellValue) -> Finding:
    """Where nobody groups digits, the sign may as well be a decimal one; then it is a thousandth of the others."""
    return _told(line, cell, Kind.JUMP, "ist, wie die übrigen Zahlen gelesen, etwa ein Tausendstel von ihnen.")


def _as_text(line: Line, cell: CellValue) -> Finding:
    return _told(line, cell, Kind.MIXED_NUMBER_STYLE, "steht als Text da, die übrigen Zellen sind Zahlen.")


def _told(line: Line, cell: CellValue, kind: Kind, what: str) -> Finding:
    assert cell.value is not None
    text, meant = f"{when(cell)}„{str(cell.raw).strip()}“ {what}", f"Gemeint ist wohl {german(cell.value)}."
    return line.finding(kind, cell, text, meant, cell.value)
