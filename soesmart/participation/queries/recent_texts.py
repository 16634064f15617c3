"""What was written in a campaign lately: to know a text again, and to notice a flood."""

from datetime import datetime, timedelta

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat, Substr

from soesmart.core.prepared import Blank, prepared
from soesmart.participation.models import Campaign, Comment, Idea, Voice
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.repetition import LOOKED_AT, Recent, print_of

LOOKED_BACK = timedelta(days=3)
# A look must not cost more than the comment itself, however many there are.
MOST_COMMENTS, MOST_IDEAS = 60, 60

Kind = type[Comment] | type[Idea]


def recent_texts(
    campaign: Campaign, voice: Voice, at: datetime, *, of: Kind = Comment, but: Comment | Idea | None = None
) -> tuple[Recent, ...]:
    """The newest comments, or ideas, of the campaign, but for the one that is just being changed. One query."""
    rows = _comments.rows(campaign=campaign.pk) if of is Comment else _ideas(campaign)
    leave_out, since = but.pk if but else 0, at - LOOKED_BACK
    return tuple(
        Recent(print_of(text), at - moment, owner == voice.pk)
        for pk, owner, moment, text in rows
        if moment >= since and pk != leave_out
    )


@prepared
def _comments() -> "QuerySet[Comment, tuple[int, int | None, datetime, str]]":
    """Looked for among the newest of the whole house: by campaign a database would walk all its ideas.

    No join to ideas and campaigns, from which it would start; the border of the town is kept by `here`.
    """
    comments = Comment._base_manager
    newest = comments.order_by("-pk").values("pk")[:MOST_COMMENTS]
    here = Idea.objects.filter(pk=OuterRef("idea"), campaign=Blank("campaign", BigIntegerField()))
    found = comments.filter(Exists(here), pk__in=newest).order_by()
    return found.values_list("pk", "voice_id", "written_at", Substr("text", 1, LOOKED_AT))


def _ideas(campaign: Campaign) -> "QuerySet[Idea, tuple[int, int | None, datetime, str]]":
    text = Concat(F("title"), Value("\n"), F("what"), output_field=CharField())
    found = Idea.objects.filter(campaign=campaign).exclude(visibility=Visibility.WITHDRAWN).order_by("-number")
    return found.values_list("pk", "voice_id", "received_at", Substr(text, 1, LOOKED_AT))[:MOST_IDEAS]
