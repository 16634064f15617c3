"""What would be if: from the address of a question to the measures and years that it names.

`m=<key>` chooses a measure, `start-<key>=2027` sets its year, `wenn=1` says that somebody asked at all, so that an
empty choice differs from none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soesmart.strategy.queries.measures import MeasureView
from soesmart.strategy.sheet.decision import start_of

ASKED, CHOSEN, START = "wenn", "m", "start-"
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure in the form. start: as typed, else as planned; error: why what was typed is no year."""

    measure: MeasureView
    is_chosen: bool
    start: str
    year: int
    error: str = ""


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
    def errors(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.error)


def question(
    keys: Sequence[str], given: Mapping[str, str], measures: Sequence[MeasureView], *, this_year: int
) -> Question:
    """keys: all that were chosen; given: the other parameters. Nonsense spoils only its own part.

    Where nobody asked, what is decided is chosen.
    """
    is_asked = ASKED in given or bool(keys) or any(name.startswith(START) for name in given)
    wanted = set(keys) if is_asked else {one.key for one in measures if one.is_decided}
    choices = tuple(_choice(one, one.key in wanted, given.get(START + one.key), this_year) for one in measures)
    known = {one.key for one in measures}
    strangers = tuple(sorted({key[:LONGEST] for key in keys if key and key not in known}))[:5]
    return Question(is_asked, choices, strangers)


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
