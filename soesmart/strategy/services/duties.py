"""Who delivers which value, how often and until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.due_days import add_months, next_due
from soesmart.strategy.models import Indicator, OrganisationUnit
from soesmart.strategy.queries.duties import person_here
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import change_row

AT_ONCE = 500
LONGEST_INTERVAL = 120


@transaction.atomic
def settle_due(*, indicators: Collection[int], at: datetime, actor: object = "system:strategy") -> int:
    """Move the due dates of indicators on whose value just came; returns how many moved. Call it with that value.

    indicators: their keys. Those without a due date have nothing to move. Three queries and one audit entry.
    """
    today = at.astimezone(BERLIN).date()
    rows = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("municipality")
        .filter(pk__in=list(indicators), due_on__isnull=False)
    )
    moved = []
    for row in rows:
        assert row.due_on is not None
        following = next_due(row.due_on, row.update_months, today)
        if following != row.due_on:
            row.due_on, row.revision = following, row.revision + 1
            moved.append(row)
    if not moved:
        return 0
    Indicator.objects.bulk_update(moved, ["due_on", "revision"], batch_size=AT_ONCE)
    one = moved[0]
    target = one if len(moved) == 1 else one.municipality
    facts = {"key": one.key, "due_on": one.due_on} if len(moved) == 1 else {}
    audit(actor, "strategy.due.settled", target, town=one.municipality.slug, at=at, changed=len(moved), **facts)
    return len(moved)


@dataclass(frozen=True)
class Duty:
    """Who is in charge of an indicator's values. unit: None leaves it to the unit of the goal.

    is_contact_new: also where it is the same person, so that one without a role counts again.
    due_on: when the next value should be there; without it, an interval counts from today on.
    """

    unit: OrganisationUnit | None = None
    contact: Person | None = None
    update_months: int | None = None
    due_on: date | None = None
    is_contact_new: bool = False


@transaction.atomic
def assign_duty(
    *, actor: object, indicator: Indicator, duty: Duty, at: datetime, revision: int | None = None
) -> Indicator:
    """Say who delivers the values of an indicator, how often and until when.

    The contact must have a role in the town or at least have been here: Refused otherwise. revision: as the editor
    read it, else Conflict. Five queries at most, and the audit entry.
    """
    row = (
        Indicator.objects.select_for_update(of=("self",)).select_related("municipality").filter(pk=indicator.pk).first()
    )
    if row is None:
        raise Conflict("strategy.indicator.gone", "Diese Kennzahl gibt es nicht mehr.")
    months = _months(duty.update_months)
    due_on = _due_day(duty.due_on) or (add_months(at.astimezone(BERLIN).date(), months) if months else None)
    columns = {"unit_in_charge": duty.unit, "update_months": months, "due_on": due_on, **_contact(row, duty)}
    changed = change_row(row, revision, columns)
    if changed:
        town = row.municipality.slug
        said = ",".join(name for name in changed if name != "contact_by_address")
        audit(actor, "strategy.duty.assigned", row, town=town, at=at, key=row.key, columns=said)
    return row


@transaction.atomic
def assign_unit(
    *, actor: object, municipality: Municipality, keys: Collection[str], unit: OrganisationUnit, at: datetime
) -> int:
    """Put a unit in charge of several indicators at once; returns how many had another one. One query and the entry."""
    rows = Indicator.objects.filter(key__in=list(keys)).exclude(unit_in_charge=unit)
    changed: int = rows.update(unit_in_charge=unit, revision=F("revision") + 1)
    if changed:
        audit(actor, "strategy.duty.unit_assigned", unit, town=municipality.slug, at=at, key=unit.key, changed=changed)
    return changed


def _contact(row: Indicator, duty: Duty) -> dict[str, Any]:
    person = duty.contact
    if person is None:
        return {"contact": None, "contact_by_address": False}
    if person.pk == row.contact_id and not duty.is_contact_new:  # a lost role is not made good by saving the form again
        return {}
    found = person_here(pk=person.pk)
    if found is None:
        raise Refused(
            "strategy.contact.unknown",
            "Zu dieser Adresse gibt es hier kein Konto. Die Person meldet sich zuerst einmal auf diesen Seiten an.",
            "email",
        )
    return {"contact": person, "contact_by_address": not vars(found)["has_role_here"]}


def _months(number: int | None) -> int | None:
    if number is not None and not 1 <= number <= LONGEST_INTERVAL:
        raise Refused(
            "strategy.update_months.range", f"Bitte 1 bis {LONGEST_INTERVAL} Monate eintragen.", "update_months"
        )
    return number


def _due_day(day: date | None) -> date | None:
    if day is not None:
        checks.year(day.year, field="due_on")
    return day
