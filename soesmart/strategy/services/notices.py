"""Mails to the people who work on a strategy. Written into the outbox in the transaction of what they tell about."""

from datetime import datetime

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.core.outbox import queue_mail
from soesmart.strategy.models import Version


def ask_for_approval(*, version: Version, submitter: Person, link: str, at: datetime) -> None:
    """Tell the other strategy officers of the town that a version waits for the second pair of eyes."""
    town = version.strategy.municipality
    others = (
        RoleAssignment.objects.filter(municipality=town, role=Role.STRATEGY_OFFICER, person__is_active=True)
        .exclude(person=submitter)
        .select_related("person")
    )
    for assignment in others:
        _write(
            version,
            "submitted",
            assignment.person,
            at,
            subject=f"Bitte prüfen: Fassung {version.label} der Strategie",
            text=f"Fassung {version.label} von „{version.strategy.name}“ liegt zur Freigabe vor.\n\n"
            f"Freigeben muss eine zweite Person. Hier lesen und entscheiden:\n{link}\n",
        )


def tell_returned(*, version: Version, writer: Person, reason: str, link: str, at: datetime) -> None:
    """Tell the submitter that the version came back, and why."""
    _write(
        version,
        "returned",
        writer,
        at,
        subject=f"Zurück an den Schreibtisch: Fassung {version.label}",
        text=f"Fassung {version.label} von „{version.strategy.name}“ wurde zurückgegeben.\n\n"
        f"Was noch zu ändern ist:\n{reason}\n\nHier weiterschreiben:\n{link}\n",
    )


def tell_published(*, version: Version, writer: Person, link: str, at: datetime) -> None:
    """Tell the submitter that the version is public."""
    _write(
        version,
        "published",
        writer,
        at,
        subject=f"Veröffentlicht: Fassung {version.label} der Strategie",
        text=f"Fassung {version.label} von „{version.strategy.name}“ ist jetzt für alle zu lesen.\n\n{link}\n",
    )


def _write(version: Version, event: str, person: Person, at: datetime, *, subject: str, text: str) -> None:
    town = version.strategy.municipality
    queue_mail(
        key=f"strategy.{event}:{version.pk}:{version.revision}:{person.pk}",
        to=person.email,
        subject=f"{subject} ({town.name})"[:200],
        text=f"Guten Tag,\n\n{text}\nDiese Nachricht kommt von soesmart {town.name}.\n",
        at=at,
        town=town.slug,
    )
