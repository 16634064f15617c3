"""Objects of a JSON file, read field by field: what is wrong is noted with its place, and reading goes on. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

_ADDRESS = re.compile(r"https?://[^\s]+")
# PostgreSQL stores no NUL, no database half a character.
FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_KEY = re.compile(r"[-a-zA-Z0-9_]{1,50}")
LONGEST_TEXT = 50_000

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Fault:
    """path: place in the file, like "ideas[3].title"; text: German, what is wrong and what is allowed."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}" if self.path else self.text


class Part:
    """An object of the file at `path`. What it is asked for and does not hold as wanted becomes a fault."""

    def __init__(self, raw: object, path: str, faults: list[Fault]) -> None:
        self.path, self.faults = path, faults
        self._asked: set[str] = set()
        self._fields: dict[str, object] = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            faults.append(Fault(path, "Hier wird ein Objekt in geschweiften Klammern erwartet."))
            self.faults = []  # that its fields are missing, too, helps nobody

    def fault(self, name: str, text: str) -> None:
        self.faults.append(Fault(f"{self.path}.{name}".strip("."), text))

    def raw(self, name: str) -> object:
        self._asked.add(name)
        return self._fields.get(name)

    def has(self, name: str) -> bool:
        self._asked.add(name)
        return self._fields.get(name) is not None

    def text(self, name: str, longest: int = LONGEST_TEXT, *, is_required: bool = False) -> str:
        value = self.raw(name)
        if value is None or value == "":
            if is_required:
                self.fault(name, "Hier fehlt ein Text.")
            return ""
        if not isinstance(value, str):
            self.fault(name, "Hier wird ein Text in Anführungszeichen erwartet.")
        elif len(value) > longest:
            self.fault(name, f"Der Text hat {len(value)} Zeichen, möglich sind {longest}.")
        elif FORBIDDEN.search(value):
            self.fault(name, "Der Text enthält Zeichen, die sich nicht speichern lassen.")
        elif is_required and not value.strip():
            self.fault(name, "Hier fehlt ein Text.")
        else:
            return value
        return ""

    def key(self, name: str) -> str:
        value = self.text(name, 50, is_required=True)
        if value and not _KEY.fullmatch(value):
            self.fault(name, "Ein Kürzel hat nur Buchstaben ohne Umlaute, Ziffern und Striche.")
        return value

    def address(self, name: str) -> str:
        value = self.text(name, 500)
        if value and not _ADDRESS.fullmatch(value):
            self.fault(name, "Das ist keine Internetadresse, die mit https:// beginnt.")
        return value

    def whole(self, name: str, most: int, *, least: int = 0, default: int | None = 0) -> int:
        """default None: the number must be there."""
        value = self.raw(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.fault(name, f"Hier wird eine ganze Zahl von {least} bis {most} erwartet.")
            return least
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.raw(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(name, "Hier wird true oder false erwartet.")
            return default
        return value

    def choice(self, name: str, default: Choice, *, is_required: bool = False) -> Choice:
        """One of the words of the default's kind."""
        value, kind = self.raw(name), type(default)
        if value is None and not is_required:
            return default
        if not isinstance(value, str) or value not in list(kind):
            self.fault(name, f"Möglich sind hier nur {', '.join(kind)}.")
            return default
        return kind(value)

    def items(self, name: str, most: int) -> list[tuple[str, object]]:
        """(path, item) of a list; none when it is left out."""
        value = self.raw(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(name, "Hier wird eine Liste in eckigen Klammern erwartet.")
            return []
        if len(value) > most:
            self.fault(name, f"Das sind {len(value)} Einträge, möglich sind {most}.")
            return []
        return [(f"{self.path}.{name}[{number}]".strip("."), item) for number, item in enumerate(value)]

    def parts(self, name: str, most: int) -> Iterator["Part"]:
        """The objects of a list; each is closed after its turn."""
        for path, item in self.items(name, most):
            part = Part(item, path, self.faults)
            yield part
            part.close()

    def part(self, name: str) -> "Part":
        return Part(self.raw(name), f"{self.path}.{name}".strip("."), self.faults)

    def close(self) -> None:
        """Fields that nobody asked for are mostly misspelt ones; silently dropped they would be lost."""
        for name in self._fields:
            if name not in self._asked:
                self.fault(str(name)[:60], "Dieses Feld gibt es nicht.")
