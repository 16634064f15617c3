"""Tables as a town hall has them: nothing is found in clean ones, and everything that is put into them."""

import random
from collections.abc import Callable
from time import process_time

import pytest

from soesmart.methods.tests.made_tables import Table, clean_table, english, found, german, written

PARTS, TOTAL, PER_HEAD = (0, 1, 2), 3, 5
SEEDS = range(60)
Fault = tuple[str, str | None, int | None]
Put = Callable[[Table, random.Random], tuple[list[list[str]], Fault]]


def test_clean_tables_of_many_shapes_give_no_finding() -> None:
    told = {seed: findings for seed in range(200) if (findings := found(written(clean_table(seed).lines())))}
    # One in some hundred by chance: a number of five digits may come again.
    assert len(told) <= 2
    assert {kind for findings in told.values() for kind, _, _ in findings} <= {"repeated_year"}


def with_jump(table: Table, rng: random.Random) -> tuple[list[list[str]], Fault]:
    column, year, times = rng.choice(PARTS), rng.randrange(len(table.years)), rng.choice([10, 1000, 0.1])
    value = table.columns[column].values[year] * times
    return _set(table, column, year, german(value, 0 if times > 1 else 1)), _fault("jump", table, column, year)


def with_other_style(table: Table, rng: random.Random) -> tuple[list[list[str]], Fault]:
    column, year = rng.choice([*PARTS, PER_HEAD]), rng.randrange(len(table.years))
    text = english(table.columns[column].values[year], table.columns[column].places)
    return _set(table, column, year, text), _fault("mixed_number_style", table, column, year)


def with_wrong_sum(table: Table, rng: random.Random) -> tuple[list[list[str]], Fault]:
    year = rng.randrange(len(table.years))
    value = table.columns[TOTAL].values[year] * rng.choice([1.02, 0.93])
    return _set(table, TOTAL, year, german(value, 0)), _fault("sum_mismatch", table, TOTAL, year)


def with_wrong_head(table: Table, rng: random.Random) -> tuple[list[list[str]], Fault]:
    year = rng.randrange(len(table.years))
    value = table.columns[PER_HEAD].values[year] * rng.choice([1.1, 0.8])
    return _set(table, PER_HEAD, year, german(value, 3)), _fault("per_capita_mismatch", table, PER_HEAD, year)


def with_repeated_year(table: Table, rng: random.Random) -> tuple[list[list[str]], Fault]:
    lines, year = table.lines(), rng.randrange(1, len(table.years))
    for column in range(len(table.columns)):
        (row, at), (former_row, former_at) = table.place(column, year), table.place(column, year - 1)
        lines[row][at] = lines[former_row][former_at]
    is_wide = table.is_wide
    where = (str(table.years[year]), None) if is_wide else ("Jahr", table.place(0, year)[0] + 1)
    return lines, ("repeated_year", *where)


def with_copied_column(table: Table, rng: random.Random) -> tuple[list[list[str]], Fault]:
    lines, column = table.lines(), rng.choice(PARTS)
    if table.is_wide:
        lines.append(["Abwärme", *lines[table.place(column, 0)[0]][1:]])
        return lines, ("duplicate_column", None, len(lines))
    for line in lines[len(table.title) + 1 :]:
        line.append(line[column + 1])
    lines[len(table.title)].append("Abwärme")
    return lines, ("duplicate_column", "Abwärme", None)


@pytest.mark.parametrize(
    "put",
    [with_jump, with_other_style, with_wrong_sum, with_wrong_head, with_repeated_year, with_copied_column],
    ids=lambda put: put.__name__,
)
def test_a_fault_is_found_at_its_place(put: Put) -> None:
    missed = []
    for seed in SEEDS:
        lines, fault = put(clean_table(seed), random.Random(seed))
        if fault not in found(written(lines)):
            missed.append((seed, fault))
    assert missed == []


def test_all_six_classic_faults_are_found_in_one_table() -> None:
    table = clean_table(3)
    table.is_wide = False
    lines = table.lines()
    first = len(table.title) + 1
    lines[first + 1][1] = english(table.columns[0].values[1], 0)
    lines[first + 2][2] = german(table.columns[1].values[2] * 10, 0)
    lines[first + 3][4] = german(table.columns[3].values[3] + 5_000, 0)
    lines[first + 4][6] = german(table.columns[5].values[4] * 1.2, 3)
    lines[-1][1:] = lines[-2][1:]
    for line in lines[first:]:
        line.append(line[3])
    lines[first - 1].append("Kopie")
    assert sorted(found(written(lines)), key=str) == [
        ("duplicate_column", "Kopie", None),
        ("jump", "Gas (MWh)", first + 3),
        ("mixed_number_style", "Strom (MWh)", first + 2),
        ("per_capita_mismatch", "MWh je Einwohner", first + 5),
        ("repeated_year", "Jahr", len(lines)),
        ("sum_mismatch", "Gesamt (MWh)", first + 4),
    ]


def test_ten_thousand_rows_are_read_and_examined_within_two_seconds_of_computing() -> None:
    rng = random.Random(1)
    lines = [["Kennzahl", "Jahr", "Wert", "Ort"]]
    for name in range(40):
        for place in range(25):
            start = rng.uniform(1e3, 1e5)
            lines += [
                [f"K{name}", str(year), german(start * rng.gauss(1, 0.03), 1), f"O{place}"]
                for year in range(2015, 2025)
            ]
    text, began = written(lines), process_time()
    assert found(text) == []
    assert process_time() - began < 2


def _set(table: Table, column: int, year: int, text: str) -> list[list[str]]:
    lines = table.lines()
    row, at = table.place(column, year)
    lines[row][at] = text
    return lines


def _fault(kind: str, table: Table, column: int, year: int) -> Fault:
    return kind, table.name(column, year), table.place(column, year)[0] + 1
