"""Voices for opinions that are entered in bulk: found by their credential, else made in the order of the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import AccessCode, Campaign, Voice
from soesmart.participation.services.entry_checks import EntryErrors, RecordedOpinion
from soesmart.participation.services.portions import PORTION, portions

UNKNOWN = "Diesen Code gibt es in dieser Beteiligung nicht."
REVOKED = "Dieser Code wurde gesperrt."


@dataclass
class Entered:
    """The voices behind the rows.

    digests: of each row; voices: by digest, new ones without primary key; codes: by digest, of letters that were shown.
    """

    digests: list[str]
    voices: dict[str, Voice] = field(default_factory=dict)
    codes: dict[str, AccessCode] = field(default_factory=dict)
    new: list[Voice] = field(default_factory=list)
    told: list[Voice] = field(default_factory=list)

    def __getitem__(self, place: int) -> Voice:
        return self.voices[self.digests[place]]


def voices_for(campaign: Campaign, rows: Sequence[RecordedOpinion], at: datetime) -> Entered:
    """The voice of every row; new ones have their number, but are not saved. EntryErrors for unknown or revoked codes.

    Call it inside a transaction that locked the campaign. Two queries per 500 credentials.
    """
    # The keyed hash is made once per credential: a card speaks of many ideas.
    known = {who: credential_digest(campaign, who) for who in dict.fromkeys(row.credential for row in rows)}
    entered = Entered([known[row.credential] for row in rows])
    for portion in portions(known.values()):
        found = Voice.objects.filter(campaign=campaign, credential__in=portion)
        entered.voices |= {voice.credential: voice for voice in found}
    _find_codes(campaign, known, rows, entered)
    for row, digest in zip(rows, entered.digests, strict=True):
        _introduce(campaign, row, digest, entered, row.given_at or at)
    return entered


def save_voices(entered: Entered) -> None:
    """Store the new voices, and tie them to the codes that brought them in."""
    Voice.objects.bulk_create(entered.new, batch_size=PORTION)
    used = [code for digest, code in entered.codes.items() if code.voice_id is None]
    for code in used:
        code.voice = entered.voices[code.digest]
    AccessCode.objects.bulk_update(used, ["voice"], batch_size=PORTION)
    about: dict[tuple[int | None, str], list[str]] = {}
    for voice in entered.told:
        about.setdefault((voice.district_id, voice.age_band), []).append(str(voice.pk))
    for (district, age_band), voices in about.items():
        for portion in portions(voices):
            Voice.objects.filter(pk__in=portion).update(district=district, age_band=age_band)


def _find_codes(
    campaign: Campaign, known: dict[Credential, str], rows: Sequence[RecordedOpinion], entered: Entered
) -> None:
    typed = {digest for who, digest in known.items() if who.kind == Kind.CODE}
    for portion in portions(sorted(typed)):
        codes = AccessCode.objects.filter(campaign=campaign, digest__in=portion).select_related("batch", "voice")
        entered.codes |= {code.digest: code for code in codes}
    # The code knows its voice; after a person's data were erased the voice no longer carries the code's digest.
    entered.voices |= {digest: code.voice for digest, code in entered.codes.items() if code.voice}
    faults = {digest: UNKNOWN for digest in typed if digest not in entered.codes}
    faults |= {digest: REVOKED for digest, code in entered.codes.items() if code.batch.revoked_at}
    if faults:
        places = enumerate(entered.digests, start=1)
        raise EntryErrors([(place, faults[digest]) for place, digest in places if digest in faults])


def _introduce(campaign: Campaign, row: RecordedOpinion, digest: str, entered: Entered, given_at: datetime) -> None:
    """Make the voice where there is none, and note what she says of herself where she has not said it before."""
    voice = entered.voices.get(digest)
    if voice is None:
        voice = Voice(
            campaign=campaign,
            number=campaign.voices + len(entered.new) + 1,
            credential=digest,
            channel=row.channel,
            person=row.credential.person,
            first_at=given_at,
        )
        entered.voices[digest] = voice
        entered.new.append(voice)
    voice.first_at = min(voice.first_at, given_at) if voice.pk is None else voice.first_at
    says_more = (row.district and not voice.district_id) or (row.age_band and not voice.age_band)
    if says_more:
        voice.district_id = voice.district_id or (row.district.pk if row.district else None)
        voice.age_band = voice.age_band or row.age_band
        if voice.pk and voice not in entered.told:
            entered.told.append(voice)
