"""How a sheet is laid out, guessed from what stands in it. A person may correct the guess."""

import re
from collections import Counter
from collections.abc import Sequence

from soesmart.methods.tables.heads import Heads, counts_up, names_of
from soesmart.methods.tables.layout import Layout, ValueColumn
from soesmart.methods.tables.numbers import is_missing, reading
from soesmart.methods.tables.sheets import Cell, Sheet, is_empty, shown
from soesmart.methods.tables.styles import column_style, file_style
from soesmart.methods.tables.times import Moment, is_time_word, moment
from soesmart.methods.tables.unit_text import is_unit
from soesmart.methods.tables.years import year_column, year_row

SAMPLE = 400
_NOTES = re.compile(
    r"^(?:daten)?quellen?\b|^(?:be|an)merkung|^hinweis|^notiz|^kommentar|^erläuterung|^status\b|^(?:daten)?stand\b|^fußnote"
    r"|^links?\b|^url\b|^methodik?\b|^sources?\b|^lizenz|^licen[cs]e|^notes$|^remarks?\b|^comments?\b",
    re.IGNORECASE,
)
_KEYS = re.compile(
    r"(?:lfd\.?|laufende)? ?(?:nr|nummer)\.?|id|ags|plz|postleitzahl|code|kennung|kennziffer|schlüssel|rs|ars|monat"
    r"|quartal|woche|kw|tag|wochentag|stunde|gemeindeschl\w*|regionalschl\w*|kostenstelle|konto|produkt|gkz|telefon|tel\.?|fax"
    r"|iban|baujahr|month|quarter|week|day|weekday|hour|zip(?: ?code)?|postcode|no\.?|number"
    r"|(?:\S+(?:nummer|[\s.-]nr\.?))",
    re.IGNORECASE,
)
_UNIT_HEADS = re.compile(r"^(?:maß|mess)?einheit\b|^unit\b|^dimension$|^einh\b", re.IGNORECASE)


def layout(sheet: Sheet) -> Layout | None:
    """The likely layout, or None for a sheet in which no value stands."""
    width = max((len(row) for row in sheet.rows), default=0)
    by_row = year_row(sheet)
    by_column = year_column(sheet, width)
    if by_row and not (by_column and by_column.first_row <= by_row.row):
        return _with_year_columns(sheet, by_row.row, by_row.columns)
    if by_column:
        return _with_year_rows(sheet, width, by_column.at, by_column.rows)
    return _without_years(sheet, width)


def _with_year_rows(sheet: Sheet, width: int, year_at: int, moments: dict[int, Moment]) -> Layout | None:
    first, last = min(moments), max(moments)
    heads = Heads(sheet, first, width)
    rows = list(moments)[:SAMPLE]
    others = [at for at in range(width) if at != year_at]
    values = [at for at in others if _is_value_column(sheet, rows, at, heads)]
    if not values:
        return None
    repeats = len({(one.year, one.day) for one in moments.values()}) <= 0.7 * len(moments)
    unit_at = _unit_column(sheet, rows, [at for at in others if at not in values], heads)
    labels = _label_columns(sheet, list(moments), others, values, unit_at, heads) if repeats else ()
    names = {tuple(shown(sheet.cell(row, at)) for at in labels) for row in moments}
    if repeats and (not labels or 2 * len(names) > len(moments)):  # a list of things that each have a year
        return _without_years(sheet, width)
    columns = _columns(sheet, rows, values, heads)
    return Layout("long" if labels else "rows", heads.rows, first, last, year_at, columns, labels, unit_at)


def _with_year_columns(sheet: Sheet, row: int, columns: Sequence[int]) -> Layout | None:
    left = list(range(columns[0]))
    body = [number for number in range(row + 1, len(sheet.rows) + 1) if _has_number(sheet, number, columns)]
    if not body:
        return None
    heads = [shown(sheet.cell(row, at)) for at in left]
    units = [
        at for at, head in zip(left, heads, strict=True)
        if _UNIT_HEADS.search(head) or _all_units(sheet, body, at)
    ]  # fmt: skip
    said = [at for at in left if at not in units and any(not is_empty(sheet.cell(number, at)) for number in body)]
    labels = tuple(at for at in said if not (_NOTES.search(heads[at]) or _KEYS.fullmatch(heads[at])))
    style = file_style([sheet.cell(number, at) for number in body[:SAMPLE] for at in columns], sheet.style)
    found = tuple(
        ValueColumn(at, shown(sheet.cell(row, at)), shown(sheet.cell(row, at)), style=style) for at in columns
    )
    return Layout("columns", (row,), row + 1, body[-1], row, found, labels, units[0] if units else None)


