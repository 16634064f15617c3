"""A promised answer: whether it is kept, and how far it lies ahead or behind. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date


class PromiseState(StrEnum):
    """KEPT: answered in time; LATE: answered too late; PENDING: there is time left; OVERDUE: not answered, too late."""

    KEPT = "kept"
    LATE = "late"
    PENDING = "pending"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Promise:
    """What was promised for one idea. days: ahead of the due day, or behind it; 0 on the day itself."""

    state: PromiseState
    due_at: datetime
    days: int

    @property
    def german(self) -> str:
        """A sentence for the reader: "Antwort bis 17. August 2020 zugesagt, seit 12 Tagen überfällig."."""
        day = format_date(self.due_at.astimezone(BERLIN).date())
        match self.state:
            case PromiseState.KEPT:
                return f"Rechtzeitig beantwortet: Zugesagt war der {day}."
            case PromiseState.LATE:
                return f"Zu spät beantwortet: Zugesagt war der {day}, {span_german(self.days)} früher."
            case PromiseState.PENDING:
                return f"Antwort bis {day} zugesagt, {until_german(self.days)}."
            case _:
                return f"Antwort bis {day} zugesagt, {self.overdue_german}."

    @property
    def overdue_german(self) -> str:
        """ "seit heute überfällig", "seit 12 Tagen überfällig"."""
        return f"seit {span_german(self.days, dative=True)} überfällig" if self.days else "seit heute überfällig"


def promise(due_at: datetime | None, answered_at: datetime | None, at: datetime) -> Promise | None:
    """The promise as it stands at `at`; None where none was made."""
    if due_at is None:
        return None
    seen = answered_at or at
    days = abs(days_between(due_at, seen))
    if answered_at:
        return Promise(PromiseState.KEPT if answered_at <= due_at else PromiseState.LATE, due_at, days)
    return Promise(PromiseState.PENDING if at <= due_at else PromiseState.OVERDUE, due_at, days)


def days_between(start: datetime, end: datetime) -> int:
    """Whole days of the calendar from one moment to another, as people here count them."""
    return (end.astimezone(BERLIN).date() - start.astimezone(BERLIN).date()).days


def span_german(days: int, *, dative: bool = False) -> str:
    """ "1 Tag", "12 Tage", "3 Monate", "6 Jahre"; with `dative` as it follows "seit": "12 Tagen"."""
    units = ((730, 365, "Jahre", "Jahren"), (60, 30, "Monate", "Monaten"), (2, 1, "Tage", "Tagen"))
    for least, length, many, of_many in units:
        if days >= least:
            return f"{days // length} {of_many if dative else many}"
    return "1 Tag"


def until_german(days: int) -> str:
    """ "noch heute", "noch 1 Tag", "noch 12 Tage"."""
    return f"noch {span_german(days)}" if days else "noch heute"
