"""What the name of a series says about it: total, population, per head, share, change, count."""

import re
from decimal import Decimal

from soesmart.methods.tables import Series
from soesmart.methods.tables.unit_text import is_unit
from soesmart.methods.units import parse

_TOTAL = re.compile(
    r"gesamt(?!schul|deckung|note)|\binsg\b|\bsumme|\bsum\b|\btotals?\b|\boverall\b|\bzusammen\b|σ|\balle?\b",
    re.IGNORECASE,
)
_PER_HEAD = re.compile(
    r"(?:\b(?:pro|je|per)|/)[\s-]*(?P<scale>(?:1|10|100)(?:[., ]?000)?|tausend|thousand|tsd\.?)?[\s-]*"
    r"(?:kopf|einw|ew\b|person|capita|head\b|inhab|resident|people|citizen|bürger(?:in)?\b)",
    re.IGNORECASE,
)
_PER_OTHER = re.compile(
    r"(?:\b(?:pro|je|per)\b|/)\s*"
    r"(?:haushalt|household|m²|m2|km|qm|ha\b|wohnung|dwelling|kind|child|tag|day|woche|week|monat|month)",
    re.IGNORECASE,
)
_POPULATION = re.compile(r"einwohner|bevölkerung|\bew\b|\beinw\b|population|inhabitants|residents", re.IGNORECASE)
_NOT_PEOPLE = re.compile(
    r"dichte|density|anteil|share|quote|rate|entwicklung|veränder|change|growth|zuwachs|saldo", re.IGNORECASE
)
_SHARE = re.compile(r"anteil|quote|prozent|\bshare\b|\bpercentage\b", re.IGNORECASE)
_BEYOND = re.compile(
    r"veränder|wachst|wuchs|zuwachs|steiger|anstieg|rückgang|abweich|differenz|saldo|inflation|rendite|ziel|gegenüber|"
    r"vergleich|vorjahr|basis|index|deckung|auslast|erfüll|versorg|änderung|delta|trend|teuerung|zinssatz|belegung|"
    r"verhältnis|kaufkraft|schnitt|niveau|relation|effizienz|wirkungsgrad|arbeitszahl|eigenversorg|selbstversorg|bilanz|"
    r"change|growth|increase|decrease|deviation|target|compar|previous|coverage|utili[sz]|occupan|efficien|balance|"
    r"ratio\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"saldo|bilanz|ergebnis|überschuss|defizit|fehlbetrag|differenz|wander|temperatur|netto|abweich|gewinn|verlust|cashflow|"
    r"senke|lulucf|°c|jahresabschluss|rücklage|kapital|konto|höhe|grad\b|delta|über/unter|finanz|haushalt|zins|rate\b|"
    r"breite|länge|lat\b|lon\b|koordinat|rechtswert|hochwert|unterschied|spielraum|korrektur|index|trend|"
    r"grenze|prognose|residu|fehler|balance|surplus|deficit|result|\bnet\b|migration|change|growth|profit|\bloss|"
    r"anomaly|difference|reserves?\b|latitude|longitude",
    re.IGNORECASE,
)
_BALANCE = re.compile(
    r"saldo|ergebnis|überschuss|defizit|fehlbetrag|differenz|wander|abweich|gewinn|veränder|zuwachs|änderung|delta|"
    r"balance|surplus|deficit|\bresult|\bnet (?:migration|income|change)|change|profit|\bloss|difference|deviation",
    re.IGNORECASE,
)
_GRADE = re.compile(r"\b(?:schul|durchschnitts|gesamt)?noten?\b|durchschnittsnote", re.IGNORECASE)
_SCALES = {"tausend": 1_000, "tsd": 1_000, "tsd.": 1_000, "thousand": 1_000}


def _said(series: Series) -> str:
    return " ".join(dict.fromkeys((series.group, *series.labels, series.measure, series.column))).replace("_", " ")


def is_total(series: Series, part: str | None = None) -> bool:
    """Whether a name (of the series, or of one of its labels) is that of a sum."""
    text = series.column if part is None else part
    return _TOTAL.search(text.replace("_", " ")) is not None and not is_per_head(series)


def is_per_head(series: Series) -> bool:
    return _PER_HEAD.search(f"{_said(series)} {series.unit}") is not None


def is_per_something(series: Series) -> bool:
    return is_per_head(series) or _PER_OTHER.search(f"{_said(series)} {series.unit}") is not None


def heads(series: Series) -> int:
    """Per how many heads: 1, or 1,000 in "je 1.000 Einwohner"."""
    match = _PER_HEAD.search(f"{_said(series)} {series.unit}")
    scale = (match["scale"] or "1").casefold() if match else "1"
    return _SCALES.get(scale) or int(re.sub(r"\D", "", scale))


def is_population(series: Series) -> bool:
    said = _said(series)
    if is_per_something(series) or is_percent(series) or _NOT_PEOPLE.search(said):
        return False
    return _POPULATION.search(said) is not None


def is_percent(series: Series) -> bool:
    """Whether the unit is percent."""
    return is_unit(series.unit) and parse(series.unit).measure == "share" and parse(series.unit).factor * 100 == 1


def is_share(series: Series) -> bool:
    """A part of a whole in percent: nothing below 0 or above 100."""
    return is_percent(series) and not is_change(series)


def is_change(series: Series) -> bool:
    return _BEYOND.search(f"{_said(series)} {series.unit}") is not None


def is_balance(series: Series) -> bool:
    """A difference of two numbers, which may be of any size from one year to the next."""
    return _BALANCE.search(_said(series)) is not None


def may_be_negative(series: Series) -> bool:
    return is_change(series) or _SIGNED.search(f"{_said(series)} {series.unit}") is not None


def is_grade(series: Series) -> bool:
    return _GRADE.search(f"{series.name} {series.unit}") is not None


def is_named_share(series: Series) -> bool:
    return _SHARE.search(_said(series)) is not None


GRADES = (Decimal(1), Decimal(6))
