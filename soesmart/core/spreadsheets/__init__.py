"""Spreadsheets out and in with the same columns: XLSX and CSV, never a formula evaluated."""

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
