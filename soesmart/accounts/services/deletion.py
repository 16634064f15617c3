"""Leaving: every module forgets the person, counts stay, the account goes."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F
from django_scopes import scope

from soesmart.accounts import queries
from soesmart.accounts.models import ClosedAccounts, Membership, Person
from soesmart.core.audit import audit
from soesmart.core.module import modules
from soesmart.core.outbox import forget_recipient, queue_mail
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality

FAREWELL = """Guten Tag,

das Konto mit dieser E-Mail-Adresse ist gelöscht. Name, E-Mail-Adresse, Passkeys und Aufgaben sind weg.
Was andere schon gezählt haben, zum Beispiel Zustimmungen zu Ideen, bleibt als reine Zahl stehen.

Das war jemand anderes? Dann bitte gleich bei der Stadt melden: {link}
"""


@transaction.atomic
def delete_account(*, person: Person, town: Municipality, link: str, at: datetime) -> None:
    """Delete a person's account in all towns. `town` is where she asked; `link` its address for the last mail.

    Refused while she is the last administrator of a town.
    """
    if alone := queries.towns_only_she_administers(person):
        names = ", ".join(place.name for place in alone)
        raise Refused(
            "accounts.deletion.last_administrator",
            f"In {names} verwaltet sonst niemand die Stadt. Bitte diese Aufgabe zuerst einer anderen Person geben.",
        )
    for place in queries.all_towns():
        with scope(municipality=place):
            _leave(person, place, at)
    for session in UserSession.objects.filter(user=person):
        session.end()
    forget_recipient(person.email)
    queue_mail(
        key=f"accounts.deleted:{person.pk}",
        to=person.email,
        subject="Das Konto ist gelöscht",
        text=FAREWELL.format(link=link),
        at=at,
        town=town.slug,
    )
    audit(person, "accounts.person.deleted", person, at=at)
    person.delete()


def _leave(person: Person, town: Municipality, at: datetime) -> None:
    was_here = Membership.objects.filter(person=person).exists()
    for module in modules():
        module.erase_person(person, at)
    if was_here:
        ClosedAccounts.objects.get_or_create(municipality=town)
        ClosedAccounts.objects.filter(municipality=town).update(number=F("number") + 1)
        audit(person, "accounts.town.left", person, town=town.slug, at=at)
