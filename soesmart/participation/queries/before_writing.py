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
    UUIDField,
)

from soesmart.core.prepared import Blank, prepared
from soesmart.participation.models import Idea, Tally, Voice, Window
from soesmart.participation.rules import Right, Visibility

_KEY: "Field[Any, Any]" = CharField()
_NUMBER: "Field[Any, Any]" = BigIntegerField()
_TIME: "Field[Any, Any]" = DateTimeField()
_UUID: "Field[Any, Any]" = UUIDField()
_JUDGED = ("who", "state", "voting", "limit", "limit_each", "with_important", "voices")
_DISCUSSED = (
    "number",
    "visibility",
    *(f"campaign__{name}" for name in ("key", "who", "state", "voices", "municipality__slug", "municipality__name")),
)
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
def idea_to_discuss() -> "QuerySet[Idea]":
    """Idea `number` of the locked campaign `key`; `is_open` at `at`, and `is_sent` if the `nonce` came before.

    Joins instead of subqueries, and no more columns than needed: that halves the time of the database.
    """
    at = Blank("at", _TIME)
    # Windows of one right never overlap, so there is one at most.
    is_open = Q(
        campaign__windows__right=Right.COMMENT, campaign__windows__opens_at__lte=at, campaign__windows__closes_at__gt=at
    )
    rows = Idea.objects.select_for_update(of=("campaign",)).select_related("campaign__municipality")
    return (
        rows.annotate(
            open_window=FilteredRelation("campaign__windows", condition=is_open),
            sent=FilteredRelation("comments", condition=Q(comments__nonce=Blank("nonce", _UUID))),
            is_open=F("open_window__pk"),
            is_sent=F("sent__pk"),
        )
        .filter(campaign__key=Blank("key", _KEY), number=Blank("number", _NUMBER))
        .only(*_DISCUSSED)
        .order_by()
    )


@prepared
def idea_to_reply_in() -> "QuerySet[Idea]":
    """The same with the comment `parent` below it, if it is visible: `parent_id`, and `grandparent_id` of a reply."""
    is_above = Q(comments__key=Blank("parent", _UUID), comments__visibility=Visibility.VISIBLE)
    return idea_to_discuss.build().annotate(
        above=FilteredRelation("comments", condition=is_above),
        parent_id=F("above__pk"),
        grandparent_id=F("above__parent"),
    )


@prepared
def voice_of_digest() -> "QuerySet[Voice]":
    """The voice of a `digest` in a `campaign`, beside what it said of `idea` (0: of none) as `said_value` and so on."""
    said = FilteredRelation("opinion_rows", condition=Q(opinion_rows__idea=Blank("idea", _NUMBER)))
    rows = Voice.objects.filter(campaign=Blank("campaign", _NUMBER), credential=Blank("digest", _KEY)).order_by()
    return rows.annotate(said=said, **{f"said_{name}": F(f"said__{name}") for name in SAID})
