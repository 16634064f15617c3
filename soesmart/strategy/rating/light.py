"""From an indicator's numbers to the light in a goal's window, with every number that led there. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from soesmart.methods.linear_ratio import Gap, Grade, LinearRatio, Reading, Way, linear_ratio
from soesmart.methods.target_path import TargetPath, target_path
from soesmart.strategy.rules import Light

LIGHTS = {
    Grade.REACHED: Light.BRIGHT,
    Grade.ON_TRACK: Light.BRIGHT,
    Grade.MODERATE: Light.WARM,
    Grade.INSUFFICIENT: Light.DIM,
    Grade.AWAY: Light.DARK,
}

GAPS = {
    Gap.NO_LATER_VALUE: "Noch gibt es keinen neueren Wert als den Ausgangswert, also kein Tempo zu messen.",
    Gap.NO_WAY_TO_GO: "Ausgangswert und Zielwert sind gleich, damit gibt es keinen Weg, den man messen könnte.",
    Gap.WRONG_SIDE: "Der Zielwert liegt vom Ausgangswert aus nicht in der gewünschten Richtung.",
    Gap.NO_TIME: "Das Zieljahr liegt nicht nach dem Jahr des Ausgangswerts.",
}
NO_INDICATOR = "Für dieses Ziel gibt es noch keine Kennzahl."
NO_DIRECTION = "Für die Kennzahl ist noch nicht festgelegt, ob höher oder niedriger besser ist."
NO_TARGET = "Für die Kennzahl gibt es noch keinen Zielwert."
NO_TARGET_YEAR = "Für den Zielwert ist noch kein Jahr festgelegt."
NO_VALUE = "Für die Kennzahl gibt es noch keinen Wert mit Jahr."

WAYS: dict[str, Way] = {"up": "up", "down": "down", "hold": "hold"}


@dataclass(frozen=True, slots=True)
class Rating:
    """The light, and either the numbers of the method (`ratio`) or the sentence that says why there is none."""

    light: Light
    ratio: LinearRatio | None = None
    reason: str = ""

    @property
    def path(self) -> TargetPath | None:
        """The straight line from the baseline to the target; None where there is none."""
        if self.ratio is None or self.ratio.way == "hold" or self.ratio.base.year >= self.ratio.target.year:
            return None
        base, target = self.ratio.base, self.ratio.target
        return target_path((base.year, base.value), (target.year, target.value))


def rate(
    *, direction: str, base: Reading | None, latest: Reading | None, target: Decimal | None, target_year: int | None
) -> Rating:
    """Rate one indicator. A missing part is not an error but a sentence."""
    way = WAYS.get(direction)
    if way is None:
        return Rating(Light.UNKNOWN, reason=NO_DIRECTION)
    if target is None:
        return Rating(Light.UNKNOWN, reason=NO_TARGET)
    if target_year is None:
        return Rating(Light.UNKNOWN, reason=NO_TARGET_YEAR)
    if base is None or latest is None:
        return Rating(Light.UNKNOWN, reason=NO_VALUE)
    found = linear_ratio(way=way, base=base, latest=latest, target=Reading(target_year, target))
    if found.grade is None:
        assert found.gap is not None
        return Rating(Light.UNKNOWN, found, GAPS[found.gap])
    return Rating(LIGHTS[found.grade], found)


def counted(lights: Sequence[Light]) -> dict[Light, int]:
    """How many goals have which light, brightest first; lights that nobody has are left out."""
    return {light: lights.count(light) for light in Light if light in lights}


def as_decimal(number: Fraction | float | None, places: int = 6) -> Decimal | None:
    """A number for the eye, rounded to `places`."""
    if number is None:
        return None
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number.numerator) / number.denominator
    return exact.quantize(Decimal(1).scaleb(-places))
