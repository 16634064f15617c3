"""The decision sheet in German, for the page and the document alike."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from soesmart.core.numbers import NARROW_SPACE, format_euro, format_number, with_unit
from soesmart.methods.combined_effect import Range
from soesmart.strategy.assessment import NO_FORECAST, Assessment
from soesmart.strategy.decision import Cost, Plan, cost_per_unit
from soesmart.strategy.queries.measures import MeasureView
from soesmart.strategy.queries.sheet import Sheet
from soesmart.strategy.rating_words import Say, chance_words, signed

NO_TARGET_YEAR = "Ohne Zielwert mit Jahr lässt sich keine Aussicht berechnen."
TARGET_YEAR_PAST = "Das Zieljahr ist vorbei."
MILLION = 100_000_000
EURO = f"{NARROW_SPACE}€"
MILLIONS = "\N{NO-BREAK SPACE}Mio.\N{NO-BREAK SPACE}€"
METHOD = (
    "Die Prognose schreibt die bisherige Entwicklung gedämpft fort; Maßnahmen kommen hinzu.",
    "Was eine Maßnahme schon bewirkt hat, steckt in den Werten und zählt nicht noch einmal.",
    "Die Wirkung wächst vom Beginn an gleichmäßig bis zur vollen Höhe.",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with its name and what it means."""

    label: str
    text: str
    note: str = ""


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
    """A way to act in words; empty texts where nothing can be computed."""

    label: str
    effect: str
    low: str
    middle: str
    high: str
    missing: str
    chance: str
    chance_words: str
    cost: str


