"""Hand in an idea, change it, take it back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, QuerySet

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.numbers import format_number
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.access import open_rights
from soesmart.participation.credentials import Credential
from soesmart.participation.geography import Place, fault_of, outline_of
from soesmart.participation.models import Campaign, Category, Idea, IdeaLink, Step
from soesmart.participation.pictures import drop_picture
from soesmart.participation.rules import AnswerTime, AuthorRole, Channel, Right, StepKind, Visibility
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.participation.services.screening import open_case_if_held, screen
from soesmart.participation.services.voices import take_voice
from soesmart.region.models import District


@dataclass(frozen=True)
class IdeaWords:
    """What a card says. lat, lon: degrees, both or none; picture: name of a stored file."""

    title: str
    what: str
    beneficiaries: str = ""
    category: Category | None = None
    district: District | None = None
    place: str = ""
    lat: Decimal | None = None
    lon: Decimal | None = None
    picture: str = ""
    picture_alt: str = ""


@dataclass(frozen=True)
class Origin:
    """Where an idea comes from. credential: of a resident; None for what the office enters or imports."""

    credential: Credential | None = None
    author: Person | None = None
    role: AuthorRole = AuthorRole.RESIDENT
    channel: Channel = Channel.ONLINE
    reference: str = ""
    source: str = ""
    invented: bool = False


@foreign_nonce_refused()
@transaction.atomic
def submit_idea(*, campaign: Campaign, words: IdeaWords, origin: Origin, nonce: uuid.UUID, at: datetime) -> Idea:
    """Add an idea to a campaign, with the first step of its way. Sent twice (same nonce) it is stored once.

    Refused when residents hand in too early or too late, when words are missing, or the place is not in the town.
    """
    campaign = Campaign.objects.select_for_update().select_related("municipality").get(pk=campaign.pk)
    if sent := Idea.objects.filter(nonce=nonce, campaign=campaign).first():
        return sent
    check_words(words)
    check_place(words, campaign)
    voice = None
    if origin.credential:
        if Right.SUBMIT not in open_rights(campaign, at):
            raise Refused("participation.window.closed", "Ideen werden gerade nicht angenommen.")
        voice, _ = take_voice(campaign=campaign, credential=origin.credential, channel=origin.channel, at=at)
    screening = screen(campaign=campaign, text=f"{words.title}\n{words.what}", voice=voice, at=at, of=Idea)
    idea = Idea.objects.create(
        campaign=campaign,
        number=campaign.last_idea_number + 1,
        reference=origin.reference,
        channel=origin.channel,
        author=origin.author,
        author_role=origin.role,
        is_guest=origin.author is None and origin.credential is not None,
        voice=voice,
        visibility=screening.visibility,
        received_at=at,
        answer_due_at=AnswerTime(campaign.answer_days).due(at) if campaign.answer_days else None,
        nonce=nonce,
        source=origin.source,
        invented=origin.invented,
        **vars(words),
    )
    seen = int(idea.visibility == Visibility.VISIBLE)
    Campaign.objects.filter(pk=campaign.pk).update(last_idea_number=idea.number, ideas_count=F("ideas_count") + seen)
    Step.objects.create(idea=idea, kind=StepKind.RECEIVED, at=at)
    open_case_if_held(screening, campaign=campaign, text=idea, at=at)
    actor: object = origin.author or ("guest" if origin.credential else "system:import")
    audit(actor, "participation.idea.submitted", idea, town=campaign.municipality.slug, at=at, number=idea.number)
    return idea


@transaction.atomic
def edit_idea(*, actor: object, idea: Idea, words: IdeaWords, revision: int, at: datetime) -> Idea:
    """Change the words of a card; `Conflict` when it changed since `revision`.

    A change by staff is a public step; words that the author changed are screened again.
    """
    check_words(words)
    campaign, is_own = idea.campaign, idea.author is not None and actor == idea.author
    check_place(words, campaign)
    before = Idea.objects.filter(pk=idea.pk, revision=revision).values_list("picture", "visibility").first()
    changed = Idea.objects.filter(pk=idea.pk, revision=revision).update(revision=F("revision") + 1, **vars(words))
    if not changed or before is None:
        raise Conflict(
            "participation.idea.changed",
            "Diese Idee hat gerade jemand anderes geändert. Bitte den neuen Stand ansehen.",
        )
    if before[0] != words.picture:
        drop_picture(before[0])
    idea.refresh_from_db()
    if is_own:
        _screen_again(idea, at)
    else:
        by = actor if isinstance(actor, Person) else None
        Step.objects.create(idea=idea, kind=StepKind.EDITED, at=at, by=by)
    audit(actor, "participation.idea.edited", idea, town=campaign.municipality.slug, at=at, revision=idea.revision)
    return idea


def _screen_again(idea: Idea, at: datetime) -> None:
    if idea.visibility != Visibility.VISIBLE:
        return
    screening = screen(campaign=idea.campaign, text=f"{idea.title}\n{idea.what}", voice=idea.voice, at=at, but=idea)
    if screening.held:
        Idea.objects.filter(pk=idea.pk).update(visibility=Visibility.HELD)
        idea.visibility = Visibility.HELD
        Campaign.objects.filter(pk=idea.campaign_id).update(ideas_count=F("ideas_count") - 1)
        open_case_if_held(screening, campaign=idea.campaign, text=idea, at=at)


@transaction.atomic
def withdraw_idea(*, actor: object, idea: Idea, at: datetime) -> None:
    """Take one's own idea back: it disappears from the list with its picture, its number stays taken."""
    now = Idea.objects.select_for_update().get(pk=idea.pk)
    if now.visibility not in (Visibility.VISIBLE, Visibility.HELD):  # the button was pressed twice
        return
    gone = {"visibility": Visibility.WITHDRAWN, "picture": "", "picture_alt": ""}
    Idea.objects.filter(pk=idea.pk).update(revision=F("revision") + 1, **gone)
    if now.visibility == Visibility.VISIBLE:
        Campaign.objects.filter(pk=idea.campaign_id).update(ideas_count=F("ideas_count") - 1)
    drop_picture(now.picture)
    audit(actor, "participation.idea.withdrawn", idea, town=idea.campaign.municipality.slug, at=at)


