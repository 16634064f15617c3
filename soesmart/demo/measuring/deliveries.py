"""Tables that other offices sent: two with faults of every kind that wait, one that was taken over, one typed value."""

from datetime import datetime, timedelta
from decimal import Decimal

from soesmart.accounts.models import Person
from soesmart.demo.measuring.tables import climate_table, known_table, social_table
from soesmart.demo.strategy.signing import ACTOR
from soesmart.region.models import Municipality
from soesmart.strategy.delivery.mapping import Plan
from soesmart.strategy.models import DataSource, Delivery, Indicator
from soesmart.strategy.rules import Decision, SourceKind
from soesmart.strategy.services.deliveries import (
    approve,
    check,
    confirm_mapping,
    decide,
    receive,
    receive_typed,
)
from soesmart.strategy.services.sources import SourceText, add_source


def deliver(town: Municipality, indicators: dict[str, Indicator], at: datetime, gesa: Person, bernd: Person) -> None:
    """indicators: by the code of their goal. Nothing of it changes a value: what counts was recorded before."""
    done = _send(town, "Meldung Flächen (Beispiel)", "flaechen-2025.csv", known_table(), at - timedelta(days=200), gesa)
    _accept_all(done, bernd, at - timedelta(days=199))
    approve(actor=bernd, delivery=done.pk, at=at - timedelta(days=199))
    _send(town, "Meldung Klimaschutz (Beispiel)", "klima-2025.csv", climate_table(), at - timedelta(days=6), gesa)
    _send(town, "Meldung Soziales (Beispiel)", "soziales-2025.csv", social_table(), at - timedelta(days=2), gesa)
    receive_typed(
        actor=gesa,
        indicator=indicators["BIL-3"],
        year=2025,
        day=None,
        value=Decimal(19),
        note="Meldungen der Schulen bis zu den Sommerferien (Beispiel)",
        at=at - timedelta(days=1),
        person=gesa,
    )


def _send(town: Municipality, source: str, name: str, content: bytes, at: datetime, person: Person) -> Delivery:
    delivery = receive(
        actor=person,
        municipality=town,
        name=name,
        kind=SourceKind.UPLOAD,
        content=content,
        at=at,
        source=_source(town, source, at),
        delivered_by=person,
    )
    plan = Plan.from_dict(delivery.mapping)
    assert plan is not None
    confirm_mapping(actor=person, delivery=delivery, uses=plan.uses, origin=plan.origin, at=at)
    check(delivery=delivery.pk, at=at)
    return Delivery.objects.get(pk=delivery.pk)


def _source(town: Municipality, name: str, at: datetime) -> DataSource:
    text = SourceText(name=name, kind=SourceKind.UPLOAD, source_name="Stadt Soest (Beispiel)", invented=True)
    return add_source(actor=ACTOR, municipality=town, text=text, at=at)


def _accept_all(delivery: Delivery, person: Person, at: datetime) -> None:
    findings = list(delivery.findings.values_list("pk", flat=True))
    if findings:
        decide(
            actor=person,
            delivery=delivery.pk,
            findings=findings,
            decision=Decision.ACCEPTED,
            reason="Mit dem Kataster verglichen (Beispiel)",
            at=at,
        )
