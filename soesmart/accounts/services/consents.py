"""What a person agreed to, with version and time of the text."""

from datetime import datetime

from django.db import transaction

from soesmart.accounts import rules
from soesmart.accounts.models import Consent, Person
from soesmart.core.audit import audit
from soesmart.region.models import Municipality

VERSIONS = {Consent.Text.PRIVACY: rules.PRIVACY_VERSION, Consent.Text.NEWSLETTER: rules.NEWSLETTER_VERSION}


@transaction.atomic
def give_consent(*, person: Person, town: Municipality, text: Consent.Text, at: datetime) -> Consent:
    """Agree to the present version of a text; agreeing twice is one consent."""
    consent, new = Consent.objects.get_or_create(
        municipality=town,
        person=person,
        text=text,
        version=VERSIONS[text],
        withdrawn_at=None,
        defaults={"given_at": at},
    )
    if new:
        audit(person, "accounts.consent.given", person, town=town.slug, at=at, text=text.value, version=VERSIONS[text])
    return consent


@transaction.atomic
def withdraw_consent(*, person: Person, town: Municipality, text: Consent.Text, at: datetime) -> int:
    """Take a consent back, in all its versions; returns how many were open."""
    ended = Consent.objects.filter(municipality=town, person=person, text=text, withdrawn_at=None).update(
        withdrawn_at=at
    )
    if ended:
        audit(person, "accounts.consent.withdrawn", person, town=town.slug, at=at, text=text.value)
    return ended


def is_current(consent: Consent | None) -> bool:
    """Whether somebody agreed to the text as it stands today."""
    return bool(consent) and consent.version == VERSIONS[Consent.Text(consent.text)]  # type: ignore[union-attr]
