"""What was written in a campaign lately: to know a text again, and to notice a flood."""

from datetime import datetime, timedelta

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Concat, Substr

from soesmart.participation.models import Campaign, Comment, Idea, Voice
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.repetition import LOOKED_AT, Recent, print_of

LOOKED_BACK = timedelta(days=3)
MOST = 60  # comments, and as many ideas: a look must not cost more than the comment itself


def recent_texts(
    campaign: Campaign, voice: Voice, at: datetime, *, but: Comment | Idea | None = None
) -> tuple[Recent, ...]:
    """The newest texts of the campaign, but for the one that is just being changed. One query."""
    since = at - LOOKED_BACK
    comments = Comment.objects.filter(idea__campaign=campaign, written_at__gte=since).exclude(_is(but, Comment))
    newest = comments.order_by("-written_at").values("pk")[:MOST]
    ideas = Idea.objects.filter(campaign=campaign, received_at__gte=since).exclude(visibility=Visibility.WITHDRAWN)
    latest = ideas.exclude(_is(but, Idea)).order_by("-number").values("pk")[:MOST]
    said = Comment.objects.filter(pk__in=newest).order_by().annotate(start=Substr("text", 1, LOOKED_AT))
    title = Concat(F("title"), Value("\n"), F("what"), output_field=CharField())
    proposed = Idea.objects.filter(pk__in=latest).order_by().annotate(start=Substr(title, 1, LOOKED_AT))
    rows = said.values_list("voice_id", "written_at", "start").union(
        proposed.values_list("voice_id", "received_at", "start"), all=True
    )
    return tuple(Recent(print_of(text), at - moment, owner == voice.pk) for owner, moment, text in rows)


def _is(but: Comment | Idea | None, kind: type[Comment] | type[Idea]) -> Q:
    return Q(pk=but.pk) if isinstance(but, kind) else Q(pk__in=[])