def _without_years(sheet: Sheet, width: int) -> Layout | None:
    first = next((row for row in range(1, len(sheet.rows) + 1) if _looks_like_data(sheet, row)), None)
    if first is None:
        return None
    body = [row for row in range(first, len(sheet.rows) + 1) if _has_number(sheet, row, range(width))]
    heads = Heads(sheet, first, width)
    sample = body[:SAMPLE]
    values = [at for at in range(width) if _is_value_column(sheet, sample, at, heads)]
    texts = [at for at in range(width) if at not in values]
    labels = tuple(at for at in texts if not _NOTES.search(heads.at(at).text) and _is_filled(sheet, sample, at))[:1]
    return Layout("none", heads.rows, first, body[-1], None, _columns(sheet, sample, values, heads), labels)


def _columns(sheet: Sheet, rows: Sequence[int], values: Sequence[int], heads: Heads) -> tuple[ValueColumn, ...]:
    cells = {at: [sheet.cell(row, at) for row in rows] for at in values}
    style = file_style([cell for column in cells.values() for cell in column], sheet.style)
    own = [heads.at(at) for at in values]
    found = []
    for at, head, name in zip(values, own, names_of(own), strict=True):
        of_column = column_style(cells[at], style)
        found.append(ValueColumn(at, head.text, name, head.unit, head.group, of_column, head.other_unit))
    return tuple(found)


def _is_value_column(sheet: Sheet, rows: Sequence[int], at: int, heads: Heads) -> bool:
    head = heads.at(at).text
    if _KEYS.fullmatch(head) or (_NOTES.search(head) and not is_unit(heads.at(at).unit)):
        return False
    said = [cell for cell in (sheet.cell(row, at) for row in rows) if not is_missing(cell)]
    numbers = sum(reading(cell) is not None for cell in said)
    is_of_years = is_time_word(head) and sum(moment(cell) is not None for cell in said) > 0.9 * len(said)
    return bool(said) and 2 * numbers > len(said) and not is_of_years


def _label_columns(
    sheet: Sheet, rows: Sequence[int], others: Sequence[int], values: Sequence[int], unit_at: int | None, heads: Heads
) -> tuple[int, ...]:
    found = []
    for at in others:
        if at in values or at == unit_at or _NOTES.search(heads.at(at).text):
            continue
        texts = Counter(shown(sheet.cell(row, at)) for row in rows)
        if texts[""] <= 0.2 * len(rows) and len(texts) <= max(1, 0.6 * len(rows)):
            found.append(at)
    return tuple(found)


def _unit_column(sheet: Sheet, rows: Sequence[int], texts: Sequence[int], heads: Heads) -> int | None:
    for at in texts:
        if _UNIT_HEADS.search(heads.at(at).text) or _all_units(sheet, rows, at):
            return at
    return None


def _all_units(sheet: Sheet, rows: Sequence[int], at: int) -> bool:
    cells = [cell for cell in (sheet.cell(row, at) for row in rows) if not is_empty(cell)]
    return bool(cells) and all(isinstance(cell, str) and is_unit(cell) for cell in cells)


def _has_number(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    return any(reading(sheet.cell(row, at)) is not None for at in columns)


def _is_filled(sheet: Sheet, rows: Sequence[int], at: int) -> bool:
    return 2 * sum(not is_empty(sheet.cell(row, at)) for row in rows) > len(rows)


def _looks_like_data(sheet: Sheet, row: int) -> bool:
    filled: list[Cell] = [cell for cell in sheet.rows[row - 1] if not is_empty(cell)]
    numbers = sum(reading(cell) is not None for cell in filled)
    # Numbers of columns, not values.
    is_numbering = numbers > 2 and counts_up([cell for cell in filled if reading(cell) is not None])
    is_row = len(filled) > 1 or max(map(len, sheet.rows)) == 1
    return is_row and 3 * numbers >= max(1, len(filled)) and not is_numbering
