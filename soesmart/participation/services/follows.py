"""Who wants to hear of the steps of an idea, and who no longer does.

The audit log names nobody here: like an opinion, what somebody follows must be forgettable.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.outbox import queue_mail
from soesmart.core.refusals import Refused
from soesmart.participation.models import Follow, Idea, Notice, QuietPerson
from soesmart.participation.tokens import token_of
from soesmart.region.models import Municipality

CONFIRM_WITHIN = timedelta(days=7)
SOMEBODY = "resident"
ASK = """Guten Tag,

jemand hat diese Adresse angegeben, um bei Neuigkeiten zu dieser Idee eine E-Mail zu bekommen:

{title}

Stimmt das? Dann bitte hier bestätigen (gilt {days} Tage):
{link}

Wenn nicht: einfach nichts tun. Dann schicken wir nichts und löschen die Adresse wieder.

Diese Nachricht kommt von soesmart {town}.
"""


@transaction.atomic
def follow_idea(*, person: Person, idea: Idea, at: datetime) -> Follow:
    """A person wants to hear of the steps of an idea."""
    return _wish(person, idea, True, at)


@transaction.atomic
def leave_idea(*, person: Person, idea: Idea, at: datetime) -> Follow:
    """A person does not want to hear of this idea, even if she wrote or judged it."""
    Notice.objects.filter(person=person, step__idea=idea, told_at=None).delete()
    return _wish(person, idea, False, at)


@transaction.atomic
def ask_to_follow(*, email: str, idea: Idea, link: str, at: datetime) -> None:
    """Note the wish of an address without account and ask it to confirm; at most one mail a day.

    link: absolute address with "{token}" where the signed name of the wish goes. Who already follows hears nothing:
    nobody learns from this whether an address is known. Refused when the address is none.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("participation.follow.email", "Bitte eine E-Mail-Adresse eingeben.", "email") from None
    follow, _ = Follow.objects.get_or_create(idea=idea, email=address, defaults={"since": at})
    if follow.confirmed_at:
        return
    Follow.objects.filter(pk=follow.pk).update(since=at)
    town = idea.campaign.municipality
    queue_mail(
        key=f"participation.follow.asked:{follow.key}:{at:%Y-%m-%d}",
        to=address,
        subject=f"Bitte bestätigen: Neuigkeiten zu „{idea.title}“",
        text=ASK.format(
            title=idea.title, days=CONFIRM_WITHIN.days, link=link.format(token=token_of(follow)), town=town.name
        ),
        at=at,
        town=town.slug,
    )
    audit(SOMEBODY, "participation.follow.asked", idea, town=town.slug, at=at)


@transaction.atomic
def confirm_follow(*, follow: Follow, at: datetime) -> Follow:
    """The address is hers. Where an account has this address, the account follows instead. Twice is once.

    Refused when the link is older than a week.
    """
    if follow.confirmed_at:
        return follow
    if at > follow.since + CONFIRM_WITHIN:
        raise Refused(
            "participation.follow.late", "Dieser Link gilt nicht mehr. Bitte die Adresse noch einmal angeben."
        )
    town = follow.idea.campaign.municipality.slug
    audit(SOMEBODY, "participation.follow.confirmed", follow.idea, town=town, at=at)
    person = Person.objects.filter(email__iexact=follow.email, is_active=True).first()
    if person:
        Follow.objects.filter(pk=follow.pk).delete()
        return _wish(person, follow.idea, True, at)
    Follow.objects.filter(pk=follow.pk).update(confirmed_at=at)
    follow.confirmed_at = at
    return follow


@transaction.atomic
def drop_follow(*, follow: Follow, at: datetime) -> None:
    """An address no longer wants to hear of this idea: the address goes with the wish."""
    town = follow.idea.campaign.municipality.slug
    audit(SOMEBODY, "participation.follow.ended", follow.idea, town=town, at=at)
    Follow.objects.filter(pk=follow.pk).delete()


@transaction.atomic
def drop_address(*, email: str, town: Municipality, at: datetime) -> None:
    """An address no longer wants to hear of any idea of the town."""
    Follow.objects.filter(email__iexact=email).exclude(email="").delete()
    audit(SOMEBODY, "participation.follow.ended_all", town, town=town.slug, at=at)


@transaction.atomic
def be_quiet(*, person: Person, town: Municipality, at: datetime) -> None:
    """A person wants no mail about ideas from this town."""
    _, new = QuietPerson.objects.get_or_create(municipality=town, person=person, defaults={"since": at})
    Notice.objects.filter(person=person, told_at=None).delete()
    if new:
        audit(SOMEBODY, "participation.quiet.begun", town, town=town.slug, at=at)


@transaction.atomic
def hear_again(*, person: Person, town: Municipality, at: datetime) -> None:
    """A person wants mails about her ideas again."""
    gone, _ = QuietPerson.objects.filter(person=person).delete()
    if gone:
        audit(SOMEBODY, "participation.quiet.ended", town, town=town.slug, at=at)


def forget_unconfirmed(*, before: datetime) -> int:
    """Delete addresses that nobody confirmed since they were given before a moment; returns how many."""
    return Follow.objects.filter(person=None, confirmed_at=None, since__lt=before).delete()[0]


def _wish(person: Person, idea: Idea, wants: bool, at: datetime) -> Follow:
    wish, new = Follow.objects.get_or_create(
        idea=idea, person=person, defaults={"wants": wants, "since": at, "confirmed_at": at}
    )
    if new or wish.wants != wants:
        Follow.objects.filter(pk=wish.pk).update(wants=wants, since=at)
        wish.wants = wants
        action = f"participation.follow.{'begun' if wants else 'ended'}"
        audit(SOMEBODY, action, idea, town=idea.campaign.municipality.slug, at=at)
    return wish
