"""What the services read before they write an opinion or a comment: in one query each, built once per process."""

from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Exists,
    F,
    Field,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from soesmart.core.prepared import Blank, prepared
from soesmart.participation.models import Idea, Tally, Voice, Window
from soesmart.participation.rules import Right

_KEY: "Field[Any, Any]" = CharField()
_NUMBER: "Field[Any, Any]" = BigIntegerField()
_TIME: "Field[Any, Any]" = DateTimeField()
_JUDGED = ("who", "state", "voting", "limit", "limit_each", "with_important", "voices")
SAID = ("id", "value", "important", "channel")


@prepared
def idea_to_judge() -> "QuerySet[Idea]":
    """Idea `number` of the campaign `key`, which is locked; `is_open` at `at`, and the `tally` of `channel`."""
    at = Blank("at", _TIME)
    windows = Window.objects.filter(
        campaign=OuterRef("campaign"), right=Right.VOICE, opens_at__lte=at, closes_at__gt=at
    )
    tallies = Tally.objects.filter(idea=OuterRef("pk"), channel=Blank("channel", _KEY)).order_by()
    return (
        Idea.objects.select_for_update(of=("campaign",))
        .select_related("campaign")
        .only("number", "visibility", *(f"campaign__{name}" for name in _JUDGED))
        .annotate(is_open=Exists(windows), tally=Subquery(tallies.values("pk")[:1]))
        .filter(campaign__key=Blank("key", _KEY), number=Blank("number", _NUMBER))
        .order_by()
    )


@prepared
def voice_of_digest() -> "QuerySet[Voice]":
    """The voice of a `digest` in a `campaign`, beside what it said of `idea` (0: of none) as `said_value` and so on."""
    said = FilteredRelation("opinion_rows", condition=Q(opinion_rows__idea=Blank("idea", _NUMBER)))
    rows = Voice.objects.filter(campaign=Blank("campaign", _NUMBER), credential=Blank("digest", _KEY)).order_by()
    return rows.annotate(said=said, **{f"said_{name}": F(f"said__{name}") for name in SAID})
