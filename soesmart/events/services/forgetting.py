"""Who voted is of use while an evening goes on: it keeps a second vote out. Then it is forgotten; the votes stay."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast

from soesmart.core.audit import audit
from soesmart.events.models import (
    AudienceQuestion,
    Ballot,
    DelayReading,
    Event,
    HallPass,
    QuestionSupport,
    Round,
    Voter,
)
from soesmart.events.rules import RoundState

# Long enough for questions to the office about the own receipt, and for the nightly recount to have run.
KEPT = timedelta(days=7)


def with_voters(at: datetime) -> QuerySet[Event]:
    """The events of the town whose voters are to be forgotten by now; one query."""
    running = Round.objects.filter(state__in=[RoundState.OPEN, RoundState.CLOSED]).values("event")
    return (
        Event.objects.filter(ends_at__lte=at - KEPT, voters_forgotten_at__isnull=True)
        .exclude(pk__in=running)
        .select_related("municipality")
    )


@transaction.atomic
def forget_voters(*, event: Event, at: datetime) -> None:
    """Cut the link between the ballots, questions and taps of one device. Receipts, counts and digests stay.

    A credential is replaced by what is unique in its table and says nothing: the receipt, or the key of the row.
    """
    row_key = Cast("pk", CharField())
    Ballot.objects.filter(round__event=event).update(credential=F("receipt"))
    Voter.objects.filter(round__event=event).update(credential=row_key)
    AudienceQuestion.objects.filter(item__event=event).update(credential=row_key)
    QuestionSupport.objects.filter(question__item__event=event).update(credential=row_key)
    DelayReading.objects.filter(event=event).delete()
    HallPass.objects.filter(event=event).delete()
    Event.objects.filter(pk=event.pk).update(voters_forgotten_at=at)
    audit("system:clock", "events.voters.forgotten", event, town=event.municipality.slug, at=at)
