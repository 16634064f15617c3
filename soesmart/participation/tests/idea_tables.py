"""Tables of ideas as tests upload them."""

import io
from collections.abc import Iterable, Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from soesmart.core.spreadsheets import Column, write_csv, write_xlsx
from soesmart.participation.idea_table import COLUMNS


def xlsx(rows: Iterable[Mapping[str, object]], columns: Iterable[Column] = COLUMNS) -> SimpleUploadedFile:
    return SimpleUploadedFile("ideen.xlsx", write_xlsx(list(columns), list(rows), "Ideen"))


def csv(rows: Iterable[Mapping[str, object]], columns: Iterable[Column] = COLUMNS) -> SimpleUploadedFile:
    return SimpleUploadedFile("ideen.csv", write_csv(list(columns), list(rows)))


def raw(content: bytes, name: str = "ideen.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def stream(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)
