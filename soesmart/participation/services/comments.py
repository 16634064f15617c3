"""Write a comment, change it, take it back."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.credentials import Credential
from soesmart.participation.models import Campaign, Comment, Idea, Window
from soesmart.participation.rules import AuthorRole, Channel, CommentKind, FormatState, Right, Visibility
from soesmart.participation.services.screening import open_case_if_held, screen
from soesmart.participation.services.voices import take_voice

LONGEST_COMMENT = 3000


@dataclass(frozen=True)
class CommentWords:
    """What somebody writes. role: as whom she speaks; official: an answer of the town (officers only)."""

    text: str
    kind: CommentKind = CommentKind.REMARK
    role: AuthorRole = AuthorRole.RESIDENT
    official: bool = False


@transaction.atomic
def write_comment(
    *,
    campaign_key: str,
    number: int,
    words: CommentWords,
    credential: Credential | None,
    author: Person | None = None,
    parent: uuid.UUID | None = None,
    nonce: uuid.UUID,
    channel: Channel = Channel.ONLINE,
    at: datetime,
) -> Comment:
    """Comment on idea `number`, or reply to the comment `parent`. Sent twice (same nonce) it is stored once.

    credential: of a resident; None for an officer, who needs no voice and is not held up by the window (the view has
    checked the role). Refused when the window is closed, the text is empty or longer than 3,000 signs.
    """
    text = words.text.strip()
    if not text:
        raise Refused("participation.comment.empty", "Bitte etwas schreiben.", "text")
    if len(text) > LONGEST_COMMENT:
        raise Refused(
            "participation.comment.long",
            f"Der Text hat {len(text)} Zeichen, höchstens {LONGEST_COMMENT} sind möglich. Bitte kürzen.",
            "text",
        )
    idea = _open_idea(campaign_key, number, nonce, at, needs_window=credential is not None)
    if idea.is_sent:  # type: ignore[attr-defined]
        return Comment.objects.select_related("idea__campaign").get(nonce=nonce)
    campaign = idea.campaign
    voice = take_voice(campaign=campaign, credential=credential, channel=channel, at=at)[0] if credential else None
    above = _parent(idea, parent)
    screening = screen(campaign=campaign, text=text, voice=voice, at=at)
    comment = Comment.objects.create(
        idea=idea,
        parent=above,
        kind=words.kind,
        text=text,
        author=author,
        author_role=words.role,
        voice=voice,
        is_official=words.official,
        channel=channel,
        visibility=screening.visibility,
        written_at=at,
        nonce=nonce,
    )
    open_case_if_held(screening, campaign=campaign, text=comment, at=at)
    if comment.visibility == Visibility.VISIBLE:
        count_comment(comment, 1)
    actor: object = author or "guest"
    audit(actor, "participation.comment.written", comment, town=campaign.municipality.slug, at=at, idea=idea.number)
    return comment


def count_comment(comment: Comment, more: int) -> None:
    """A comment became visible (+1) or ceased to be (-1): keep the counters of campaign, idea and thread right."""
    Idea.objects.filter(pk=comment.idea_id).update(comments_count=F("comments_count") + more)
    campaign = comment.idea.campaign_id
    Campaign.objects.filter(pk=campaign).update(comments_count=F("comments_count") + more)
    if comment.parent_id:
        Comment.objects.filter(pk=comment.parent_id).update(replies_count=F("replies_count") + more)


@transaction.atomic
def edit_comment(*, actor: object, comment: Comment, words: CommentWords, at: datetime) -> Comment:
    """Change one's own words (the view has asked `may_edit_comment`); they are screened again."""
    text = words.text.strip()
    if not text or len(text) > LONGEST_COMMENT:
        raise Refused("participation.comment.length", f"Bitte 1 bis {LONGEST_COMMENT} Zeichen schreiben.", "text")
    campaign = comment.idea.campaign
    screening = screen(campaign=campaign, text=text, voice=comment.voice, at=at)
    was_visible = comment.visibility == Visibility.VISIBLE
    comment.text, comment.kind, comment.edited_at = text, words.kind, at
    if screening.held and was_visible:
        comment.visibility = Visibility.HELD
        open_case_if_held(screening, campaign=campaign, text=comment, at=at)
        count_comment(comment, -1)
    comment.save(update_fields=["text", "kind", "edited_at", "visibility"])
    audit(actor, "participation.comment.edited", comment, town=campaign.municipality.slug, at=at)
    return comment


@transaction.atomic
def withdraw_comment(*, actor: object, comment: Comment, at: datetime) -> None:
    """Take one's own comment back; its words go, its place in the thread stays while others replied."""
    if comment.visibility == Visibility.VISIBLE:
        count_comment(comment, -1)
    comment.visibility, comment.text, comment.edited_at = Visibility.WITHDRAWN, "", at
    comment.save(update_fields=["visibility", "text", "edited_at"])
    town = comment.idea.campaign.municipality.slug
    audit(actor, "participation.comment.withdrawn", comment, town=town, at=at)


def _open_idea(campaign_key: str, number: int, nonce: uuid.UUID, at: datetime, *, needs_window: bool) -> Idea:
    window = Window.objects.filter(
        campaign=OuterRef("campaign"), right=Right.COMMENT, opens_at__lte=at, closes_at__gt=at
    )
    idea = (
        Idea.objects.select_for_update(of=("campaign",))
        .select_related("campaign__municipality")
        .annotate(is_open=Exists(window), is_sent=Exists(Comment.objects.filter(nonce=nonce)))
        .filter(campaign__key=campaign_key, number=number)
        .first()
    )
    if idea is None or idea.visibility != Visibility.VISIBLE:
        raise Refused("participation.idea.gone", "Diese Idee gibt es hier nicht mehr. Bitte die Liste neu laden.")
    is_open = idea.is_open or not needs_window
    if idea.campaign.state != FormatState.PUBLISHED or not is_open:
        raise Refused(
            "participation.window.closed",
            "Kommentare werden gerade nicht angenommen. Wann es geht, steht oben auf der Seite der Beteiligung.",
        )
    return idea


def _parent(idea: Idea, parent: uuid.UUID | None) -> Comment | None:
    if parent is None:
        return None
    above = Comment.objects.filter(idea=idea, key=parent, visibility=Visibility.VISIBLE).first()
    if above is None:
        raise Refused("participation.comment.parent", "Der Kommentar, auf den das antwortet, ist nicht mehr da.")
    if above.parent_id:
        raise Refused("participation.comment.depth", "Bitte auf den ersten Kommentar dieses Gesprächs antworten.")
    return above
