"""Who may do what with an event. What the moment allows (an open round, a published result) is asked of the models.

Whoever asks is the Actor of participation: the same people hold the same offices here.
"""

from soesmart.events.models import Event, Round
from soesmart.events.rules import RoundState
from soesmart.participation.access import Actor


def may_see_event(actor: Actor, event: Event) -> bool:
    """Everybody once it is published; before, only staff."""
    return event.is_public() or actor.is_staff


def may_prepare(actor: Actor) -> bool:
    """Build an event and its agenda, publish and cancel it."""
    return actor.is_officer


def may_direct(actor: Actor, event: Event) -> bool:
    """Run the console: go on, open, close, reset, stop."""
    return actor.is_officer and event.is_public()


def may_moderate(actor: Actor, event: Event) -> bool:
    """Look at questions and words before the hall sees them."""
    return (actor.is_officer or actor.is_moderator) and event.is_public()


def may_see_result(actor: Actor, round_: Round) -> bool:
    """Everybody once it is counted and shown; before, who directs or audits. Rehearsals are never public."""
    if round_.state == RoundState.DISCARDED:
        return False
    if actor.is_officer or actor.is_auditor:
        return True
    return round_.is_shown and not round_.is_rehearsal


def may_read_office(actor: Actor) -> bool:
    """See drafts, agendas with their script, and who changed what."""
    return actor.is_staff
