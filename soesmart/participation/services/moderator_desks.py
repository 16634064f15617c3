"""How moderators work: digest, absence, deputy; and what the town adds to the lists of the score."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from soesmart.accounts.models import Person, RoleAssignment
from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.models import HouseRules, ModeratorDesk
from soesmart.participation.queries.house_rules import forget_known
from soesmart.region.models import Municipality


@dataclass(frozen=True)
class Absence:
    """first and last day, both or none; deputy: somebody with a role in the town."""

    first: date | None = None
    last: date | None = None
    deputy: Person | None = None


@transaction.atomic
def set_desk(
    *, person: Person, municipality: Municipality, wants_digest: bool, absence: Absence, at: datetime
) -> ModeratorDesk:
    """Say how one works. Refused when the deputy has no role in the town, or is oneself."""
    deputy = absence.deputy
    if deputy and (deputy == person or not RoleAssignment.objects.filter(person=deputy).exists()):
        raise Refused("participation.desk.deputy", "Vertreten kann, wer in dieser Stadt eine Aufgabe hat.", "deputy")
    facts = {
        "wants_digest": wants_digest,
        "away_from": absence.first,
        "away_until": absence.last,
        "deputy": deputy,
    }
    desk, _ = ModeratorDesk.objects.update_or_create(municipality=municipality, person=person, defaults=facts)
    # A deputy gets rights for these days: that belongs into the log. An absence alone is nobody's business.
    lent = {"deputy": str(deputy.pk), "first": absence.first, "last": absence.last} if deputy else {}
    audit(person, "participation.desk.set", desk, town=municipality.slug, at=at, **lent)
    return desk


@transaction.atomic
def set_house_rules(*, actor: object, municipality: Municipality, words: str, hosts: str, at: datetime) -> HouseRules:
    """Replace the town's own words and hosts, one per line."""
    rules, _ = HouseRules.objects.update_or_create(municipality=municipality, defaults={"words": words, "hosts": hosts})
    numbers = {"words": len(words.split()), "hosts": len(hosts.split())}
    audit(actor, "participation.house_rules.set", rules, town=municipality.slug, at=at, **numbers)
    transaction.on_commit(lambda: forget_known(municipality.pk))
    return rules
