"""What would be if: from the address of a question to the measures and years that it names.

`m=<key>` chooses a measure, `start-<key>=2027` sets its year, `wenn=1` says that somebody asked at all, so that an
empty choice differs from none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from soesmart.strategy.queries.measures import MeasureView
from soesmart.strategy.sheet.decision import start_of

ASKED, CHOSEN, START = "wenn", "m", "start-"
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure in the form. start: as typed, else as planned.

    error: why what was typed is no year; note: why what is chosen brings nothing up to the target year, or not all.
    """

    measure: MeasureView
    is_chosen: bool
    start: str
    year: int
    error: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked. strangers: keys that name no measure of this goal (any more), as typed."""

    is_asked: bool
    choices: tuple[Choice, ...]
    strangers: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[MeasureView, ...]:
        return tuple(choice.measure for choice in self.choices if choice.is_chosen)

    @property
    def starts(self) -> dict[str, int]:
        return {choice.measure.key: choice.year for choice in self.choices if choice.is_chosen}

    @property
    def notes(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.note)

    @property
    def errors(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.error)


def question(
    keys: Sequence[str],
    given: Mapping[str, str],
    measures: Sequence[MeasureView],
    *,
    this_year: int,
    since: int | None = None,
    until: int | None = None,
) -> Question:
    """keys: all that were chosen; given: the other parameters. Nonsense spoils only its own part.

    since, until: the years of the latest value and of the target. Where nobody asked, what is decided is chosen.
    """
    is_asked = ASKED in given or bool(keys) or any(name.startswith(START) for name in given)
    wanted = set(keys) if is_asked else {one.key for one in measures if one.is_decided}
    choices = (_choice(one, one.key in wanted, given.get(START + one.key), this_year) for one in measures)
    noted = tuple(replace(one, note=_note(one, since, until)) if one.is_chosen else one for one in choices)
    known = {one.key for one in measures}
    strangers = tuple(sorted({key[:LONGEST] for key in keys if key and key not in known}))[:5]
    return Question(is_asked, noted, strangers)


def _note(choice: Choice, since: int | None, until: int | None) -> str:
    """Why less than the whole effect, or nothing of it, is counted."""
    effect, begins = choice.measure.effect(choice.year), choice.year
    if until is not None and not effect.share(until):
        return f"Bei Beginn {begins} wirkt die Maßnahme erst nach dem Zieljahr {until}; bis dahin bringt sie nichts."
    before = effect.share(since) if since is not None else 0
    if since is None or not before:
        return ""
    if before < 1:
        return f"Bei Beginn {begins} steckt ein Teil der Wirkung schon im Wert von {since}; gezählt wird nur der Rest."
    full = begins + max(effect.ramp_years, 1)
    return (
        f"Bei Beginn {begins} wirkte die Maßnahme seit {full} voll. Das steckte schon im Wert von {since} "
        "und zählt nicht noch einmal."
    )


def _choice(measure: MeasureView, is_chosen: bool, typed: str | None, this_year: int) -> Choice:
    planned = start_of(measure, this_year)
    text = (typed or "").strip()
    if not text:
        return Choice(measure, is_chosen, str(planned), planned)
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if FIRST_YEAR <= year <= LAST_YEAR:
        return Choice(measure, is_chosen, text, year)
    error = f"Bitte ein Jahr von {FIRST_YEAR} bis {LAST_YEAR}. Gerechnet ist mit {planned}."
    return Choice(measure, is_chosen, text[:LONGEST], planned, error)
