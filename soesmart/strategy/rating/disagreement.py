"""Where the rules come to different outcomes: what each says, and why. No Django."""

from soesmart.methods.growth_rate import GrowthRatio
from soesmart.methods.linear_ratio import Grade, LinearRatio
from soesmart.methods.weather_symbols import Kind, Symbol, WeatherRating
from soesmart.strategy.rating.words import CHANCES, GRADES, chance_percent, chance_words

# How far an outcome of rule B or line C is from the best, beside the ranks of the symbols.
RANKS = {Grade.REACHED: 0, Grade.ON_TRACK: 0, Grade.MODERATE: 1, Grade.INSUFFICIENT: 2, Grade.AWAY: 3}
EVEN = 0.5


def disagreement(found: WeatherRating, linear: LinearRatio | None, growth: GrowthRatio | None) -> str:
    """One sentence for A and B, one for B and C; nothing where they agree or one of them has no outcome."""
    if linear is None or linear.grade is None:
        return ""
    return " ".join(filter(None, (_of_a_and_b(found, linear, linear.grade), _of_b_and_c(linear.grade, growth))))


def against_forecast(
    found: WeatherRating, linear: LinearRatio | None, chance: float | None, year: int | None, *, is_held: bool
) -> str:
    """A sentence where rule A or B and the chance to be at the target in `year` cannot both be taken at their word."""
    if chance is None or year is None:
        return ""
    said: list[tuple[int, str]] = []
    if found.symbol is not None and found.aim.year in (None, year):
        said.append((found.symbol.rank, f"das Wettersymbol (Regel A) „{found.symbol.label}“"))
    if linear is not None and linear.grade is not None:
        what = "der Vergleich" if is_held else f"das Tempo seit {linear.base.year}"
        said.append((RANKS[linear.grade], f"{what} (Regel B) „{GRADES[linear.grade]}“"))
    others = [(rank, text) for rank, text in said if _contradicts(rank, chance)]
    if not others:
        return ""
    told = f"Dass der Zielwert {year} erreicht ist, ist nach der Prognose „{chance_words(chance)}“"
    rules = " und ".join(text for _, text in others)
    is_there = is_held or found.reached or (linear is not None and linear.grade is Grade.REACHED)
    why = _ahead(len(others), others[0][0], chance, year, is_there=is_there)
    return f"{told} ({chance_percent(chance)}); dagegen sagt {rules}: {why}"


def _contradicts(rank: int, chance: float) -> bool:
    """The best outcome where the target is rather missed; a worse one than the chance where it is rather met."""
    if chance < EVEN:
        return rank == 0
    return rank > next(place for place, (least, _) in enumerate(CHANCES) if chance >= least)


def _ahead(rules: int, rank: int, chance: float, year: int, *, is_there: bool) -> str:
    """Why: what the rules do, and what the forecast does instead."""
    scatter = "rechnet ein, wie sehr die Werte schwanken"
    if chance >= EVEN and rank:
        return f"Die Prognose geht vom jüngsten Wert aus, folgt der mittleren Veränderung aller Jahre und {scatter}."
    if is_there:
        who = "Die Regel sieht" if rules == 1 else "Die Regeln sehen"
        return f"{who} auf die bisherigen Werte; die Prognose fragt, ob es {year} noch so ist, und {scatter}."
    who = "Die Regel trägt" if rules == 1 else "Die Regeln tragen"
    return f"{who} das Tempo unvermindert weiter; die Prognose lässt es Jahr für Jahr nachlassen und {scatter}."


def _of_a_and_b(found: WeatherRating, linear: LinearRatio, grade: Grade) -> str:
    if found.symbol is None or found.symbol.rank == RANKS[grade]:
        return ""
    said = f"Das Wettersymbol (Regel A) sagt „{found.symbol.label}“, das Tempo seit {linear.base.year} (Regel B)"
    return f"{said} „{GRADES[grade]}“: {_why(found, linear, grade, found.symbol)}"


def _why(found: WeatherRating, linear: LinearRatio, grade: Grade, symbol: Symbol) -> str:
    if found.aim.year is not None and found.aim.year != linear.target.year:
        return f"Das Symbol misst am nächsten Zieljahr {found.aim.year}, das Tempo an {linear.target.year}."
    if found.reached and grade is Grade.REACHED:
        return "Beide sehen den Zielwert erreicht, das Symbol auch, dass sich die Werte zuletzt davon entfernen."
    if found.aim.kind is Kind.CONSTANT:
        return "Das Symbol sieht auf die letzten Jahre, das Tempo auf den Weg vom Ausgangswert bis zum Zieljahr."
    if linear.actual is not None and found.m is not None:
        ahead = found.aim.sign * (found.m - linear.actual)
        if ahead < 0 and symbol.rank > RANKS[grade]:
            return f"Zuletzt ging es schlechter voran als im Durchschnitt seit {linear.base.year}."
        if ahead > 0 and symbol.rank < RANKS[grade]:
            return f"Zuletzt ging es besser voran als im Durchschnitt seit {linear.base.year}."
    return f"Das Symbol fragt, wie viel im Zieljahr noch fehlt, das Tempo, ob es seit {linear.base.year} reicht."


def _of_b_and_c(grade: Grade, growth: GrowthRatio | None) -> str:
    if growth is None or growth.grade is None or RANKS[growth.grade] == RANKS[grade]:
        return ""
    return (
        f"Die jährliche Wachstumsrate (Linie C) sagt „{GRADES[growth.grade]}“, das lineare Tempo (Regel B) "
        f"„{GRADES[grade]}“: Die Rate vergleicht gleiche Prozente im Jahr, das Tempo gleiche Schritte."
    )
