"""What every text of the strategy has to keep to. Each returns the tidy value or raises Refused with its field."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from soesmart.core.clock import BERLIN
from soesmart.core.dates import MONTHS, parse_date
from soesmart.core.refusals import Refused
from soesmart.strategy.rules import SDGS

LONGEST_TEXT = 5000
LONGEST_URL = 500
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_DECIMALS = 6
# The columns hold 18 digits, 6 of them after the comma.
LARGEST = Decimal(10) ** 12

_KEY = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str, *, name: str, field: str, longest: int = LONGEST_TEXT) -> str:
    """Tidy text: Unix line ends, no space around it, no signs that a spreadsheet or a drawing cannot hold."""
    tidy = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(tidy) > longest:
        raise Refused(
            f"strategy.{field}.long", f"{name}: höchstens {longest} Zeichen, das sind {len(tidy)}. Bitte kürzen.", field
        )
    return tidy


def line(text: str, *, name: str, field: str, longest: int = 200, required: bool = False) -> str:
    """Text on one line."""
    tidy = " ".join(plain(text, name=name, field=field, longest=LONGEST_TEXT).split())
    if required and not tidy:
        raise Refused(f"strategy.{field}.empty", f"{name} fehlt noch.", field)
    return plain(tidy, name=name, field=field, longest=longest)


def key(text: str, *, field: str, longest: int = 50) -> str:
    """A name in addresses: letters, digits, hyphen."""
    tidy = text.strip()
    if not _KEY.fullmatch(tidy) or len(tidy) > longest:
        raise Refused(
            f"strategy.{field}.form",
            f"„{tidy[:60]}“ geht nicht als Kennung: bitte 1 bis {longest} Zeichen aus A-Z, 0-9 und Bindestrich.",
            field,
        )
    if tidy.casefold() == "neu":
        raise Refused(f"strategy.{field}.reserved", "„neu“ geht nicht als Kennung, so heißt schon eine Seite.", field)
    return tidy


def url(text: str, *, field: str = "source") -> str:
    """A web address, or nothing."""
    tidy = text.strip()
    if not tidy:
        return ""
    try:
        parts = urlsplit(tidy)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or re.search(r"\s", tidy) or len(tidy) > LONGEST_URL:
        raise Refused(
            f"strategy.{field}.address",
            f"„{tidy[:60]}“ ist keine Internetadresse. Bitte so schreiben: https://www.beispiel.de/seite",
            field,
        )
    return tidy


def mailbox(text: str, *, field: str = "email") -> str:
    """An e-mail address, or nothing."""
    tidy = text.strip().lower()
    if tidy:
        try:
            validate_email(tidy)
        except ValidationError:
            raise Refused(
                f"strategy.{field}.form",
                f"„{tidy[:60]}“ ist keine E-Mail-Adresse. Bitte so schreiben: klima@stadt.example",
                field,
            ) from None
    return tidy


def urls(texts: Iterable[str], *, field: str = "related_sources") -> list[str]:
    return [address for address in (url(text, field=field) for text in texts) if address]


def part(sector: str, district: str, group: str) -> dict[str, str]:
    """Of which part a value is, as columns; all three empty is the whole."""
    return {
        "sector": line(sector, name="Der Sektor", field="sector", longest=100),
        "district": line(district, name="Der Ortsteil", field="district", longest=100),
        "group": line(group, name="Die Gruppe", field="group", longest=100),
    }


def sdgs(numbers: Sequence[int]) -> list[int]:
    """Numbers of the Sustainable Development Goals, each once, in order."""
    if wrong := [number for number in numbers if number not in SDGS]:
        raise Refused(
            "strategy.sdg.unknown", f"Das Nachhaltigkeitsziel {wrong[0]} gibt es nicht, nur 1 bis 17.", "sdgs"
        )
    return sorted(set(numbers))


def year(number: int | None, *, field: str = "year") -> int | None:
    if number is not None and not FIRST_YEAR <= number <= LAST_YEAR:
        raise Refused(
            f"strategy.{field}.range",
            f"Das Jahr {number} kann nicht stimmen. Bitte ein Jahr von {FIRST_YEAR} bis {LAST_YEAR} eintragen.",
            field,
        )
    return number


def day_of_year(day: date | None, year: int | None) -> None:
    """Refused where both are given and do not fit together."""
    if day and year is not None and day.year != year:
        raise Refused("strategy.day.year", f"Der Tag liegt nicht im Jahr {year}. Bitte Jahr oder Tag ändern.", "day")


def upper_end(upper: Decimal, *, lower: Decimal) -> Decimal:
    """The upper end of a range that begins at `lower`."""
    if amount(upper, field="upper") <= lower:
        raise Refused("strategy.upper.order", "Das obere Ende muss über dem unteren liegen.", "upper")
    return upper


def amount(value: Decimal, *, field: str = "value") -> Decimal:
    """A number that the column can hold exactly."""
    if not value.is_finite() or abs(value) >= LARGEST or value != round(value, MOST_DECIMALS):
        raise Refused(
            f"strategy.{field}.range",
            f"Diese Zahl passt nicht: höchstens 12 Stellen vor und {MOST_DECIMALS} nach dem Komma.",
            field,
        )
    return value


def partial_date(text: str, *, at: datetime | None = None, field: str = "decided_on") -> str:
    """`2021`, `2021-10` or `2021-10-06` of what was typed (also `6.10.2021`, `10/2021`, `Oktober 2021`), or "".

    at: the present, where the day must not lie in the future.
    """
    tidy = " ".join(text.split())
    if not tidy:
        return ""
    try:
        found = _partial(tidy)
    except ValueError:
        raise Refused(
            f"strategy.{field}.form",
            f"„{tidy[:40]}“ ist kein Datum. Bitte so schreiben: 6.10.2021, Oktober 2021 oder 2021",
            field,
        ) from None
    year(int(found[:4]), field=field)
    if at and found > at.astimezone(BERLIN).date().isoformat()[: len(found)]:
        raise Refused(f"strategy.{field}.future", "Dieser Tag liegt in der Zukunft. Bitte den Tag prüfen.", field)
    return found


def _partial(text: str) -> str:
    if re.fullmatch(r"[0-9]{4}", text):
        return text
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", text):
        return f"{date(int(found[1]), int(found[2]), 1):%Y-%m}"
    if found := re.fullmatch(r"([0-9]{1,2})[./] ?([0-9]{4})", text):
        return f"{date(int(found[2]), int(found[1]), 1):%Y-%m}"
    if (found := re.fullmatch(r"([A-Za-zä]+) ([0-9]{4})", text)) and found[1].capitalize() in MONTHS:
        return f"{date(int(found[2]), MONTHS.index(found[1].capitalize()) + 1, 1):%Y-%m}"
    return parse_date(text).isoformat()
