"""When a campaign opens what: its windows among themselves, in their phase, and beside other campaigns. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date_range
from soesmart.participation.rules.dates import Stretch, clock_german
from soesmart.participation.rules.formats import Right, Span, overlapping

MOST_WINDOWS = 40
RESIDENTS = (Right.SUBMIT, Right.VOICE, Right.COMMENT)

Windows = Sequence[tuple[Right, Span]]


@dataclass(frozen=True)
class Offset:
    """A window seen from the first day of a campaign: days from it, and times of the day in Berlin."""

    right: Right
    opens_day: int
    opens_time: time
    closes_day: int
    closes_time: time

    def on(self, start: date) -> tuple[Right, Span]:
        """The window of a campaign that starts on `start`. ValueError (German) for a time that this day lacks."""
        opens = _local(start + timedelta(days=self.opens_day), self.opens_time)
        return self.right, Span(opens, _local(start + timedelta(days=self.closes_day), self.closes_time))


def _local(day: date, moment: time) -> datetime:
    made = datetime.combine(day, moment, tzinfo=BERLIN)
    there_and_back = datetime.fromtimestamp(made.timestamp(), BERLIN)
    if there_and_back.time() != moment:
        raise ValueError(f"{clock_german(moment)} Uhr gibt es am {day:%d.%m.%Y} nicht: Da beginnt die Sommerzeit.")
    return made


def offset_of(right: Right, span: Span, start: date) -> Offset:
    """The other way round."""
    opens, closes = span.opens_at.astimezone(BERLIN), span.closes_at.astimezone(BERLIN)
    return Offset(right, (opens.date() - start).days, opens.time(), (closes.date() - start).days, closes.time())


def frame_of(windows: Windows) -> Span | None:
    """From the first moment in which residents may do anything to the last; None when they never may."""
    spans = [span for right, span in windows if right in RESIDENTS]
    if not spans:
        return None
    return Span(min(span.opens_at for span in spans), max(span.closes_at for span in spans))


def fault_of(windows: Windows) -> str:
    """What is wrong among the windows themselves, in German; "" when nothing is."""
    if len(windows) > MOST_WINDOWS:
        return f"Das sind {len(windows)} Fenster. Bitte höchstens {MOST_WINDOWS} eintragen."
    for right, span in windows:
        if span.closes_at <= span.opens_at:
            return f"„{right.label}“: Das Fenster endet, bevor es beginnt ({span_german(span)})."
    for right in Right:
        if pair := overlapping(span for one, span in windows if one == right):
            first, second = (span_german(span) for span in pair)
            return f"„{right.label}“: Zwei Fenster überschneiden sich ({first} und {second})."
    return ""


def fault_in_phase(windows: Windows, phase: Stretch) -> str:
    """Which window leaves the days of its phase, in German; "" when none does. Days are those of Berlin."""
    opens = datetime.combine(phase.first_day, time(), tzinfo=BERLIN)
    closes = datetime.combine(phase.last_day + timedelta(days=1), time(), tzinfo=BERLIN)
    for right, span in windows:
        if span.opens_at < opens or span.closes_at > closes:
            days = format_date_range(phase.first_day, phase.last_day)
            return (
                f"„{right.label}“ ({span_german(span)}) liegt nicht ganz im Abschnitt „{phase.name}“ ({days}). "
                "Bitte das Fenster ändern oder beim Weg den Abschnitt verlängern."
            )
    return ""


def clash(mine: Iterable[Span], theirs: Iterable[Span]) -> tuple[Span, Span] | None:
    """A window of mine and one of theirs that are open at the same moment; None when there are none."""
    others = list(theirs)
    return next(
        (
            (span, other)
            for span in mine
            for other in others
            if span.opens_at < other.closes_at and other.opens_at < span.closes_at
        ),
        None,
    )


def warnings_of(windows: Windows) -> list[str]:
    """What is allowed but mostly a slip, in German: people may write while nobody moderates."""
    moderated = [span for right, span in windows if right == Right.MODERATE]
    found = []
    for right in (Right.SUBMIT, Right.COMMENT):
        spans = [span for one, span in windows if one == right]
        if any(not _is_covered(span, moderated) for span in spans):
            found.append(
                f"„{right.label}“ ist länger offen als „{Right.MODERATE.label}“: In dieser Zeit kann nur die "
                "Beteiligungsstelle selbst prüfen, was geschrieben wird."
            )
    return found


def _is_covered(span: Span, by: Iterable[Span]) -> bool:
    reached = span.opens_at
    for one in sorted(by, key=lambda cover: cover.opens_at):
        if one.opens_at <= reached:
            reached = max(reached, one.closes_at)
    return reached >= span.closes_at


def before(windows: Windows, at: datetime) -> list[tuple[Right, Span]]:
    """The part of the windows that lies before a moment, in one order: what happened and cannot be changed."""
    cut = [(right, Span(span.opens_at, min(span.closes_at, at))) for right, span in windows if span.opens_at < at]
    return sorted(cut, key=_order)


def since(windows: Windows, at: datetime) -> list[tuple[Right, Span]]:
    """The part of the windows that lies after a moment."""
    cut = [(right, Span(max(span.opens_at, at), span.closes_at)) for right, span in windows if span.closes_at > at]
    return sorted(cut, key=_order)


def joined(windows: Windows) -> list[tuple[Right, Span]]:
    """Windows of one right that touch each other become one."""
    made: list[tuple[Right, Span]] = []
    for right, span in sorted(windows, key=lambda row: (row[0], row[1].opens_at)):
        last = made[-1] if made else None
        if last and last[0] == right and last[1].closes_at == span.opens_at:
            made[-1] = (right, Span(last[1].opens_at, span.closes_at))
        else:
            made.append((right, span))
    return sorted(made, key=_order)


def _order(row: tuple[Right, Span]) -> tuple[datetime, str]:
    return row[1].opens_at, row[0].value


def moment_german(moment: datetime, *, is_end: bool = False) -> str:
    """ "18.7.2020, 10 Uhr"; midnight as an end is "17.7.2020, 24 Uhr"."""
    local = moment.astimezone(BERLIN)
    if is_end and local.time() == time():
        day = local.date() - timedelta(days=1)
        return f"{day.day}.{day.month}.{day.year}, 24 Uhr"
    return f"{local.day}.{local.month}.{local.year}, {clock_german(local.time())} Uhr"


def span_german(span: Span) -> str:
    """ "18. Juli bis 5. August 2020" for whole days, else "25.8.2020, 10 Uhr bis 29.8.2020, 14 Uhr"."""
    opens, closes = span.opens_at.astimezone(BERLIN), span.closes_at.astimezone(BERLIN)
    if opens.time() == closes.time() == time() and opens < closes:
        return format_date_range(opens.date(), closes.date() - timedelta(days=1))
    if opens.date() == closes.date():
        return f"{moment_german(span.opens_at).removesuffix(' Uhr')} bis {clock_german(closes.time())} Uhr"
    return f"{moment_german(span.opens_at)} bis {moment_german(span.closes_at, is_end=True)}"
