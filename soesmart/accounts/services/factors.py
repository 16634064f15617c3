"""A lost device: the office lets somebody set up her second step anew."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from soesmart.accounts import queries
from soesmart.accounts.models import Person, RoleAssignment
from soesmart.accounts.services.roles import require_administrator
from soesmart.core.audit import audit
from soesmart.core.outbox import queue_mail
from soesmart.core.refusals import Forbidden, Refused
from soesmart.region.models import Municipality

LETTER = """Guten Tag,

die Stadtadministration von {town} hat den zweiten Schritt dieses Kontos zurückgesetzt, zum Beispiel weil ein Handy
verloren ging. Passkeys, Code-App und Ersatzcodes gelten nicht mehr.

Beim nächsten Anmelden mit dem Code aus der E-Mail lässt sich ein neuer zweiter Schritt einrichten.

Niemand hat darum gebeten? Dann bitte gleich bei der Stadt nachfragen.
"""


@transaction.atomic
def reset_second_factor(*, actor: Person | str, person: Person, town: Municipality, at: datetime) -> int:
    """Remove all second factors of a person with a role in the town, and write to her; returns how many there were.

    Refused for oneself: who still gets in can use the own pages, and a stolen session must not get rid of the step.
    Refused for who has a role in another town too: one account serves all towns, and none may open the others' doors.
    """
    require_administrator(actor, town)
    if isinstance(actor, Person) and queries.has_office_outside(person, town):
        raise Refused(
            "accounts.factor.other_towns",
            "Dieses Konto hat auch Aufgaben außerhalb dieser Stadt. Zurücksetzen kann hier nur, wer die Plattform "
            "betreibt (soesmart reset-second-factor).",
        )
    if actor == person:
        raise Refused("accounts.factor.own", "Den eigenen zweiten Schritt ändert man unter „Mein Bereich“.")
    if not RoleAssignment.objects.filter(municipality=town, person=person).exists():
        raise Forbidden("accounts.factor.no_role", "Das geht nur für Menschen mit einer Aufgabe in dieser Stadt.")
    gone, _ = Authenticator.objects.filter(user=person).delete()
    if gone:
        audit(actor, "accounts.factor.reset", person, town=town.slug, at=at, number=gone)
        queue_mail(
            key=f"accounts.factor.reset:{person.pk}:{at.isoformat()}",
            to=person.email,
            subject="Der zweite Schritt wurde zurückgesetzt",
            text=LETTER.format(town=town.name),
            at=at,
            town=town.slug,
        )
    return gone
