"""Where a goal is, how fast it would have to go, what waiting costs, and what is not known: in German."""

from dataclasses import dataclass
from fractions import Fraction

from soesmart.core.numbers import NARROW_SPACE, with_unit
from soesmart.strategy.queries.sheet import Sheet
from soesmart.strategy.rating.assessment import NO_FORECAST
from soesmart.strategy.sheet.decision import Waiting
from soesmart.strategy.sheet.numbers import Numbers


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with its name and what it means."""

    label: str
    text: str
    note: str = ""


def facts(sheet: Sheet) -> list[Fact]:
    """Gap, needed change against what there was, and the price of waiting."""
    if sheet.assessment is None:
        return []
    say = Numbers(sheet.assessment)
    return [*_gap(say), *_pace(say), *_waiting(sheet.waiting, say)]


def _gap(say: Numbers) -> list[Fact]:
    found = say.assessment
    if found.latest is None or found.target is None or found.gap is None:
        return []
    if found.is_reached:
        return [Fact("Lücke zum Ziel", "keine", "Der Zielwert ist erreicht.")]
    way = "zu viel" if found.gap < 0 else "zu wenig"
    beyond = ", über das hinaus, was als gehalten gilt" if found.is_held else ""
    return [Fact("Lücke zum Ziel", say.say.difference(abs(found.gap)), f"{way}{beyond}, Stand {found.latest.year}")]


def _pace(say: Numbers) -> list[Fact]:
    found = say.assessment
    if found.needed is None or found.latest is None:
        return []
    until = f"ab {found.latest.year} bis {found.target_year}"
    facts = [Fact("Nötige Veränderung", say.say.change(found.needed), until), *_best(say, found.needed)]
    if found.linear is not None and found.linear.actual is not None:
        text = say.say.change(found.linear.actual)
        facts.append(Fact("Im Mittel bisher", text, f"seit {found.linear.base.year}"))
    return facts


def _best(say: Numbers, needed: Fraction) -> list[Fact]:
    """The best year; nothing where no way is the wanted one."""
    found, label = say.assessment, "Bestes Jahr bisher"
    if found.is_held or not found.indicator.direction:
        return []
    if found.best is not None:
        times = abs(needed) / abs(Fraction(found.best))
        note = f"nötig ist das {say.plain(times, 1)}-Fache" if times > 1 else "so schnell ging es schon einmal"
        return [Fact(label, say.say.change(Fraction(found.best)), note)]
    if len(found.points) == 1:
        return [Fact(label, "noch unbekannt", "Es gibt erst einen Wert.")]
    if all(point.has_break for point in found.points[1:]):
        return [Fact(label, "noch unbekannt", "Über einen Bruch in der Reihe hinweg lässt sich nichts vergleichen.")]
    return [Fact(label, "keines", "Noch kein Jahr ging in die gewünschte Richtung.")]


def _waiting(lost: Waiting | None, say: Numbers) -> list[Fact]:
    if lost is None:
        return []
    found, later = say.assessment, lost.begins + 1
    if lost.later is None or lost.percent is None or lost.needed is None:
        note = f"Von {later} an bleibt bis zum Zieljahr {found.target_year} keine Zeit mehr."
        return [Fact(f"Mit dem Beginn bis {later} warten", "geht nicht", note)]
    more = (
        f"bei Beginn {lost.begins} {say.say.change(lost.needed)}, also {say.plain(lost.percent, 0)}{NARROW_SPACE}% mehr"
    )
    known = found.latest.year if found.latest else lost.begins
    note = f"{more}; bis dahin bleibt der Wert wie {known}"
    facts = [Fact(f"Nötig, wenn es erst {later} losgeht", say.say.change(lost.later), note)]
    if lost.overshoot is not None:
        text = with_unit(f"+{say.plain(lost.overshoot, say.decimals + 1)}", say.unit)
        note = f"bis {found.target_year}, wenn es erst {later} statt {lost.begins} losgeht"
        facts.append(Fact("Zusätzlich ausgestoßen", text, note))
    return facts


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