@transaction.atomic
def forget_pictures(*, ideas: "QuerySet[Idea]") -> None:
    """Delete the pictures of `ideas`: of somebody who leaves, or of what the moderation took away for good.

    Not audited by itself: it is part of a change that is.
    """
    for name in ideas.exclude(picture="").values_list("picture", flat=True):
        drop_picture(name)
    ideas.exclude(picture="").update(picture="", picture_alt="")


@transaction.atomic
def link_ideas(*, actor: object, idea: Idea, others: Sequence[Idea], at: datetime) -> None:
    """Make `others` (of the same campaign) the ideas that this one was thought together with."""
    pairs = {(min(idea.pk, other.pk), max(idea.pk, other.pk)) for other in others if other.pk != idea.pk}
    idea.links_out.exclude(second__in=[second for _, second in pairs]).delete()
    idea.links_in.exclude(first__in=[first for first, _ in pairs]).delete()
    IdeaLink.objects.bulk_create(
        [IdeaLink(first_id=first, second_id=second) for first, second in sorted(pairs)], ignore_conflicts=True
    )
    audit(actor, "participation.idea.linked", idea, town=idea.campaign.municipality.slug, at=at, links=len(pairs))


def check_words(words: IdeaWords) -> None:
    """Refused with the field when a card says too little or too much."""
    if not words.title.strip():
        raise Refused("participation.idea.title", "Bitte der Idee einen Titel geben.", "title")
    if len(words.title) > 120:
        raise Refused("participation.idea.title", "Der Titel darf höchstens 120 Zeichen haben.", "title")
    if not words.what.strip():
        raise Refused("participation.idea.what", "Bitte kurz beschreiben, was getan werden soll.", "what")
    if len(words.what) > 5000:
        length = format_number(len(words.what))
        text = f"Die Beschreibung hat {length} Zeichen, höchstens 5.000 sind möglich. Bitte kürzen."
        raise Refused("participation.idea.what", text, "what")
    for field, most in (("beneficiaries", 300), ("place", 200), ("picture_alt", 200)):
        if len(getattr(words, field)) > most:
            raise Refused(f"participation.idea.{field}", f"Hier sind höchstens {most} Zeichen möglich.", field)
    if (words.lat is None) != (words.lon is None):
        raise Refused("participation.idea.place", "Bitte beide Koordinaten angeben oder keine.", "lat")


def check_place(words: IdeaWords, campaign: Campaign) -> None:
    """Refused when the point of a card lies outside the town. One query, none without a point."""
    if words.lat is None or words.lon is None:
        return
    if fault := fault_of(Place(words.lat, words.lon), outline_of(), campaign.municipality.name):
        raise Refused("participation.idea.outside", fault, "lat")
