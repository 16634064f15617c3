"""Values that people typed and that wait, or waited, for an officer. Scoped to the town."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from soesmart.accounts.models import Person
from soesmart.strategy.models import DeliveredValue, Delivery, Finding


def typed_by(person: Person) -> "QuerySet[DeliveredValue]":
    """What the person typed, the newest first, with what was decided about it. Two queries for a page."""
    decided = Finding.objects.exclude(reason="").order_by("pk")
    rows = DeliveredValue.objects.filter(delivery__delivered_by=person, delivery__mapping__has_key="typed")
    return (
        rows.select_related("indicator", "delivery")
        .prefetch_related(Prefetch("findings", decided, to_attr="reasons_"))
        .order_by("-delivery__delivered_at", "-pk")
    )


def typed_values(deliveries: Iterable[Delivery]) -> "QuerySet[DeliveredValue]":
    """The typed values among these deliveries, with their indicators. One query."""
    keys = [row.pk for row in deliveries]
    rows = DeliveredValue.objects.filter(delivery__in=keys, delivery__mapping__has_key="typed")
    return rows.select_related("indicator")
