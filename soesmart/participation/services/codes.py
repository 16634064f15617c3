"""Codes of letters: made together, handed out once, kept only as keyed hashes, revoked together."""

import random
import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from soesmart.core.audit import audit
from soesmart.core.ids import new_code
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.credentials import CODE_LENGTH, Credential, Kind, credential_digest
from soesmart.participation.models import AccessCode, Campaign, CodeBatch
from soesmart.participation.rules import FormatState, Who
from soesmart.participation.services.once import foreign_nonce_refused

MOST_CODES = 10_000
MOST_OF_A_CAMPAIGN = 500_000
_AT_ONCE = 2_000


@foreign_nonce_refused()
@transaction.atomic
def make_codes(
    *,
    actor: object,
    campaign: Campaign,
    label: str,
    number: int,
    nonce: uuid.UUID,
    rng: random.Random | None = None,
    at: datetime,
) -> tuple[CodeBatch, list[str]]:
    """A batch of `number` codes (1 to 10,000), and the codes in clear: whoever calls hands them out, nobody keeps them.

    Refused where the campaign asks for no codes; `Conflict` when the same form (nonce) made its batch already.
    """
    stored = Campaign.objects.select_for_update().get(pk=campaign.pk)
    _check(stored, label, number, nonce)
    batch = CodeBatch.objects.create(
        campaign=stored, label=label.strip(), number_of_codes=number, made_at=at, nonce=nonce
    )
    codes = _new_codes(number, rng)
    AccessCode.objects.bulk_create(
        (
            AccessCode(batch=batch, campaign=stored, digest=credential_digest(stored, Credential(Kind.CODE, code)))
            for code in codes
        ),
        batch_size=_AT_ONCE,
    )
    town = stored.municipality.slug
    audit(actor, "participation.codes.made", stored, town=town, at=at, batch=batch.pk, number=number)
    return batch, codes


def _check(stored: Campaign, label: str, number: int, nonce: uuid.UUID) -> None:
    # Where anyone may take part, codes stand on the cards that are sent out, so that paper counts once too.
    if stored.who not in (Who.CODE, Who.ANYONE) or stored.state == FormatState.ARCHIVED:
        text = "Hier braucht es keine Codes: Mitmachen geht mit Konto oder Adresse, oder die Beteiligung ist abgelegt."
        raise Refused("participation.codes.useless", text)
    if not label.strip():
        raise Refused("participation.codes.label", "Bitte sagen, wofür die Codes sind.", "label")
    if not 1 <= number <= MOST_CODES:
        raise Refused("participation.codes.number", "Bitte 1 bis 10.000 Codes auf einmal machen.", "number")
    if CodeBatch.objects.filter(nonce=nonce).exists():
        raise Conflict(
            "participation.codes.made",
            "Diese Codes sind schon gemacht, und nur die eine Datei enthält sie. Ist sie verloren, bitte den Satz "
            "unten sperren und neue Codes machen.",
        )
    made = CodeBatch.objects.filter(campaign=stored).aggregate(made=Sum("number_of_codes"))["made"] or 0
    if made + number > MOST_OF_A_CAMPAIGN:
        raise Refused("participation.codes.many", "So viele Codes kann eine Beteiligung nicht haben.", "number")


def _new_codes(number: int, rng: random.Random | None) -> list[str]:
    codes: dict[str, None] = {}
    while len(codes) < number:
        codes[new_code(CODE_LENGTH, rng)] = None
    return list(codes)


@transaction.atomic
def revoke_codes(*, actor: object, batch: CodeBatch, at: datetime) -> CodeBatch:
    """The codes open no door any more. What was said with them stays and counts. Twice is once."""
    if CodeBatch.objects.filter(pk=batch.pk, revoked_at=None).update(revoked_at=at):
        _note(actor, batch, "revoked", at)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def allow_codes_again(*, actor: object, batch: CodeBatch, at: datetime) -> CodeBatch:
    """Undo the revoking."""
    if CodeBatch.objects.filter(pk=batch.pk, revoked_at__isnull=False).update(revoked_at=None):
        _note(actor, batch, "allowed", at)
    batch.refresh_from_db()
    return batch


def _note(actor: object, batch: CodeBatch, how: str, at: datetime) -> None:
    campaign = batch.campaign
    audit(actor, f"participation.codes.{how}", campaign, town=campaign.municipality.slug, at=at, batch=batch.pk)
