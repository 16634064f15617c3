"""Whose turn it is to be reminded of a value, and who was."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.strategy.models import Indicator, OrganisationUnit, Reminder
from soesmart.strategy.queries.duties import in_charge, on_the_way
from soesmart.strategy.rules import Stage


@dataclass(frozen=True)
class Reachable:
    """An indicator that is due, with the addresses of its stages. is_waiting: a value waits for approval."""

    pk: int
    key: str
    name: str
    due_on: date
    unit_name: str
    contact_email: str
    unit_email: str
    is_waiting: bool

    @property
    def reached(self) -> set[Stage]:
        return {stage for stage in (Stage.CONTACT, Stage.UNIT) if self.address(stage)}

    def address(self, stage: Stage) -> str:
        return self.contact_email if stage == Stage.CONTACT else self.unit_email


def is_anything_due(until: date) -> bool:
    """Whether an indicator is due by then. One query on an index."""
    return Indicator.objects.filter(due_on__lte=until).exists()


def due_indicators(*, until: date, after: int, most: int) -> list[Reachable]:
    """Indicators that are due by then, in the order of their keys, locked until the transaction ends. Three queries."""
    rows = list(
        in_charge()
        .select_for_update(of=("self",))
        .annotate(waits_=on_the_way())
        .filter(due_on__lte=until, pk__gt=after)
        .order_by("pk")[:most]
    )
    contacts = {row.contact_id for row in rows if row.counts_}
    emails = dict(Person.objects.filter(pk__in=contacts, is_active=True).values_list("pk", "email"))
    units = OrganisationUnit.objects.in_bulk({row.unit_id_ for row in rows if row.unit_id_})
    return [
        Reachable(
            pk=row.pk,
            key=row.key,
            name=row.name,
            due_on=row.due_on,
            unit_name=units[row.unit_id_].name if row.unit_id_ else "",
            contact_email=emails.get(row.contact_id, "") if row.counts_ else "",
            unit_email=units[row.unit_id_].email if row.unit_id_ else "",
            is_waiting=row.waits_,
        )
        for row in rows
    ]


def told_stages(indicators: Collection[int]) -> dict[tuple[int, date], set[Stage]]:
    """Which stages were reminded, by indicator and due date. One query."""
    found: dict[tuple[int, date], set[Stage]] = defaultdict(set)
    rows = Reminder.objects.filter(indicator__in=indicators)
    for pk, due_on, stage in rows.values_list("indicator_id", "due_on", "stage"):
        found[pk, due_on].add(Stage(stage))
    return found


def officers_to_remind() -> list[str]:
    """The addresses of the town's strategy officers. One query."""
    rows = RoleAssignment.objects.filter(role=Role.STRATEGY_OFFICER, person__is_active=True)
    return list(rows.order_by("since", "pk").values_list("person__email", flat=True))
