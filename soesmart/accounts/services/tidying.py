"""What nobody needs any more is removed."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef
from django_scopes import scopes_disabled

from soesmart.accounts.models import Person, RoleAssignment
from soesmart.core.audit import audit

UNCONFIRMED_FOR = timedelta(days=7)


def forget_ended_sessions(*, at: datetime) -> int:
    """Delete browser and internet address of sign-ins whose session is over; returns how many."""
    open_sessions = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gte=at)
    return UserSession.objects.filter(~Exists(open_sessions)).delete()[0]


@transaction.atomic
def remove_unconfirmed(*, at: datetime) -> int:
    """Delete accounts that were begun a week ago and never confirmed; invited people keep theirs. Returns how many."""
    with scopes_disabled():
        begun = Person.objects.filter(
            ~Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)),
            ~Exists(RoleAssignment.objects.filter(person=OuterRef("pk"))),
            Exists(EmailAddress.objects.filter(user=OuterRef("pk"))),
            last_login__isnull=True,
            created_at__lt=at - UNCONFIRMED_FOR,
        )
        gone = list(begun)
        for person in gone:
            audit("system:accounts", "accounts.person.never_confirmed", person, at=at)
            person.delete()
    return len(gone)
