"""JSON of strangers: numbers exactly as they stand, never as floats."""

import json
from decimal import Decimal
from typing import Any

from soesmart.core.refusals import Refused
from soesmart.strategy.pulling.addresses import refuse

MOST_DIGITS = 30


def parse_json(content: bytes) -> Any:
    """Numbers come as int or Decimal. Raises Refused for anything that is no JSON."""
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise not_json() from error


def exact(value: object) -> Decimal | None:
    """A number of reasonable size; None for everything else, also for true and false."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() and -MOST_DIGITS <= number.adjusted() <= MOST_DIGITS else None


def not_json() -> Refused:
    return refuse("json", "Die Antwort ist kein lesbares JSON. Steht unter der Adresse vielleicht eine Webseite?")


def _no_number(name: str) -> None:
    """NaN and Infinity are no JSON, but some write them: they say that there is no value."""
