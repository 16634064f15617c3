"""One person, one voice: found by her credential, made when she first speaks."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from soesmart.core.refusals import Forbidden
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import AccessCode, Campaign, Voice
from soesmart.participation.rules import Channel, Who
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


@dataclass(frozen=True)
class About:
    """What somebody says of herself, voluntarily."""

    district: District | None = None
    age_band: str = ""


def find_voice(campaign: Campaign, credential: Credential) -> Voice | None:
    """The voice of a credential; None while it has not spoken. One query."""
    return Voice.objects.filter(campaign=campaign, credential=credential_digest(campaign, credential)).first()


def take_voice(
    *, campaign: Campaign, credential: Credential, channel: Channel, at: datetime, opinions: int = 0, spent: int = 0
) -> tuple[Voice, bool]:
    """The voice of a credential, and whether it is new; call it inside a transaction that locked the campaign.

    A new voice is made with `opinions` and `spent` already counted, on it and on the campaign. Forbidden when the
    campaign asks for another kind of credential, or when the code is unknown or revoked.
    """
    if credential.kind not in DOORS[Who(campaign.who)]:
        raise Forbidden("participation.voice.door", REFUSALS[Who(campaign.who)])
    code = _valid_code(campaign, credential) if credential.kind == Kind.CODE else None
    found = code.voice if code else find_voice(campaign, credential)
    if found:
        return found, False
    number = campaign.voices + 1
    Campaign.objects.filter(pk=campaign.pk).update(voices=F("voices") + 1, opinions=F("opinions") + opinions)
    voice = Voice.objects.create(
        campaign=campaign,
        number=number,
        credential=code.digest if code else credential_digest(campaign, credential),
        channel=channel,
        person=credential.person,
        opinions=opinions,
        spent=spent,
        first_at=at,
    )
    if code:
        AccessCode.objects.filter(pk=code.pk).update(voice=voice)
    return voice, True


def is_valid_code(campaign: Campaign, typed: str) -> bool:
    """Whether a code of a letter opens this campaign."""
    return _code(campaign, Credential(Kind.CODE, typed)) is not None


def _valid_code(campaign: Campaign, credential: Credential) -> AccessCode:
    code = _code(campaign, credential)
    if code is None:
        raise Forbidden(
            "participation.code.unknown",
            "Diesen Code kennen wir in dieser Beteiligung nicht. Bitte genau so eingeben, wie er im Brief steht.",
        )
    return code


def _code(campaign: Campaign, credential: Credential) -> AccessCode | None:
    digest = credential_digest(campaign, credential)
    codes = AccessCode.objects.filter(campaign=campaign, digest=digest, batch__revoked_at=None)
    return codes.select_related("voice").first()


def say_about_oneself(*, voice: Voice, about: About) -> None:
    """Store district and age band, or take them back with an empty About. Not audited: it is nobody's business."""
    Voice.objects.filter(pk=voice.pk).update(district=about.district, age_band=about.age_band)
