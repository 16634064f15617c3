"""Spreadsheets out and in with the same columns: XLSX and CSV, never a formula evaluated."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soesmart.core.spreadsheets.books import Sheet, read_book, write_book
    from soesmart.core.spreadsheets.columns import CellError, Column, Kind, Row, Value
    from soesmart.core.spreadsheets.reading import read_table
    from soesmart.core.spreadsheets.writing import XLSX_TYPE, write_csv, write_xlsx

__all__ = [
    "XLSX_TYPE",
    "CellError",
    "Column",
    "Kind",
    "Row",
    "Sheet",
    "Value",
    "read_book",
    "read_table",
    "write_book",
    "write_csv",
    "write_xlsx",
]

# Looked up when they are first asked for: openpyxl takes half a second to load, and a CSV file needs none of it.
_WHERE = {
    "books": ("Sheet", "read_book", "write_book"),
    "columns": ("CellError", "Column", "Kind", "Row", "Value"),
    "reading": ("read_table",),
    "writing": ("XLSX_TYPE", "write_csv", "write_xlsx"),
}


def __getattr__(name: str) -> object:
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
