"""A CSV file with a header; what is wrong with it is said in German, with file, row and what to do."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Row = list[str]


class BadFile(Exception):
    """text: what is wrong where, and what to do, in German."""

    def __init__(self, path: Path, text: str, row: int | None = None) -> None:
        super().__init__(f"{path.name}{f', Zeile {row}' if row else ''}: {text}")


@contextmanager
def table(path: Path) -> Iterator[tuple[Row, Iterator[Row]]]:
    """Header and rows; what goes wrong while they are read is a fault of the file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            header = [name.strip() for name in next(rows, [])]
            if twice := {name for name in header if header.count(name) > 1}:
                raise BadFile(path, f"Die Spalte „{min(twice)}“ kommt doppelt vor.", 1)
            yield header, rows
    except OSError as error:
        raise unreadable(path, error) from None
    except (UnicodeDecodeError, csv.Error):
        raise BadFile(path, "Die Datei ist keine Tabelle als Text in UTF-8. Bitte als „CSV UTF-8“ speichern.") from None


def unreadable(path: Path, error: OSError) -> BadFile:
    what = "Es gibt diese Datei nicht." if isinstance(error, FileNotFoundError) else "Die Datei lässt sich nicht lesen."
    return BadFile(path, f"{what} Bitte Namen und Rechte prüfen.")


def length_fault(header: Row, row: Row) -> str:
    if len(row) == len(header):
        return ""
    return f"Die Zeile hat {len(row)} Spalten, die Kopfzeile {len(header)}. Bitte beide angleichen."


def ids(texts: list[str]) -> list[Any]:
    """Whole numbers where all are such, written as usual; else the texts."""
    are_numbers = all(text.isdecimal() and len(text) < 19 and str(int(text)) == text for text in texts)
    return [int(text) for text in texts] if are_numbers else texts
