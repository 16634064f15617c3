"""What looks wrong about a target, the effect of a measure or the day of a report, in sentences. No Django.

The data doctor looks at values. A target and an effect are no values: they may be new, large or zero, so only what
is far from everything known is asked about. Who typed it may say that it is right.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from soesmart.core.dates import format_date
from soesmart.core.numbers import format_number, with_unit
from soesmart.strategy.rules import Direction, TargetKind

TIMES = 10  # as often as this more or less than all that is known
TIMES_AN_EFFECT = 3  # an effect is a part of a value, so it is odd sooner
SPREAD = 100  # between the cautious and the bold estimate


@dataclass(frozen=True)
class Known:
    """What is known of an indicator: its values that count and its valid target; unit as people write it.

    values: by year, the undated ones under 0. baseline: year and value. lowest, highest: what is called plausible.
    """

    unit: str
    direction: str
    values: dict[int, Decimal]
    baseline: tuple[int, Decimal] | None = None
    target: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None

    @property
    def amounts(self) -> list[Decimal]:
        return [*self.values.values(), *([self.target] if self.target is not None else [])]

    @property
    def newest(self) -> Decimal | None:
        return self.values[max(self.values)] if self.values else None

    def say(self, number: Decimal) -> str:
        return with_unit(format_number(number), self.unit)


def target_doubts(known: Known, value: Decimal, upper: Decimal | None, kind: TargetKind) -> list[str]:
    """Sentences about a target in the unit of the indicator; upper: the end of its range."""
    found = []
    for number in (value, *([upper] if upper is not None else [])):
        found += _size(known, number) or _border(known, number, known.say(number))
    return [*found, *_reached(known, value, upper)] if kind == TargetKind.REACH else found


def effect_doubts(known: Known, low: Decimal, high: Decimal) -> list[str]:
    """Sentences about an effect, from cautious to bold, in the unit of the indicator."""
    found = []
    if low and abs(high) >= SPREAD * abs(low):
        found.append(f"Die günstige Schätzung ist das {_times(high, low)}-Fache der vorsichtigen. Stimmen die Stellen?")
    largest = max(known.amounts, key=abs, default=Decimal(0))
    if largest and abs(high) > TIMES_AN_EFFECT * abs(largest):
        told = f"das {_times(high, largest)}-Fache von allem, was bekannt ist (höchstens {known.say(largest)})"
        found.append(f"Eine Änderung um {known.say(high)} wäre etwa {told}. Gilt sie in dieser Einheit?")
    elif known.newest is not None:
        after = known.newest + high
        found += _border(known, after, f"Von {known.say(known.newest)} aus läge der Wert dann bei {known.say(after)}:")
    return found


def report_doubts(year: int, known_on: date) -> list[str]:
    """Sentences about the day whose numbers the report of a year shows: before its end, or 18 months after."""
    if known_on < date(year, 12, 31):
        return [f"Am {format_date(known_on)} war {year} noch nicht zu Ende; der Bericht zeigt nicht das ganze Jahr."]
    if known_on > date(year + 2, 6, 30):
        late = f"Der Stand der Zahlen ({format_date(known_on)}) liegt mehr als 18 Monate nach dem Ende von {year}."
        return [late, "Der Bericht zeigt auch, was erst später bekannt wurde. Stimmen Jahr und Tag?"]
    return []


def _size(known: Known, number: Decimal) -> list[str]:
    """Ten times the largest known value; a tenth of the smallest only where nothing should fall."""
    largest = max(known.amounts, key=abs, default=Decimal(0))
    smallest = min((one for one in known.amounts if one), key=abs, default=Decimal(0))
    if largest and abs(number) >= TIMES * abs(largest):
        told = f"etwa das {_times(number, largest)}-Fache des größten bekannten Werts ({known.say(largest)})"
    elif number and known.direction != Direction.DOWN and TIMES * abs(number) <= abs(smallest):
        told = f"etwa ein {_times(smallest, number)}stel des kleinsten bekannten Werts ({known.say(smallest)})"
    else:
        return []
    return [f"{known.say(number)} ist {told}. Stimmen die Stellen und die Einheit?"]


def _border(known: Known, number: Decimal, told: str) -> list[str]:
    """Beyond what is called plausible; below zero or above a hundred percent where nothing was."""
    if known.lowest is not None and number < known.lowest:
        return [f"{told} Das liegt unter dem kleinsten plausiblen Wert ({known.say(known.lowest)})."]
    if known.highest is not None and number > known.highest:
        return [f"{told} Das liegt über dem größten plausiblen Wert ({known.say(known.highest)})."]
    if number < 0 and known.amounts and min(known.amounts) >= 0:
        return [f"{told} Unter null war bisher kein Wert."]
    if number > 100 and known.unit == "%" and known.amounts and max(known.amounts) <= 100:
        return [f"{told} Über 100 % war bisher kein Wert."]
    return []


def _reached(known: Known, value: Decimal, upper: Decimal | None) -> list[str]:
    """A target that the baseline met already goes the wrong way."""
    if known.baseline is None:
        return []
    year, base = known.baseline
    is_met = base >= value if known.direction == Direction.UP else base <= (value if upper is None else upper)
    if known.direction not in (Direction.UP, Direction.DOWN) or not is_met:
        return []
    when = f" von {year}" if year else ""
    label = Direction(known.direction).label
    return [f"Schon der Ausgangswert{when} ({known.say(base)}) erfüllt dieses Ziel. Hier gilt: {label}."]


def _times(one: Decimal, other: Decimal) -> str:
    return format_number(round(abs(one / other)))
