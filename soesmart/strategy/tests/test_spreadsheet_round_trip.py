"""Whatever somebody writes into the cells: in comes exactly that, and out again the same."""

import io
import string
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from soesmart.accounts.models import Person
from soesmart.core.spreadsheets import read_book
from soesmart.region.models import Municipality
from soesmart.strategy import spreadsheet
from soesmart.strategy.models import Version
from soesmart.strategy.rules import SDGS, Direction
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.tables import keep_upload, take_over
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import record_value
from soesmart.strategy.spreadsheet import Tables, same
from soesmart.strategy.spreadsheet_check import compare, read_lines
from soesmart.strategy.spreadsheet_rows import rows_of
from soesmart.strategy.tests.drafting import ACTOR, goal, make_draft, make_strategy

# What people type, and what spreadsheet programs and XML are known to trip over.
ODD = "äöüß–„“\u00a0\u202f=+-@'\"<>&;,.\n\t_x000D_🚲"
texts = st.text(alphabet=string.ascii_letters + string.digits + " " + ODD, max_size=60)
lines = texts.map(lambda text: " ".join(text.split()))
numbers = st.decimals(-(10**9), 10**9, places=3, allow_nan=False).map(lambda number: f"{number.normalize() + 0:f}")
sdgs = st.sets(st.sampled_from(sorted(SDGS))).map(lambda chosen: ", ".join(map(str, sorted(chosen))))

CELLS = {
    ("Ziele", "MOB-1", "title"): lines.filter(bool),
    ("Ziele", "MOB-1", "description"): texts.map(str.strip),
    ("Ziele", "MOB-1", "sdgs"): sdgs,
    ("Ziele", "MOB-1", "social"): st.booleans(),
    ("Ziele", "MOB-1", "indicator"): lines.filter(bool),
    ("Ziele", "MOB-1", "direction"): st.sampled_from([way.value for way in Direction]),
    ("Ziele", "MOB-1", "target"): numbers,
    ("Ziele", "ENE-1", "title"): lines.filter(bool),
    ("Ziele", "ENE-1", "number"): st.text(string.digits + ".", max_size=8),
    ("Felder", "energie", "name"): lines.filter(bool),
    ("Felder", "energie", "guideline"): texts.map(str.strip),
    ("Werte", "IND-MOB-1", "value"): numbers,
    ("Werte", "IND-MOB-1", "note"): lines,
}
edits = st.fixed_dictionaries({}, optional=CELLS)


@pytest.fixture
def draft(in_soest: Municipality, at: datetime) -> Version:
    made = make_draft(make_strategy(in_soest, at), at)
    text = IndicatorText("IND-MOB-1", "Radverkehrsanteil", "%", Direction.UP)
    share = add_indicator(actor=ACTOR, municipality=in_soest, text=text, goal=goal(made, "MOB-1").goal, at=at)
    set_target(actor=ACTOR, indicator=share, value=Decimal(30), year=2030, at=at)
    record_value(actor=ACTOR, indicator=share, year=2019, value=Decimal("21.4"), at=at)
    return made


def edited(tables: Tables, changes: dict[tuple[str, str, str], str | bool]) -> Tables:
    """The tables with other cells; every row is found by its first column."""
    copy = {title: [dict(row) for row in rows] for title, rows in tables.items()}
    for (title, key, column), value in changes.items():
        sheet = next(sheet for sheet in spreadsheet.SHEETS if sheet.title == title)
        row = next(row for row in copy[title] if row[sheet.columns[0].key] == key)
        row[column] = value
    return copy


def alike(left: Tables, right: Tables) -> bool:
    """Whether all cells say the same, apart from the editor's marks."""
    return all(
        same(one[column.key], other[column.key], column)
        for sheet in spreadsheet.SHEETS
        for one, other in zip(left[sheet.title], right[sheet.title], strict=True)
        for column in spreadsheet.compared(sheet)
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=edits)
def test_out_changed_and_in_again_gives_exactly_the_change(
    draft: Version, bernd: Person, at: datetime, changes: dict[tuple[str, str, str], str | bool]
) -> None:
    before = rows_of(draft)
    wanted = edited(before, changes)
    file = io.BytesIO(spreadsheet.write(wanted, "Probe"))
    # A spreadsheet program reads and writes the file in between.
    book = load_workbook(file)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    read, problems = read_lines(read_book(file, spreadsheet.SHEETS), before, {})
    assert problems == []
    upload = keep_upload(actor=bernd, version=draft, lines=read, seen=spreadsheet.digest(before), at=at)
    count = take_over(actor=bernd, upload=upload, remove_missing=False, at=at)
    after = rows_of(draft)
    assert alike(after, wanted)
    assert compare(read, after).rows == ()
    assert (count == 0) == alike(before, wanted)
