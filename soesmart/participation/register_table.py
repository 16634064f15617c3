"""The register as a workbook, out and in with the same columns."""

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets import Column, Kind, Row, Sheet, read_book, write_book
from soesmart.participation.forms.register import MOST_PEOPLE
from soesmart.participation.queries.register import AGE, DISTRICT, Register
from soesmart.participation.services.register import RegisterFact

COLUMNS = (
    Column("key", "Kennung", is_required=True),
    Column("label", "Name", may_lack=True),
    Column("people", "Menschen", Kind.WHOLE),
    Column("source", "Quelle", may_lack=True),
    Column("invented", "Beispielwert", Kind.YES_NO, may_lack=True),
)
SHEETS = {DISTRICT.value: Sheet("Ortsteile", COLUMNS), AGE.value: Sheet("Alter", COLUMNS)}
MOST_ROWS = 500


def write_register(register: Register) -> bytes:
    """All parts of the town, with the numbers that are known."""
    return write_book(((SHEETS[name], map(vars, parts)) for name, parts in register.items()), "Einwohnerzahlen")


def read_register(file: BinaryIO, register: Register) -> tuple[dict[str, list[RegisterFact]], list[str]]:
    """What the file says by dimension, and what is wrong in it, in German. Refused for what is no such table."""
    book = read_book(file, list(SHEETS.values()), max_rows=MOST_ROWS)
    if not book:
        says = "Die Tabelle hat weder ein Blatt „Ortsteile“ noch „Alter“."
        raise Refused("participation.register.sheets", says, "file")
    found, problems = {}, []
    for dimension, sheet in SHEETS.items():
        if sheet.title in book:
            labels = {part.key: part.label for part in register[dimension]}
            found[dimension], wrong = _facts(book[sheet.title], labels)
            problems += [f"Blatt „{sheet.title}“, {text}" for text in wrong]
    return found, problems


def _facts(rows: Sequence[Row], labels: Mapping[str, str]) -> tuple[list[RegisterFact], list[str]]:
    facts: dict[str, RegisterFact] = {}
    problems = [f"Zeile {row.number}, {error.column}: {error.text}" for row in rows for error in row.errors]
    for row in rows:
        values: dict[str, Any] = row.values
        key, people = str(values.get("key") or "").strip().lower(), values.get("people")
        if row.errors or people is None:
            continue
        if key not in labels:
            problems.append(f"Zeile {row.number}: „{key[:40]}“ gibt es in dieser Stadt nicht.")
        elif key in facts:
            problems.append(f"Zeile {row.number}: „{key}“ kommt doppelt vor.")
        elif not 0 <= people <= MOST_PEOPLE:
            problems.append(f"Zeile {row.number}: Bitte eine ganze Zahl ab 0 eintragen.")
        else:
            source = str(values.get("source") or "")
            if source and not source.startswith(("http://", "https://")):
                problems.append(f"Zeile {row.number}, Quelle: Bitte eine vollständige Internetadresse eintragen.")
            facts[key] = RegisterFact(key, labels[key], people, source[:500], bool(values.get("invented")))
    return list(facts.values()), problems
