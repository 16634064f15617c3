"""A mail a day to those who moderate, while something waits: how much and since when, never what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Min, Q
from django.urls import reverse

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.core.clock import BERLIN
from soesmart.core.numbers import format_number
from soesmart.core.outbox import queue_mail
from soesmart.participation.models import Case, ModeratorDesk
from soesmart.participation.queries.moderation import THERE, WAITING, open_moderation
from soesmart.participation.rules import FormatState
from soesmart.region.addresses import home_in_mails
from soesmart.region.models import Municipality


@dataclass(frozen=True)
class Waiting:
    """Cases that wait, and the moment of the oldest; None without any."""

    number: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True)
class Mailing:
    """Who hears of what. moderated: cases that moderators may decide; others: those left to the officers."""

    moderated: frozenset[Person]
    others: frozenset[Person]


def write_digests(*, municipality: Municipality, at: datetime) -> int:
    """Queue today's mails of a town, once per person and day; returns how many people are written to.

    A moderator's mail goes to her, in her absence to her deputy. What moderators may not decide (their window is
    closed), and what nobody of them is there for, goes to the participation officers.
    """
    moderated, others = _waiting(at)
    if not moderated.number and not others.number:
        return 0
    day = at.astimezone(BERLIN).date()
    mailing = _mailing(day)
    found: dict[Person, list[Waiting]] = defaultdict(list)
    for people, waiting in ((mailing.moderated, moderated), (mailing.others, others)):
        for person in people if waiting.number else ():
            found[person].append(waiting)
    for person, parts in found.items():
        _write(municipality, person, parts, day, at)
    return len(found)


def _waiting(at: datetime) -> tuple[Waiting, Waiting]:
    cases = Case.objects.filter(state__in=WAITING).exclude(campaign__state=FormatState.DRAFT)
    cases = cases.filter(Q(idea__visibility__in=THERE) | Q(comment__visibility__in=THERE))
    is_open = Q(campaign__state=FormatState.PUBLISHED) & Q(Exists(open_moderation(at)))
    found = cases.aggregate(
        all=Count("pk"),
        oldest=Min("opened_at"),
        moderated=Count("pk", filter=is_open),
        moderated_oldest=Min("opened_at", filter=is_open),
        others_oldest=Min("opened_at", filter=~is_open),
    )
    rest = found["all"] - found["moderated"]
    return Waiting(found["moderated"], found["moderated_oldest"]), Waiting(rest, found["others_oldest"])


def _mailing(day: date) -> Mailing:
    desks = {desk.person_id: desk for desk in ModeratorDesk.objects.select_related("deputy")}
    rows = RoleAssignment.objects.filter(role__in=[Role.MODERATOR, Role.PARTICIPATION_OFFICER], person__is_active=True)
    readers: dict[str, set[Person]] = {Role.MODERATOR: set(), Role.PARTICIPATION_OFFICER: set()}
    somebody_is_there = False
    for row in rows.select_related("person"):
        desk = desks.get(row.person_id)
        reader = _reader(row.person, desk, day)
        somebody_is_there |= row.role == Role.MODERATOR and reader is not None
        wants = desk is None or desk.wants_digest or reader != row.person
        if reader is not None and wants:
            readers[row.role].add(reader)
    officers = readers[Role.PARTICIPATION_OFFICER]
    return Mailing(frozenset(readers[Role.MODERATOR] if somebody_is_there else officers), frozenset(officers))


def _reader(person: Person, desk: ModeratorDesk | None, day: date) -> Person | None:
    if desk is None or not (desk.away_from and desk.away_until and desk.away_from <= day <= desk.away_until):
        return person
    return desk.deputy if desk.deputy and desk.deputy.is_active else None


def _write(town: Municipality, person: Person, parts: list[Waiting], day: date, at: datetime) -> None:
    number = sum(part.number for part in parts)
    oldest = min(part.oldest for part in parts if part.oldest)
    days = (day - oldest.astimezone(BERLIN).date()).days
    since = "seit heute" if days == 0 else "seit gestern" if days == 1 else f"seit {days} Tagen"
    verb, texts = ("wartet", "1 Text") if number == 1 else ("warten", f"{format_number(number)} Texte")
    home = home_in_mails(town)
    queue_mail(
        key=f"participation.moderation.digest:{town.slug}:{person.pk}:{day.isoformat()}:mail",
        to=person.email,
        subject=f"{texts} {verb} auf die Moderation",
        text=(
            f"Guten Tag,\n\nin {town.name} {verb} {texts} auf die Moderation, der älteste {since}.\n\n"
            f"{home}{reverse('moderation')}\n\n"
            f"Diese Nachricht kommt höchstens einmal am Tag. Abwesenheit und E-Mail: "
            f"{home}{reverse('moderator_desk')}"
        ),
        at=at,
        town=town.slug,
    )
