"""Who delivers which value until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from soesmart.accounts.models import Membership, Person, RoleAssignment
from soesmart.core.prepared import Blank
from soesmart.strategy.due_days import SOON
from soesmart.strategy.models import DeliveredValue, GoalWording, Indicator, IndicatorValue, OrganisationUnit
from soesmart.strategy.queries.numbers import WHOLE
from soesmart.strategy.rules import DeliveryState, VersionState

# Marks of a contact: named by her address, or because of a role that she had then.
CONTACT, CONTACT_IN_OFFICE = "strategy.contact", "strategy.contact_in_office"
ON_THE_WAY = (DeliveryState.MAPPING, DeliveryState.CHECKING, DeliveryState.FINDINGS)


class DutyFilter(StrEnum):
    """What a list of duties shows."""

    OVERDUE = "ueberfaellig"
    SOON = "bald"
    NO_UNIT = "ohne-stelle"
    NO_CONTACT = "ohne-person"
    NO_DATE = "ohne-termin"

    @property
    def label(self) -> str:
        return {
            "ueberfaellig": "überfällig",
            "bald": f"fällig in {SOON.days} Tagen",
            "ohne-stelle": "ohne zuständige Stelle",
            "ohne-person": "ohne Ansprechperson",
            "ohne-termin": "ohne Termin",
        }[self]


@dataclass(frozen=True)
class DutyRow:
    """One indicator with who is in charge. unit_is_of_goal: the indicator has none of its own."""

    pk: int
    key: str
    name: str
    goal: str
    invented: bool
    unit: OrganisationUnit | None
    unit_is_of_goal: bool
    contact: UUID | None
    contact_counts: bool
    update_months: int | None
    due_on: date | None
    today: date

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.today

    @property
    def is_soon(self) -> bool:
        return self.due_on is not None and self.today <= self.due_on <= self.today + SOON

    @property
    def rhythm(self) -> str:
        return rhythm(self.update_months)


def rhythm(months: int | None) -> str:
    """ "alle 3 Monate" in words."""
    if not months:
        return ""
    if months % 12 == 0:
        years = months // 12
        return "jedes Jahr" if years == 1 else f"alle {years} Jahre"
    return "jeden Monat" if months == 1 else f"alle {months} Monate"


def in_charge() -> Any:
    """Indicators as a QuerySet, each with `unit_id_` and `counts_`.

    unit_id_: its own unit, else that of its goal; counts_: whether its contact still is one.
    """
    wordings = GoalWording.objects.filter(
        goal=OuterRef("goal"), version__state=VersionState.PUBLISHED, version__strategy__is_current=True
    ).order_by("-version__published_at", "-version")
    return Indicator.objects.annotate(
        unit_id_=Coalesce("unit_in_charge", Subquery(wordings.values("unit")[:1]), output_field=BigIntegerField()),
        counts_=contact_counts(),
    )


def contact_counts() -> Any:
    """A contact who was named while she had a role here counts as long as she has one."""
    has_role = Exists(RoleAssignment.objects.filter(person=OuterRef("contact"), person__is_active=True))
    return Q(contact__isnull=False) & (Q(contact_by_address=True) | has_role)


def duties(today: date, only: DutyFilter | None = None, words: str = "") -> Any:
    """Indicators for the list as a QuerySet, the longest overdue first, those without a date last."""
    rows = in_charge()
    if only == DutyFilter.OVERDUE:
        rows = rows.filter(due_on__lt=today)
    elif only == DutyFilter.SOON:
        rows = rows.filter(due_on__gte=today, due_on__lte=today + SOON)
    elif only == DutyFilter.NO_UNIT:
        rows = rows.filter(unit_id_=None)
    elif only == DutyFilter.NO_CONTACT:
        rows = rows.filter(~contact_counts())
    elif only == DutyFilter.NO_DATE:
        rows = rows.filter(due_on=None)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(key__icontains=word) | Q(goal__code__icontains=word))
    return rows.select_related("goal").order_by(F("due_on").asc(nulls_last=True), "key")


def duty_rows(rows: "Iterable[Any]", today: date, town_units: Iterable[OrganisationUnit]) -> list[DutyRow]:
    """Rows of `duties` with their units. No query besides them."""
    units = {unit.pk: unit for unit in town_units}
    return [
        DutyRow(
            pk=row.pk,
            key=row.key,
            name=row.name,
            goal=row.goal.code if row.goal else "",
            invented=row.invented,
            unit=units.get(row.unit_id_),
            unit_is_of_goal=row.unit_in_charge_id is None,
            contact=row.contact_id,
            contact_counts=row.counts_,
            update_months=row.update_months,
            due_on=row.due_on,
            today=today,
        )
        for row in rows
    ]


def duty_of(key: str) -> Any:
    """One indicator as `in_charge` reads it, with its town, or None. One query."""
    return in_charge().filter(key=key).select_related("municipality").first()


def contact_marks(person: Blank) -> "QuerySet[Indicator, str]":
    """That an indicator of the town names the person as its contact, by her address or because of a role."""
    mark = Case(When(contact_by_address=True, then=Value(CONTACT)), default=Value(CONTACT_IN_OFFICE))
    return Indicator.objects.filter(contact=person).order_by().annotate(mark_=mark).values_list("mark_", flat=True)


def on_the_way() -> Exists:
    """Whether a value was delivered and waits for a decision; for rows of indicators."""
    return Exists(DeliveredValue.objects.filter(indicator=OuterRef("pk"), delivery__state__in=ON_THE_WAY))


def duties_of(person: Person) -> Any:
    """The indicators whose values the person delivers, the next due first; `waits_`: one is on its way. A QuerySet."""
    mine = Indicator.objects.filter(contact=person).filter(contact_counts()).annotate(waits_=on_the_way())
    return mine.select_related("goal").order_by(F("due_on").asc(nulls_last=True), "key")


def newest_values(indicator: Indicator, most: int = 3) -> list[IndicatorValue]:
    """The newest values of the whole that count, the newest year first. One query."""
    rows = IndicatorValue.objects.filter(WHOLE, indicator=indicator, year__isnull=False)
    found: dict[Any, IndicatorValue] = {}
    for value in rows.order_by("-year", F("day").desc(nulls_last=True), "-recorded_at", "-pk")[: 10 * most]:
        found.setdefault((value.year, value.day), value)
    return [value for value in found.values() if not value.is_withdrawn][:most]


def waiting_values(indicator: Indicator) -> list[DeliveredValue]:
    """What was delivered and waits for somebody who approves it. One query."""
    rows = DeliveredValue.objects.filter(indicator=indicator, delivery__state=DeliveryState.FINDINGS)
    return list(rows.select_related("delivery").order_by("-delivery__delivered_at", "-year")[:4])


def possible_contacts() -> list[UUID]:
    """Everybody who holds a role in the town, the longest first. One query."""
    rows = RoleAssignment.objects.filter(person__is_active=True).order_by("since", "person_id")
    return list(dict.fromkeys(rows.values_list("person_id", flat=True)))


def person_here(*, email: str = "", pk: UUID | None = None) -> Person | None:
    """Who has this address or key, if she has a role in the town (`has_role_here`) or was here at all. One query."""
    wanted = Q(email=email.strip().lower()) if email else Q(pk=pk)
    role = Exists(RoleAssignment.objects.filter(person=OuterRef("pk")))
    here = Exists(Membership.objects.filter(person=OuterRef("pk")))
    rows = Person.objects.filter(wanted, is_active=True).annotate(has_role_here=role, is_here=here)
    return rows.filter(Q(has_role_here=True) | Q(is_here=True)).first()
