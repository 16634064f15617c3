"""Background jobs of counting: thin; they call services."""

from datetime import timedelta

from django_scopes import scope

from soesmart.core.jobs import every
from soesmart.events.models import Round, SecretBallot, Voter
from soesmart.events.rules import RoundState
from soesmart.events.services import traces
from soesmart.events.services.counting import drift_of
from soesmart.events.services.secret_ballots import shred_discarded
from soesmart.region.models import Municipality


class ResultDrifted(Exception):
    """A sealed result is not what the ballots say: a bug or a forgery, to be seen and not smoothed over."""


@every(timedelta(days=1))
def recount_rounds() -> None:
    """Count every sealed round again; fails loudly and repairs nothing. Clears away what secret rounds left."""
    found = []
    for town in Municipality.objects.all():
        with scope(municipality=town):
            shred_discarded()
            rounds = Round.objects.filter(state=RoundState.COUNTED).select_related("event", "item")
            found += [f"{town.slug}: {drift}" for round_ in rounds.iterator(100) if (drift := drift_of(round_))]
    traces.leave_none(Voter, SecretBallot)  # where somebody was still reading when a box was emptied
    if found:
        raise ResultDrifted("; ".join(found[:20]))
