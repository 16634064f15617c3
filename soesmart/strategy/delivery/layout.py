"""A sheet read as a person says: where its years stand, where its values begin, which columns name them."""

import re
from dataclasses import dataclass

from soesmart.core.refusals import Refused
from soesmart.methods.tables import Layout, Sheet, Style, ValueColumn
from soesmart.methods.tables.heads import Heads, names_of
from soesmart.methods.tables.numbers import is_missing, reading
from soesmart.methods.tables.series import Way
from soesmart.methods.tables.sheets import letter, shown
from soesmart.methods.tables.times import moment

SAMPLE = 400
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Wish:
    """As typed: year_at is a letter (years in a column) or a row's number (years in a row); labels are letters.

    style: how numbers are written, None as guessed.
    """

    years_in: Way
    year_at: str
    first_row: int
    labels: str = ""
    style: Style | None = None

    @classmethod
    def of(cls, used: Layout) -> "Wish":
        """What the form shows of a layout."""
        if used.year_at is None:
            where = ""
        else:
            where = str(used.year_at) if used.years_in == "columns" else letter(used.year_at)
        return cls(used.years_in, where, used.first_row, ", ".join(letter(at) for at in used.label_at))


def relaid(sheet: Sheet, wish: Wish, before: Layout) -> Layout:
    """The sheet's layout as wished. Refused, with its field, for what the sheet does not have."""
    if not 1 <= wish.first_row <= len(sheet.rows):
        raise _refuse("first_row", f"Das Blatt hat nur {len(sheet.rows)} Zeilen.")
    labels = tuple(column_of(text, "labels") for text in re.split(r"[,;\s]+", wish.labels.strip()) if text)
    last = before.last_row if before.last_row and before.last_row >= wish.first_row else None
    if wish.years_in == "columns":
        return _with_year_columns(sheet, wish, labels, last, before)
    year_at = column_of(wish.year_at, "year_at")
    width = min(MOST_COLUMNS, max(len(cells) for cells in sheet.rows))
    rows = [row for row in range(wish.first_row, len(sheet.rows) + 1) if moment(sheet.cell(row, year_at))]
    if not rows:
        raise _refuse("year_at", f"In Spalte {letter(year_at)} steht ab Zeile {wish.first_row} kein Jahr.")
    heads = Heads(sheet, wish.first_row, width)
    skipped = {year_at, before.unit_at, *labels}
    styles = {column.at: column.style for column in before.columns}
    usual = next(iter(styles.values()), sheet.style)
    places = [at for at in range(width) if at not in skipped and _holds_numbers(sheet, rows[:SAMPLE], at)]
    own = [heads.at(at) for at in places]
    columns = tuple(
        ValueColumn(at, head.text, name, head.unit, head.group, wish.style or styles.get(at, usual))
        for at, head, name in zip(places, own, names_of(own), strict=True)
    )
    if not columns:
        raise _refuse("first_row", "Ab dieser Zeile stehen in keiner Spalte Zahlen.")
    if wish.years_in == "long" and labels:
        return Layout("long", heads.rows, wish.first_row, last, year_at, columns, labels, before.unit_at)
    return Layout("rows", heads.rows, wish.first_row, last, year_at, columns, (), before.unit_at)


def column_of(text: str, field: str) -> int:
    """The number from 0 of a column's letter. Refused for anything else."""
    plain = text.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,2}", plain):
        raise _refuse(field, f"„{text[:20]}“ ist keine Spalte. Bitte ihren Buchstaben eintragen, etwa A.")
    at = 0
    for sign in plain:
        at = at * 26 + ord(sign) - 64
    return at - 1


def _with_year_columns(sheet: Sheet, wish: Wish, labels: tuple[int, ...], last: int | None, before: Layout) -> Layout:
    text = wish.year_at.strip()
    row = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    if not 1 <= row <= len(sheet.rows):
        raise _refuse("year_at", f"„{text[:20]}“ ist keine Zeile. Bitte die Nummer der Zeile mit den Jahren eintragen.")
    years = [at for at, cell in enumerate(sheet.rows[row - 1]) if moment(cell) and at not in labels]
    if not years:
        raise _refuse("year_at", f"In Zeile {row} steht kein Jahr.")
    usual = wish.style or next((column.style for column in before.columns), sheet.style)
    columns = tuple(ValueColumn(at, head, head, style=usual) for at in years for head in [shown(sheet.cell(row, at))])
    first = max(wish.first_row, row + 1)
    return Layout("columns", (row,), first, last, row, columns, labels or tuple(range(min(years))), before.unit_at)


def _holds_numbers(sheet: Sheet, rows: list[int], at: int) -> bool:
    said = [cell for cell in (sheet.cell(row, at) for row in rows) if not is_missing(cell)]
    return bool(said) and 2 * sum(reading(cell) is not None for cell in said) > len(said)


def _refuse(field: str, text: str) -> Refused:
    return Refused(f"strategy.delivery.{field}", text, field)
