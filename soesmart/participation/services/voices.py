"""One person, one voice: found by her credential, made when she first speaks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from soesmart.core.refusals import Forbidden
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import AccessCode, Campaign, Idea, Opinion, Voice
from soesmart.participation.queries.before_writing import SAID, voice_of_digest
from soesmart.participation.rules import Channel, Who
from soesmart.participation.services.counters import add_to_campaign
from soesmart.region.models import District

# Which credentials open which door. Paper cards are entered by the office, which answers for them.
DOORS = {
    Who.ANYONE: {Kind.BROWSER, Kind.EMAIL, Kind.PERSON, Kind.CODE, Kind.CARD},
    Who.EMAIL: {Kind.EMAIL, Kind.CARD},
    Who.CODE: {Kind.CODE, Kind.CARD},
    Who.PERSON: {Kind.PERSON, Kind.CARD},
}
REFUSALS = {
    Who.ANYONE: "Bitte die Seite neu laden und noch einmal senden.",
    Who.EMAIL: "Hier macht mit, wer eine E-Mail-Adresse bestätigt. Bitte zuerst die Adresse eingeben.",
    Who.CODE: "Hier macht mit, wer einen Code aus dem Brief hat. Bitte zuerst den Code eingeben.",
    Who.PERSON: "Hier macht mit, wer angemeldet ist. Bitte zuerst anmelden.",
}
UNKNOWN_CODE = "Diesen Code kennen wir in dieser Beteiligung nicht. Bitte genau so eingeben, wie er im Brief steht."

# What a browser shows for a campaign, asked once the campaign is read: spares the view a query of its own.
Door = Callable[[Campaign], Credential | None]


@dataclass(frozen=True)
class Seat:
    """What a credential leads to: the voice, if it spoke before; what it said of an idea; the code of a letter."""

    voice: Voice | None
    before: Opinion | None = None
    code: AccessCode | None = None


@dataclass(frozen=True)
class About:
    """What somebody says of herself, voluntarily."""

    district: District | None = None
    age_band: str = ""


def find_voice(campaign: Campaign, credential: Credential) -> Voice | None:
    """The voice of a credential; None while it has not spoken. One query."""
    return Voice.objects.filter(campaign=campaign, credential=credential_digest(campaign, credential)).first()


def shown_by(credential: Credential | Door, campaign: Campaign) -> Credential:
    """The credential itself; Forbidden when a door has none to show."""
    shown = credential(campaign) if callable(credential) else credential
    if shown is None:
        raise Forbidden("participation.voice.door", REFUSALS[Who(campaign.who)])
    return shown


def seek_voice(campaign: Campaign, credential: Credential, idea: Idea | None = None) -> Seat:
    """What a credential leads to, with what it said of `idea` before. One query.

    Forbidden when the campaign asks for another kind of credential, or when the code is unknown or revoked.
    """
    if credential.kind not in DOORS[Who(campaign.who)]:
        raise Forbidden("participation.voice.door", REFUSALS[Who(campaign.who)])
    if credential.kind == Kind.CODE:
        code = _with_said(_codes(campaign, credential).select_related("voice"), idea, "voice__opinion_rows").first()
        if code is None:
            raise Forbidden("participation.code.unknown", UNKNOWN_CODE)
        return Seat(code.voice, _said(code, code.voice, idea), code)
    if credential.is_new:
        return Seat(None)
    digest = credential_digest(campaign, credential)
    voice = voice_of_digest.first(campaign=campaign.pk, digest=digest, idea=idea.pk if idea else 0)
    return Seat(voice, _said(voice, voice, idea))


def take_voice(
    *, campaign: Campaign, credential: Credential, channel: Channel, at: datetime, opinions: int = 0, spent: int = 0
) -> tuple[Voice, bool]:
    """The voice of a credential, and whether it is new; call it inside a transaction that locked the campaign.

    Refusals as of `seek_voice`, the other arguments as of `make_voice`.
    """
    seat = seek_voice(campaign, credential)
    if seat.voice:
        return seat.voice, False
    made = make_voice(
        seat, campaign=campaign, credential=credential, channel=channel, at=at, opinions=opinions, spent=spent
    )
    return made, True


def make_voice(
    seat: Seat,
    *,
    campaign: Campaign,
    credential: Credential,
    channel: Channel,
    at: datetime,
    opinions: int = 0,
    spent: int = 0,
    comments: int = 0,
) -> Voice:
    """A voice with `opinions` and `spent` already counted on it, and with `comments` on the campaign."""
    add_to_campaign(campaign.pk, voices=1, opinions=opinions, comments=comments)
    voice = Voice.objects.create(
        campaign=campaign,
        number=campaign.voices + 1,
        credential=seat.code.digest if seat.code else credential_digest(campaign, credential),
        channel=channel,
        person=credential.person,
        opinions=opinions,
        spent=spent,
        first_at=at,
    )
    if seat.code:
        AccessCode.objects.filter(pk=seat.code.pk).update(voice=voice)
    return voice


def is_valid_code(campaign: Campaign, typed: str) -> bool:
    """Whether a code of a letter opens this campaign."""
    return _codes(campaign, Credential(Kind.CODE, typed)).exists()


def _codes(campaign: Campaign, credential: Credential) -> "QuerySet[AccessCode]":
    digest = credential_digest(campaign, credential)
    found: QuerySet[AccessCode] = AccessCode.objects.filter(campaign=campaign, digest=digest, batch__revoked_at=None)
    return found


def _with_said(rows: "QuerySet[Any]", idea: Idea | None, relation: str) -> "QuerySet[Any]":
    """The rows, each beside the opinion of its voice on `idea`."""
    if idea is None:
        return rows
    said = FilteredRelation(relation, condition=Q(**{f"{relation}__idea": idea}))
    return rows.annotate(said=said, **{f"said_{name}": F(f"said__{name}") for name in SAID})


def _said(row: Any, voice: Voice | None, idea: Idea | None) -> Opinion | None:
    if voice is None or idea is None or row.said_id is None:
        return None
    return Opinion(voice=voice, idea=idea, **{name: getattr(row, f"said_{name}") for name in SAID})


def say_about_oneself(*, voice: Voice, about: About) -> None:
    """Store district and age band, or take them back with an empty About. Not audited: it is nobody's business."""
    Voice.objects.filter(pk=voice.pk).update(district=about.district, age_band=about.age_band)
