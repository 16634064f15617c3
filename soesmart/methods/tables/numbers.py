"""What a cell says as a number: value, unit, mark and the style of writing. German and English, never guessed here.

Marks and signs for missing values are those of German official statistics (DIN 55301: "-", ".", "...", "x", "/",
"r", "p", "s") and of Eurostat ("b", "e").
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from soesmart.methods.tables.sheets import Cell, Style
from soesmart.methods.tables.unit_text import is_unit

MISSING = frozenset(
    {
        "", "-", "–", "—", "−", "--", "---", ".", "..", "...", "…", "x", "/", "?", "n", "na", "n/a", "n.a.", "#n/a",
        "#nv", "k.a.", "k.a", "ka", "keine angabe", "nv", "n.v.", "n.b.", "nb", "n.e.", "null", "none", "nan",
        "fehlt", "*", "**", "entf.", "keine",
        "unbekannt", "liegt nicht vor", "noch offen", "offen", "keine daten", "entfällt", ":",
    }
)  # fmt: skip
_NOT_COMPUTED = frozenset({"nan", "inf", "infinity"})
LONGEST = 60
LARGEST, MOST_PLACES = Decimal(10) ** 18, 12
_CELL = re.compile(
    r"(?P<before>ca\.?|circa|rd\.?|rund|etwa|geschätzt|~|≈|[<>≤≥]|€|EUR|\()?\s*"
    r"(?P<sign>[-+−–±]?)\s*"
    r"(?P<digits>\d+(?:[ \u00a0\u202f\u2009'’]\d{3}(?!\d)|[.,]\d+)*|[.,]\d+)"
    r"(?P<power>[eE][-+]?\d{1,3}(?!\d))?"
    r"(?:,[-–])?(?P<after>.*)",
    re.DOTALL,
)
_MARK = re.compile(
    r"(?P<unit>.*?)\s*(?:(?<![^\W\d_])\(?(?P<letter>[rpsebvg])\)?"
    r"|(?P<note>\*+|[¹²³⁴⁵]+(?<!m[²³])|[a-z\d]\)|[(\[][a-z\d][)\]]|†|\||\))"
    r"|\((?P<words>[^()\d]{3,30})\)|(?P<said>(?:vorl|gesch|rev|korr)\w*\.?))",
    re.DOTALL,
)
_STATES = {"r": "revised", "p": "provisional", "v": "provisional", "s": "estimated", "e": "estimated", "g": "estimated"}
_GROUPED = {".": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+"), ",": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")}
_ESTIMATED = frozenset({"ca", "ca.", "circa", "rd", "rd.", "rund", "etwa", "~", "≈", "geschätzt", "("})


@dataclass(frozen=True)
class Reading:
    """A number as it stands in a cell. german, english: its value in that style, None where it cannot be one."""

    german: Decimal | None
    english: Decimal | None
    unit: str = ""
    state: str = ""  # "", "revised", "provisional", "estimated"
    has_break: bool = False
    is_text: bool = True

    @property
    def style(self) -> Style | None:
        """The only style in which it can be meant; plain where both give the same; None where they differ."""
        if self.german == self.english:
            return Style.PLAIN
        if self.german is not None and self.english is not None:
            return None
        return Style.ENGLISH if self.german is None else Style.GERMAN

    def value(self, style: Style) -> Decimal:
        """In this style where possible, else in the other one."""
        first, other = (self.english, self.german) if style is Style.ENGLISH else (self.german, self.english)
        found = first if first is not None else other
        assert found is not None  # one of both is always there
        return found


def is_missing(cell: Cell) -> bool:
    """Whether the cell says that there is no value: empty, "k. A.", "-", "." and their like."""
    return cell is None or (isinstance(cell, str) and cell.strip().casefold().replace(" ", "") in _MISSING_SHORT)


def is_computed_wrong(cell: Cell) -> bool:
    """Whether the cell holds what a program writes for a number that it could not compute ("NaN"): no sign of a person.

    Such a cell is missing as far as the layout goes, but must not pass as one that somebody left empty.
    """
    return isinstance(cell, str) and cell.strip().casefold().lstrip("+-") in _NOT_COMPUTED


def reading(cell: Cell) -> Reading | None:
    """What the cell says as a number; None for an empty or missing one, a date, and a text that is no number."""
    if isinstance(cell, str):
        return _of_text(cell) if len(cell) <= LONGEST else None
    if cell is None or isinstance(cell, date):
        return None
    value = Decimal(cell) if isinstance(cell, int) else Decimal(f"{cell:.12g}")
    kept = _kept(value)
    return Reading(kept, kept, is_text=False) if kept is not None else None


@lru_cache(maxsize=20_000)
def _of_text(text: str) -> Reading | None:
    match = _CELL.fullmatch(text.strip())
    if match is None or is_missing(text):
        return None
    german, english = _both(match["digits"], match["sign"], match["power"] or "")
    rest = _after(match["after"].strip())
    if rest is None or (german is None and english is None):
        return None
    unit, state, has_break = rest
    before = (match["before"] or "").casefold()
    unit = unit or ("€" if before in ("€", "eur") else "")
    return Reading(german, english, unit, state or ("estimated" if before in _ESTIMATED else ""), has_break)


def _both(digits: str, sign: str, power: str) -> tuple[Decimal | None, Decimal | None]:
    compact = re.sub(r"[ \u00a0\u202f\u2009'’]", "", digits)
    minus = "-" if sign in ("-", "−", "–") and sign else ""
    found = []
    for group, point in ((".", ","), (",", ".")):
        plain = _plain(compact, group, point)
        found.append(_kept(Decimal(f"{minus}{plain}{power}")) if plain else None)
    return found[0], found[1]


def _kept(value: Decimal) -> Decimal | None:
    """Without more digits after the point than a spreadsheet keeps; None for what is too large to be measured."""
    if not value.is_finite() or abs(value) > LARGEST:
        return None
    exponent = value.as_tuple().exponent
    is_long = isinstance(exponent, int) and exponent < -MOST_PLACES
    return round(value, MOST_PLACES).normalize() if is_long else value


def _plain(digits: str, group: str, point: str) -> str | None:
    whole, mark, fraction = digits.partition(point)
    if point in fraction or group in fraction:
        return None
    if group in whole and not _GROUPED[group].fullmatch(whole):
        return None
    whole = whole.replace(group, "") or "0"
    return f"{whole}.{fraction}" if mark else whole


def _after(text: str) -> tuple[str, str, bool] | None:
    """Unit, state and break from what follows the digits; None where that makes it no number."""
    if not text:
        return "", "", False
    match = _MARK.fullmatch(text)
    is_marked = match is not None and not match["unit"].casefold().endswith(("co2", "co₂"))
    if is_unit(text) and not (is_marked and match and is_unit(match["unit"])):
        return text, "", False
    if match is None:
        return (text, "", False) if _may_be_unit(text) else None
    unit = match["unit"].strip()
    if unit and not (is_unit(unit) or _may_be_unit(unit)):
        return None
    words = (match["words"] or match["said"] or "").casefold()
    state = _STATES.get(match["letter"] or "", "") or _state_of(words)
    return unit, state, match["letter"] == "b" or match["note"] == "|"


def _state_of(words: str) -> str:
    starts = {"vorl": "provisional", "gesch": "estimated", "schätz": "estimated", "rev": "revised", "korr": "revised"}
    return next((state for start, state in starts.items() if words.startswith(start)), "")


def _may_be_unit(text: str) -> bool:
    """A word of its own ("5 Schulen"), not a stray letter ("12a")."""
    return re.fullmatch(r"[^\W\d_]{3,}[^\d;:]{0,20}", text) is not None


_MISSING_SHORT = frozenset(word.replace(" ", "") for word in MISSING)
