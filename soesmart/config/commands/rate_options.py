"""What `soesmart rate` is asked. Read by hand: argparse would answer mistakes in English."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from soesmart.methods.series_file import number
from soesmart.methods.weather_symbols import Aim, Kind, UpOrDown

HELP = """\
soesmart rate SERIES.csv --target 0 --target-year 2045 --direction down
              [--kind value|constant|direction] [--base-year Y] [--at Y] [--json]

Bewertet eine Reihe von Jahreswerten nach Regel A (Wettersymbole), Regel B (lineares Tempo) und Linie C (jährliche
Wachstumsrate) und rechnet sie fort, mit Bändern und der Chance, das Ziel zu erreichen.

  SERIES.csv     Zeilen aus Jahr, Wert und bei einem Bruch vor diesem Wert „|“: 2020,12.5 oder 2020;12,5;|
  --target       Zielwert; nicht nötig bei --kind direction
  --target-year  Zieljahr; nötig bei --kind value
  --direction    up (höher ist besser) oder down (niedriger ist besser)
  --kind         value: bis zum Zieljahr erreichen (ohne Angabe); constant: jedes Jahr einhalten;
                 direction: nur die Richtung zählt
  --base-year    Ausgangsjahr von Regel B und Linie C; ohne Angabe das erste der Reihe
  --at           nur Werte bis zu diesem Jahr
  --json         Ausgabe als JSON; bei Fehlern {"error": "…"}
"""
VALUED = ("--target", "--target-year", "--direction", "--kind", "--base-year", "--at")


class WrongUse(Exception):
    """The command was called in a way it does not understand; the text is a German sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to rate, against what, up to which year."""

    file: Path
    aim: Aim
    base_year: int | None
    at: int | None
    as_json: bool


def read_options(arguments: Sequence[str]) -> Options:
    """Raises WrongUse."""
    files, given = _split(arguments)
    if len(files) != 1:
        fault = f"Es geht nur eine Datei, nicht auch „{files[1]}“" if files else "Es fehlt die Datei mit der Reihe"
        raise WrongUse(f"{fault}: soesmart rate reihe.csv --target 0 --target-year 2045 --direction down.")
    return Options(
        file=Path(files[0]),
        aim=_aim(given),
        base_year=_year(given, "--base-year"),
        at=_year(given, "--at"),
        as_json="--json" in given,
    )


def _split(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Files, and options with their values; `--option value` and `--option=value`."""
    files: list[str] = []
    given: dict[str, str] = {}
    left = list(arguments)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if not name.startswith("--"):
            files.append(f"{name}{equals}{value}")
        elif name not in (*VALUED, "--json"):
            raise WrongUse(f"Die Angabe {name} gibt es nicht. Möglich sind: {', '.join((*VALUED, '--json'))}.")
        elif name in given:
            raise WrongUse(f"{name} steht zweimal da. Bitte nur einmal angeben.")
        else:
            is_next = name in VALUED and not equals and left and not left[0].startswith("--")
            given[name] = left.pop(0) if is_next else value
    return files, given


def _aim(given: dict[str, str]) -> Aim:
    kind = Kind(_one_of(given, "--kind", [kind.value for kind in Kind], "value"))
    way: UpOrDown = "up" if _one_of(given, "--direction", ["up", "down"], None) == "up" else "down"
    target, year = _number(given, "--target"), _year(given, "--target-year")
    if kind is Kind.DIRECTION:
        return Aim(kind, way, None, year)
    if target is None:
        raise WrongUse(
            "Es fehlt der Zielwert: bitte --target angeben, oder --kind direction, wo nur die Richtung zählt."
        )
    if kind is Kind.VALUE and year is None:
        raise WrongUse(
            "Es fehlt das Zieljahr: bitte --target-year angeben, oder --kind constant, wo das Ziel jedes Jahr gilt."
        )
    return Aim(kind, way, target, year)


def _one_of(given: dict[str, str], name: str, words: list[str], default: str | None) -> str:
    value = given.get(name, default)
    if value is None:
        raise WrongUse(f"Bitte {name} angeben: {' oder '.join(words)}.")
    if value not in words:
        raise WrongUse(f"{name} kann {' oder '.join(words)} sein, nicht „{value[:40]}“.")
    return value


def _number(given: dict[str, str], name: str) -> Decimal | None:
    if name not in given:
        return None
    found = number(given[name], german=False)
    if found is None or "," in given[name]:  # 1,5 is German here, for nobody groups digits on a command line
        found = number(given[name], german=True)
    if found is None:
        raise WrongUse(f"{name} braucht eine Zahl wie 12,5, nicht „{given[name][:40]}“.")
    return found


def _year(given: dict[str, str], name: str) -> int | None:
    if name not in given:
        return None
    text = given[name]
    if not (len(text) == 4 and text.isascii() and text.isdigit() and text[0] in "12"):
        raise WrongUse(f"{name} braucht ein Jahr wie 2030, nicht „{text[:40]}“.")
    return int(text)
