"""Write a comment, change it, take it back."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.numbers import format_number
from soesmart.core.refusals import Refused
from soesmart.participation.credentials import Credential
from soesmart.participation.models import Campaign, Comment, Idea, Voice
from soesmart.participation.queries.before_writing import idea_to_discuss, idea_to_reply_in
from soesmart.participation.rules import AuthorRole, Channel, CommentKind, FormatState, Visibility
from soesmart.participation.services.counters import add_to_campaign, add_to_idea
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.participation.services.screening import Screening, open_case_if_held, screen
from soesmart.participation.services.voices import Door, make_voice, seek_voice, shown_by

LONGEST_COMMENT = 3000
THERE = (Visibility.VISIBLE, Visibility.HELD)


@dataclass(frozen=True)
class CommentWords:
    """What somebody writes. role: as whom she speaks; official: an answer of the town (officers only)."""

    text: str
    kind: CommentKind = CommentKind.REMARK
    role: AuthorRole = AuthorRole.RESIDENT
    official: bool = False


@foreign_nonce_refused()
@transaction.atomic
def write_comment(
    *,
    campaign_key: str,
    number: int,
    words: CommentWords,
    credential: Credential | Door | None,
    author: Person | None = None,
    parent: uuid.UUID | None = None,
    nonce: uuid.UUID,
    channel: Channel = Channel.ONLINE,
    at: datetime,
) -> Comment:
    """Comment on idea `number`, or reply to the comment `parent`. Sent twice (same nonce) it is stored once.

    credential: of a resident, or the door that tells it; None for an officer, who needs no voice and no open window
    (the view has checked the role). Refused when the window is closed, the text empty or longer than 3,000 signs.
    Nine queries, also for a reply or a text that is held; one more for who speaks for the first time.
    """
    text = checked_text(words.text)
    idea = _open_idea(campaign_key, number, nonce, parent, at, needs_window=credential is not None)
    if vars(idea)["is_sent"]:
        return Comment.objects.select_related("idea__campaign").get(nonce=nonce)
    _check_parent(idea, parent)
    shown = shown_by(credential, idea.campaign) if credential else None
    heard = _hear(idea.campaign, shown, text, channel, at)
    comment = Comment.objects.create(
        idea=idea,
        parent_id=vars(idea)["parent_id"] if parent else None,
        kind=words.kind,
        text=text,
        author=author,
        author_role=words.role,
        is_guest=author is None and shown is not None,
        voice=heard.voice,
        is_official=words.official,
        channel=channel,
        visibility=heard.screening.visibility,
        written_at=at,
        nonce=nonce,
    )
    _note(comment, heard, at)
    return comment


@dataclass(frozen=True)
class _Heard:
    """Who speaks, how doubtful it looks, and whether the comment was counted on the campaign with a new voice."""

    voice: Voice | None
    screening: Screening
    is_counted: bool = False


def _note(comment: Comment, heard: "_Heard", at: datetime) -> None:
    """What follows from a new comment: the moderation's case or the counters, and an entry in the log."""
    idea = comment.idea
    open_case_if_held(heard.screening, campaign=idea.campaign, text=comment, at=at, is_new=True)
    if comment.visibility == Visibility.VISIBLE:
        count_comment(comment, 1, is_counted=heard.is_counted)
    town, actor = idea.campaign.municipality.slug, comment.author or "guest"
    audit(actor, "participation.comment.written", comment, town=town, at=at, idea=idea.number)


def _hear(campaign: Campaign, shown: Credential | None, text: str, channel: Channel, at: datetime) -> _Heard:
    """Somebody new is looked at before she gets a voice, so that voice and comment are counted in one go."""
    if shown is None:
        return _Heard(None, screen(campaign=campaign, text=text, voice=None, at=at))
    seat = seek_voice(campaign, shown)
    # Number 0 is nobody's, so that nothing that was written before looks like hers.
    screening = screen(
        campaign=campaign, text=text, voice=seat.voice or Voice(pk=0, campaign=campaign, first_at=at), at=at
    )
    if seat.voice:
        return _Heard(seat.voice, screening)
    seen = int(screening.visibility == Visibility.VISIBLE)
    made = make_voice(seat, campaign=campaign, credential=shown, channel=channel, at=at, comments=seen)
    return _Heard(made, screening, is_counted=True)


