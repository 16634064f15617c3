"""Why a goal stands where it stands, in two plain sentences: so far, and ahead. No names of rules. No Django."""

from decimal import Decimal

from soesmart.core.numbers import format_number
from soesmart.methods.weather_symbols import Kind, Symbol
from soesmart.strategy.rating.aims import held_between
from soesmart.strategy.rating.assessment import NO_FORECAST, Assessment
from soesmart.strategy.rating.light import as_decimal
from soesmart.strategy.rating.words import Say

DIRECTIONS = {
    Symbol.SUN: "Seit {since} geht es in die gewünschte Richtung, zuletzt auch.",
    Symbol.LIGHT_CLOUDS: "Seit {since} geht es in die gewünschte Richtung, zuletzt aber nicht.",
    Symbol.CLOUD: "Seit {since} geht es nicht in die gewünschte Richtung, zuletzt aber doch.",
    Symbol.STORM: "Seit {since} geht es nicht in die gewünschte Richtung.",
}
WORSE_THAN_NONE = (
    "Vorsicht: An den Werten früherer Jahre geprüft lag diese Prognose weiter daneben als die einfache Annahme, dass "
    "alles bleibt, wie es ist."
)
SHORT = "Vorsicht: Die Reihe ist kurz, die Prognose ist wenig belegt."


def so_far(found: Assessment) -> str:
    """What the weather symbol says of the last years, or why there is none."""
    rating, aim = found.weather, found.indicator.target
    if rating.symbol is None:
        return rating.reason
    if found.is_held and found.latest is not None and aim is not None:
        return _held(found)
    since = rating.window[0].year
    if rating.aim.target is None:
        return DIRECTIONS[rating.symbol].format(since=since)
    say, last = _say(found), rating.window[-1]
    if rating.reached:
        away = "" if rating.symbol is Symbol.SUN else ", zuletzt entfernte sich der Wert aber wieder davon"
        there = f"{say.value(rating.aim.target)} ist mit {say.value(last.value)} im Jahr {last.year}"
        return f"Das Ziel von {there} schon erreicht{away}."
    if rating.symbol is Symbol.STORM:
        return f"Seit {since} kam der Wert dem Ziel im Mittel nicht näher."
    if rating.q is None or rating.aim.kind is Kind.CONSTANT or (rating.aim.year or 0) <= last.year:
        return f"Das Ziel ist noch nicht erreicht, seit {since} kam der Wert ihm aber näher."
    return _on_the_way(found, since)


def _on_the_way(found: Assessment, since: int) -> str:
    """The pace of the last years, carried on to the target year."""
    rating = found.weather
    assert rating.q is not None
    assert rating.aim.target is not None
    if rating.symbol is Symbol.SUN:
        return f"Seit {since} ging es schnell genug voran, um {rating.aim.year} das Ziel zu erreichen."
    pace = "fast schnell genug voran" if rating.symbol is Symbol.LIGHT_CLOUDS else "voran, aber zu langsam"
    then, wanted = _apart(_say(found), as_decimal(rating.q, 9) or Decimal(0), rating.aim.target)
    return f"Seit {since} ging es {pace}: Im selben Tempo läge der Wert {rating.aim.year} bei {then} statt {wanted}."


def ahead(found: Assessment) -> str:
    """Where the forecast leads, beside what is wanted; or why there is none."""
    if found.forecast is None:
        return NO_FORECAST
    if not found.shown:
        return "Das Zieljahr ist da; weiter voraus wird nicht gerechnet."
    last, target, say = found.shown[-1], found.target, _say(found)
    start = f"Die Prognose geht vom mittleren Tempo aller Jahre aus, lässt es nachlassen und kommt {last.year} auf etwa"
    value = Decimal(repr(last.value))
    missing = found.missing_at(last.value)
    if target is None or missing is None:
        return f"{start} {say.value(value)}."
    wide = " Die Werte schwanken aber so, dass es auch anders kommen kann."
    if not missing:
        is_sure = found.chance is None or found.chance >= 0.8
        return f"{start} {say.value(value)}; das genügt.{'' if is_sure else wide}"
    if found.is_held:
        return f"{start} {say.value(value)}; gehalten wäre der Wert von {_band(found)}."
    then, wanted = _apart(say, value, target)
    return f"{start} {then} statt {wanted}."


def caveat(found: Assessment) -> str:
    """What stands beside a chance that is hardly to be trusted; nothing where it is, or where there is no chance."""
    if found.chance is None or found.forecast is None:
        return ""
    tested = found.backtest
    if tested and tested.horizons and tested.horizons[0].mean_error > tested.horizons[0].naive_error:
        return WORSE_THAN_NONE
    return SHORT if found.forecast.is_low_evidence else ""


def _held(found: Assessment) -> str:
    assert found.latest is not None
    value = f"{_say(found).value(found.latest.value)} im Jahr {found.latest.year}"
    if found.is_reached:
        away = " Zuletzt entfernte er sich aber vom Zielwert." if found.weather.symbol is Symbol.LIGHT_CLOUDS else ""
        return f"Der Wert ist mit {value} gehalten: {_band(found)} genügt.{away}"
    closer = "kam aber wieder näher" if found.weather.symbol is Symbol.CLOUD else "kam auch nicht näher"
    return f"Der Wert ist mit {value} nicht gehalten, nötig wäre {_band(found)}; er {closer}."


def _band(found: Assessment) -> str:
    """What counts as held, such as "95 bis 105"."""
    assert found.indicator.target is not None
    low, high = held_between(found.indicator.target)
    return f"{format_number(low, found.indicator.decimals)} bis {_say(found).value(high)}"


def _apart(say: Say, value: Decimal, target: Decimal) -> tuple[str, str]:
    """A number and the target it misses, with so many more places that they do not look the same."""
    wanted = say.value(target)
    more = next((more for more in (0, 1, 2) if say.value(value, more) != say.value(target, more)), 2)
    return Say(say.decimals + more).value(value), wanted


def _say(found: Assessment) -> Say:
    return Say(found.indicator.decimals, found.indicator.said_unit)
