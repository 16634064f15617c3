"""What a reminder says: one letter for all values that somebody is reminded of at once. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from soesmart.strategy.due_days import when_due
from soesmart.strategy.rules import Stage

MOST_LISTED = 30


@dataclass(frozen=True)
class DueValue:
    """A value that is asked for. unit: who is in charge, for the strategy officers."""

    key: str
    name: str
    due_on: date
    unit: str = ""


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def reminder(
    stage: Stage, values: Sequence[DueValue], *, today: date, town: str, home: str, enter: str, overview: str
) -> Letter:
    """The letter to a stage.

    home: address of the town's pages without a slash at its end; enter: path of the page on which a value is typed,
    with "{key}" in it; overview: path of the list, for the officers.
    """
    shown = sorted(values, key=lambda value: (value.due_on, value.name))
    lines = [_line(value, stage, today, home + enter.format(key=value.key)) for value in shown[:MOST_LISTED]]
    if len(shown) > MOST_LISTED:
        lines.append(f"und {len(shown) - MOST_LISTED} weitere")
    parts = ["Guten Tag,", _opening(stage, shown), *lines, _closing(stage, home + overview)]
    return Letter(_subject(shown, today), "\n\n".join(parts) + f"\n\nDiese Nachricht kommt von soesmart {town}.\n")


def _subject(values: Sequence[DueValue], today: date) -> str:
    if len(values) == 1:
        return f"Wert gesucht, {when_due(values[0].due_on, today)}: {values[0].name}"[:200]
    late = sum(value.due_on < today for value in values)
    return f"{len(values)} Werte gesucht{f', {late} davon überfällig' if late else ''}"


def _line(value: DueValue, stage: Stage, today: date, address: str) -> str:
    unit = f" ({value.unit})" if value.unit and stage == Stage.OFFICER else ""
    return f"{value.name}{unit}, {when_due(value.due_on, today)}\n{address}"


def _opening(stage: Stage, values: Sequence[DueValue]) -> str:
    one = len(values) == 1
    if stage == Stage.CONTACT:
        return f"{'ein neuer Wert wird' if one else 'neue Werte werden'} gebraucht:"
    if stage == Stage.UNIT:
        return f"für {'diesen Wert' if one else 'diese Werte'} ist die Stelle mit diesem Postfach zuständig:"
    return f"{'dieser Wert ist' if one else 'diese Werte sind'} noch nicht da, auch nach den Erinnerungen davor:"


def _closing(stage: Stage, overview: str) -> str:
    if stage == Stage.CONTACT:
        return (
            "Eintragen geht gleich auf der Seite darunter. Fehlt die Zahl noch oder ist jemand anderes zuständig? "
            "Dann hilft eine kurze Nachricht an die Strategiestelle."
        )
    if stage == Stage.UNIT:
        return (
            "Eintragen kann ihn, wer als Ansprechperson genannt ist; die Strategiestelle legt das fest und trägt auch "
            "selbst ein."
        )
    return f"Wer zuständig ist und was sonst fehlt:\n{overview}"
