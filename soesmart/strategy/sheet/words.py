"""What can be done for a goal, in German, for the page and the document alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from soesmart.core.numbers import NARROW_SPACE
from soesmart.methods.combined_effect import Range
from soesmart.strategy.queries.measures import MeasureView
from soesmart.strategy.queries.sheet import Sheet
from soesmart.strategy.rating.assessment import NO_FORECAST
from soesmart.strategy.rating.words import chance_percent, chance_words
from soesmart.strategy.rules import is_against
from soesmart.strategy.sheet.decision import Plan, cost_per_unit
from soesmart.strategy.sheet.numbers import Numbers

NO_TARGET_YEAR = "Ohne Zielwert mit Jahr lässt sich keine Aussicht berechnen."
HARMS = ", wirkt gegen das Ziel"
TARGET_YEAR_PAST = "Das Zieljahr ist vorbei."
EXAMPLE = " (Beispielwert)"
ORDER = "In der Summe eines Jahres wird voll angerechnet, was in diesem Jahr am stärksten wirkt."
SPREAD = "Die Spanne reicht von der vorsichtigen bis zur günstigen Schätzung, die kleinere Zahl zuerst."
ROUNDED = "Jede Zahl ist für sich gerundet; was man daraus zusammenzählt, kann um die letzte Stelle abweichen."
METHOD = (
    "Die Prognose schreibt die bisherige Entwicklung gedämpft fort; Maßnahmen kommen hinzu.",
    "Was eine Maßnahme schon bewirkt hat, steckt in den Werten und zählt nicht noch einmal.",
    "Die Wirkung wächst vom Beginn an gleichmäßig bis zur vollen Höhe.",
)


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in words. weight: what the overlap leaves of it; effects as texts from cautious to bold."""

    measure: MeasureView
    state: str
    starts: int
    low: str
    middle: str
    high: str
    weight: str
    counted: str
    cost: str
    per_unit: str
    ramp: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A way to act in words; empty texts where nothing can be computed.

    low and high: cautious and bold; spread: both from the smaller number to the larger.
    """

    label: str
    effect: str
    low: str
    middle: str
    high: str
    spread: str
    missing: str
    chance: str
    chance_words: str
    cost: str


class Words(Numbers):
    """Says what can be done for the goal of a sheet, and what that makes of it."""

    def __init__(self, sheet: Sheet) -> None:
        assert sheet.assessment is not None
        super().__init__(sheet.assessment)
        self.sheet = sheet

    def measures(self) -> list[MeasureLine]:
        """The strongest first."""
        every = self.sheet.all
        assert every is not None
        views = {one.key: one for one in self.sheet.measures}
        return [
            self._measure(views[part.effect.key], part.effect.starts, part.weight, part.counted) for part in every.parts
        ]

    def _measure(self, view: MeasureView, starts: int, weight: Fraction, counted: Range) -> MeasureLine:
        own = view.estimate
        years = f"{own.ramp_years} {'Jahr' if own.ramp_years == 1 else 'Jahren'}"
        return MeasureLine(
            view,
            f"{'beschlossen' if view.is_decided else 'möglich'}{HARMS if self._harms(view) else ''}",
            starts,
            self.effect(own.low),
            self.effect(own.middle),
            self.effect(own.high),
            f"{self.plain(weight * 100, 0)}{NARROW_SPACE}%",
            self.effect(counted.middle),
            self.cost_text(view.cost_low, view.cost_high),
            self._per_unit(view),
            f"voll nach {years}",
        )

    def _harms(self, view: MeasureView) -> bool:
        return is_against(self.assessment.indicator.direction or "", view.estimate.middle or view.estimate.high)

    def _per_unit(self, view: MeasureView) -> str:
        found = None if self._harms(view) else cost_per_unit(view)
        if found is None:
            return ""
        return self.cost_text(*found)

    def plans(self) -> list[PlanLine]:
        """Without measures, with those decided, with all; only what differs."""
        own = self.sheet
        assert own.none is not None
        lines = [self.plan("ohne weitere Maßnahmen", own.none)]
        if own.decided is not None and own.decided.measures:
            lines.append(self.plan(f"mit {_counted(len(own.decided.measures), 'beschlossenen')}", own.decided))
        if own.all is not None and len(own.all.measures) > len(own.decided.measures if own.decided else ()):
            lines.append(self.plan(f"mit {_counted(len(own.all.measures), 'aufgeführten')}", own.all))
        return lines

    def plan(self, label: str, plan: Plan) -> PlanLine:
        last, missing = plan.last, plan.missing
        added = plan.in_target_year or plan.full
        low, middle, high = (
            [self.bare.value(Fraction(value), 1) for value in (last.low, last.middle, last.high)] if last else [""] * 3
        )
        small, large = (high, low) if last and last.high < last.low else (low, high)
        return PlanLine(
            label=label,
            effect=self.effect(added.middle) if plan.measures else "",
            low=low,
            middle=middle,
            high=high,
            spread=f"{small} bis {large}" if small != large else "",
            missing=self.bare.value(abs(missing), 1) if missing is not None else "",
            chance=chance_percent(plan.chance),
            chance_words=chance_words(plan.chance),
            cost=self.costs(plan.cost) if plan.measures else "",
        )

    def conditions(self) -> list[str]:
        """What would have to be true for the target to be reached, as sentences."""
        said = [
            f"{one.name}: {one.condition}{EXAMPLE if one.invented else ''}"
            for one in self.sheet.measures
            if one.condition
        ]
        every = self.sheet.all
        if every is not None and every.missing is not None:
            rest = self.say.difference(abs(every.missing), 1)
            with_all = "Auch mit allen aufgeführten Maßnahmen" if every.measures else "Ohne weitere Maßnahmen"
            said.append(
                f"{with_all} fehlen {self.assessment.target_year} im Mittel noch {rest}. Dafür braucht es mehr."
            )
        elif every is not None and every.measures and every.last:
            said.append(f"Wirken alle wie geschätzt, ist das Ziel {self.assessment.target_year} im Mittel erreicht.")
        return said

    def no_outlook(self) -> str:
        """Why there is no chance; nothing where there is one."""
        found = self.assessment
        if found.target is None or found.target_year is None:
            return NO_TARGET_YEAR
        if found.latest is not None and found.target_year <= found.latest.year:
            return TARGET_YEAR_PAST
        return NO_FORECAST if found.forecast is None else ""


def read_as(plans: Sequence[PlanLine]) -> str:
    """How to read the numbers of ways to act."""
    return f"{SPREAD} {ROUNDED}" if any(plan.spread for plan in plans) else ROUNDED


def _counted(number: int, which: str) -> str:
    return f"der {which} Maßnahme" if number == 1 else f"allen {number} {which} Maßnahmen"