class Words:
    """Writes the numbers of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        assert sheet.assessment is not None
        self.sheet, self.assessment = sheet, sheet.assessment
        indicator = self.assessment.indicator
        self.unit = indicator.said_unit
        self.say, self.bare = Say(indicator.decimals, self.unit), Say(indicator.decimals)
        self.decimals = indicator.decimals
        # What one more costs: "je Jahr" is no thing, "je Einheit" is.
        self.one_unit = self.unit if self.unit and not self.unit.startswith("je ") else "Einheit"

    def facts(self) -> list[Fact]:
        """Gap, needed change against what there was, and the price of waiting."""
        return [*self._gap(), *self._pace(), *self._waiting()]

    def _gap(self) -> list[Fact]:
        found = self.assessment
        if found.latest is None or found.target is None or found.gap is None:
            return []
        if found.is_reached:
            return [Fact("Lücke zum Ziel", "keine", "Der Zielwert ist erreicht.")]
        way = "zu viel" if found.gap < 0 else "zu wenig"
        return [Fact("Lücke zum Ziel", self.say.value(abs(found.gap)), f"{way}, Stand {found.latest.year}")]

    def _pace(self) -> list[Fact]:
        found = self.assessment
        if found.needed is None or found.latest is None:
            return []
        until = f"ab {found.latest.year} bis {found.target_year}"
        facts = [Fact("Nötige Veränderung", self.say.change(found.needed), until)]
        if found.best is None:
            facts.append(Fact("Bestes Jahr bisher", "keines", "Noch kein Jahr ging in die gewünschte Richtung."))
        else:
            times = abs(found.needed) / abs(Fraction(found.best))
            note = f"nötig ist das {self._plain(times, 1)}-Fache" if times > 1 else "so schnell ging es schon einmal"
            facts.append(Fact("Bestes Jahr bisher", self.say.change(Fraction(found.best)), note))
        if found.linear is not None and found.linear.actual is not None:
            text = self.say.change(found.linear.actual)
            facts.append(Fact("Im Mittel bisher", text, f"seit {found.linear.base.year}"))
        return facts

    def _waiting(self) -> list[Fact]:
        lost = self.sheet.waiting
        if lost is None:
            return []
        if lost.later is None or lost.percent is None:
            note = "Danach bleibt bis zum Zieljahr keine Zeit mehr."
            return [Fact("Ein Jahr warten", "geht nicht", note)]
        note = f"statt {self.say.change(lost.needed)}, also {self._plain(lost.percent, 0)}{NARROW_SPACE}% mehr"
        facts = [Fact("Nach einem Jahr Warten nötig", self.say.change(lost.later), note)]
        if lost.overshoot is not None:
            text = with_unit(f"+{self._plain(lost.overshoot, self.decimals + 1)}", self.unit)
            facts.append(Fact("Zusätzlich ausgestoßen", text, "bis zum Zieljahr, wenn ein Jahr gewartet wird"))
        return facts

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
            "beschlossen" if view.is_decided else "möglich",
            starts,
            self.effect(own.low),
            self.effect(own.middle),
            self.effect(own.high),
            f"{self._plain(weight * 100, 0)}{NARROW_SPACE}%",
            self.effect(counted.middle),
            self.cost_text(view.cost_low, view.cost_high),
            self._per_unit(view),
            f"voll nach {years}",
        )

    def _per_unit(self, view: MeasureView) -> str:
        found = cost_per_unit(view)
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
        return PlanLine(
            label=label,
            effect=self.effect(added.middle) if plan.measures else "",
            low=low,
            middle=middle,
            high=high,
            missing=self.bare.value(abs(missing), 1) if missing is not None else "",
            chance=chance_percent(plan.chance),
            chance_words=chance_words(plan.chance),
            cost=self.costs(plan.cost) if plan.measures else "",
        )

    def conditions(self) -> list[str]:
        """What would have to be true for the target to be reached, as sentences."""
        said = [f"{one.name}: {one.condition}" for one in self.sheet.measures if one.condition]
        every = self.sheet.all
        if every is not None and every.missing is not None:
            rest = self.say.value(abs(every.missing), 1)
            with_all = "Auch mit allen aufgeführten Maßnahmen" if every.measures else "Geht es weiter wie bisher,"
            said.append(
                f"{with_all} fehlen {self.assessment.target_year} im Mittel noch {rest}. Dafür braucht es mehr."
            )
        return said

    def no_outlook(self) -> str:
        """Why there is no chance; nothing where there is one."""
        found = self.assessment
        if found.target is None or found.target_year is None:
            return NO_TARGET_YEAR
        if found.latest is not None and found.target_year <= found.latest.year:
            return TARGET_YEAR_PAST
        return NO_FORECAST if found.forecast is None else ""

    def effect(self, value: Decimal | Fraction) -> str:
        """A change with its sign, without its unit."""
        number = Fraction(value)
        more = next((more for more in (1, 2, 4) if abs(number) * 10 ** (self.decimals + more) >= 1), 1)
        return signed(self._plain(number, self.decimals + more, strip=True), number)

    def costs(self, cost: Cost) -> str:
        """The range of a sum, and how many have no price yet."""
        text = self.cost_text(cost.low, cost.high) if cost.high else ""
        if cost.open_ones:
            rest = f"{cost.open_ones} ohne Kosten"
            text = f"{text}, dazu {rest}" if text else "offen"
        return text

    def cost_text(self, low: int | None, high: int | None) -> str:
        if low is None or high is None:
            return "offen"
        one, other = _euros(low), _euros(high)
        if one == other:
            return one
        return f"{one.removesuffix(MILLIONS) if other.endswith(MILLIONS) else one.removesuffix(EURO)} bis {other}"

    @staticmethod
    def _plain(value: Decimal | Fraction, places: int, *, strip: bool = False) -> str:
        number = Fraction(value)
        text = format_number(Decimal(number.numerator) / Decimal(number.denominator), places)
        return text.rstrip("0").rstrip(",") if strip and "," in text else text


def _euros(cents: int) -> str:
    """Two places of millions, whole euros from a hundred on: more would pretend to be exact."""
    if cents >= MILLION:
        return f"{format_number(round(Decimal(cents) / MILLION, 2))}{MILLIONS}"
    return format_euro(round(cents, -2) if cents >= 10_000 else cents)


def chance_percent(chance: float | None) -> str:
    """Whole percent; never 0 or 100 where it is not certain."""
    if chance is None:
        return ""
    if 0 < chance < 0.01:
        return f"unter 1{NARROW_SPACE}%"
    if 0.99 < chance < 1:
        return f"über 99{NARROW_SPACE}%"
    return f"{round(chance * 100)}{NARROW_SPACE}%"


def missing_parts(sheet: Sheet) -> list[str]:
    """What the sheet would need to say more, as sentences."""
    found = sheet.assessment
    if found is None:
        return ["Für dieses Ziel gibt es noch keine Kennzahl. Ohne sie lässt sich nichts berechnen."]
    gaps = [
        (found.latest is None, "Für die Kennzahl gibt es noch keinen Wert mit Jahr."),
        (found.target is None, "Für die Kennzahl gibt es noch keinen Zielwert."),
        (found.target is not None and found.target_year is None, "Für den Zielwert ist noch kein Jahr festgelegt."),
        (found.latest is not None and found.forecast is None, NO_FORECAST),
        (not sheet.measures, "Für dieses Ziel ist noch keine Maßnahme mit geschätzter Wirkung eingetragen."),
    ]
    return [sentence for is_missing, sentence in gaps if is_missing]


def is_example(found: Assessment) -> bool:
    """Whether value or target are made up."""
    latest = found.indicator.latest
    return bool((latest and latest.invented) or (found.indicator.target and found.indicator.target.invented))


def _counted(number: int, which: str) -> str:
    return f"der {which} Maßnahme" if number == 1 else f"allen {number} {which} Maßnahmen"