def checked_text(typed: str) -> str:
    """The words without blanks around them; Refused when nothing or too much is left."""
    text = typed.strip()
    if not text:
        raise Refused("participation.comment.empty", "Bitte etwas schreiben.", "text")
    if len(text) > LONGEST_COMMENT:
        raise Refused(
            "participation.comment.long",
            f"Der Text hat {format_number(len(text))} Zeichen, höchstens {format_number(LONGEST_COMMENT)} sind möglich."
            " Bitte kürzen oder auf mehrere Kommentare verteilen. Es ist noch alles da.",
            "text",
        )
    return text


def count_comment(comment: Comment, more: int, *, is_counted: bool = False) -> None:
    """A comment became visible (+1) or ceased to be (-1): keep the counters of campaign and idea right."""
    add_to_idea(comment.idea_id, comments=more)
    if not is_counted:  # on the campaign, with a new voice
        add_to_campaign(comment.idea.campaign_id, comments=more)


@transaction.atomic
def edit_comment(*, actor: object, comment: Comment, words: CommentWords, at: datetime) -> Comment:
    """Change one's own words (the view has asked `may_edit_comment`); they are screened again."""
    text = checked_text(words.text)
    comment = _locked(comment)
    campaign = comment.idea.campaign
    if comment.visibility not in THERE:
        raise Refused("participation.comment.gone", "Diesen Kommentar gibt es nicht mehr.", "text")
    screening = screen(campaign=campaign, text=text, voice=comment.voice, at=at, but=comment)
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
    comment = _locked(comment)
    if comment.visibility not in THERE:  # the button was pressed twice
        return
    if comment.visibility == Visibility.VISIBLE:
        count_comment(comment, -1)
    comment.visibility, comment.text, comment.edited_at = Visibility.WITHDRAWN, "", at
    comment.save(update_fields=["visibility", "text", "edited_at"])
    town = comment.idea.campaign.municipality.slug
    audit(actor, "participation.comment.withdrawn", comment, town=town, at=at)


def _locked(comment: Comment) -> Comment:
    """The comment as it is now, so that two windows of one person do not count it twice."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("idea__campaign__municipality", "voice")
    return rows.get(pk=comment.pk)


def _open_idea(
    campaign_key: str, number: int, nonce: uuid.UUID, parent: uuid.UUID | None, at: datetime, *, needs_window: bool
) -> Idea:
    """The idea with all that must be known before writing, in one query; its campaign is locked."""
    wanted = {"key": campaign_key, "number": number, "nonce": nonce, "at": at}
    idea = idea_to_reply_in.first(**wanted, parent=parent) if parent else idea_to_discuss.first(**wanted)
    if idea is None or idea.visibility != Visibility.VISIBLE:
        raise Refused("participation.idea.gone", "Diese Idee gibt es hier nicht mehr. Bitte die Liste neu laden.")
    state = idea.campaign.state
    is_open = vars(idea)["is_open"] and state == FormatState.PUBLISHED if needs_window else state != FormatState.DRAFT
    if not is_open:
        raise Refused(
            "participation.window.closed",
            "Kommentare werden gerade nicht angenommen. Wann es geht, steht auf der Seite der Beteiligung. Der Text"
            " steht noch im Feld: Am besten kopieren und aufheben.",
        )
    return idea


def _check_parent(idea: Idea, parent: uuid.UUID | None) -> None:
    if parent is None:
        return
    if vars(idea)["parent_id"] is None:
        raise Refused("participation.comment.parent", "Der Kommentar, auf den das antwortet, ist nicht mehr da.")
    if vars(idea)["grandparent_id"]:
        raise Refused("participation.comment.depth", "Bitte auf den ersten Kommentar dieses Gesprächs antworten.")
