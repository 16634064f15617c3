"""Spreadsheets out and in with the same columns: XLSX and CSV, never a formula evaluated."""

from soesmart.core.spreadsheets.columns import CellError, Column, Kind, Row, Value
from soesmart.core.spreadsheets.reading import read_table
from soesmart.core.spreadsheets.writing import XLSX_TYPE, write_csv, write_xlsx

__all__ = ["XLSX_TYPE", "CellError", "Column", "Kind", "Row", "Value", "read_table", "write_csv", "write_xlsx"]
