"""What accounts knows of a person, told and forgotten: its part of the module contract."""

from collections.abc import Iterator
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from soesmart.accounts.models import Consent, Membership, Person, RoleAssignment
from soesmart.core.module import PersonalRecords

KINDS = {"totp": "Code-App", "webauthn": "Passkey", "recovery_codes": "Ersatzcodes"}


def export_person(person: Person) -> Iterator[PersonalRecords]:
    """The account itself, and what the town of the scope keeps. Secrets of second factors are not told."""
    yield PersonalRecords("Anschrift und Kennung", "Anmelden und Nachrichten zum Konto", _account(person))
    yield PersonalRecords("Zweiter Schritt", "Schutz des Kontos", _factors(person))
    yield PersonalRecords("Verbundene Konten", "Anmelden mit einem anderen Konto", _connections(person))
    yield PersonalRecords("Anmeldungen", "Zeigen, wo das Konto gerade offen ist", _sessions(person))
    yield PersonalRecords("Name in dieser Stadt", "Öffentlich schreiben ohne den echten Namen", _names(person))
    yield PersonalRecords("Zustimmungen", "Nachweis nach Art. 7 Abs. 1 DSGVO", _consents(person))
    yield PersonalRecords("Aufgaben in dieser Stadt", "Rechte im Büro", _roles(person))


def erase_person(person: Person, at: datetime) -> None:
    """Forget the person in the town of the scope. The account itself goes with services.delete_account."""
    RoleAssignment.objects.filter(person=person).delete()
    Consent.objects.filter(person=person).delete()
    Membership.objects.filter(person=person).delete()


def _account(person: Person) -> list[dict[str, object]]:
    confirmed = EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists()
    return [
        {
            "Kennung": str(person.pk),
            "E-Mail-Adresse": person.email,
            "E-Mail-Adresse bestätigt": confirmed,
            "Angelegt": person.created_at,
            "Zuletzt angemeldet": person.last_login,
        }
    ]


def _factors(person: Person) -> list[dict[str, object]]:
    return [
        {
            "Art": KINDS.get(str(factor.type), str(factor.type)),
            "Name": factor.wrap().name if factor.type == Authenticator.Type.WEBAUTHN else "",
            "Eingerichtet": factor.created_at,
            "Zuletzt benutzt": factor.last_used_at,
        }
        for factor in Authenticator.objects.filter(user=person).order_by("created_at")
    ]


def _connections(person: Person) -> list[dict[str, object]]:
    return [
        {"Anbieter": account.provider, "Kennung dort": account.uid, "Verbunden": account.date_joined}
        for account in SocialAccount.objects.filter(user=person)
    ]


def _sessions(person: Person) -> list[dict[str, object]]:
    return [
        {"Seit": session.created_at, "Browser": session.user_agent, "Internetadresse": session.ip}
        for session in UserSession.objects.filter(user=person).order_by("created_at")
    ]


def _names(person: Person) -> list[dict[str, object]]:
    return [
        {"Name": membership.pseudonym, "Seit": membership.joined_at}
        for membership in Membership.objects.filter(person=person)
    ]


def _consents(person: Person) -> list[dict[str, object]]:
    return [
        {
            "Text": Consent.Text(consent.text).label,
            "Fassung": consent.version,
            "Zugestimmt": consent.given_at,
            "Zurückgenommen": consent.withdrawn_at,
        }
        for consent in Consent.objects.filter(person=person)
    ]


def _roles(person: Person) -> list[dict[str, object]]:
    return [
        {"Aufgabe": held.get_role_display(), "Seit": held.since}
        for held in RoleAssignment.objects.filter(person=person).order_by("role")
    ]
