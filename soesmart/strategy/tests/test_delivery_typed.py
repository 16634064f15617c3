"""A value typed by somebody who may not approve it waits for somebody who may."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from soesmart.accounts.models import Person
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, IndicatorValue
from soesmart.strategy.rules import DeliveryState
from soesmart.strategy.services.deliveries import TypedOrigin, approve, receive_typed
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.tests.drafting import ACTOR

DAY = timedelta(days=1)


def test_a_typed_value_waits_beside_the_range(in_soest: Municipality, amira: Person, at: datetime) -> None:
    text = IndicatorText("QUOTE", "Leerstandsquote", "%")
    quota = add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)
    Indicator.objects.filter(pk=quota.pk).update(lowest=0, highest=30)
    quota.refresh_from_db()
    words: dict[str, Any] = {"indicator": quota, "year": 2025, "day": None, "at": at, "person": amira}
    good = receive_typed(actor=amira, value=Decimal("4.5"), **words)
    assert (good.state, good.open_findings) == (DeliveryState.FINDINGS, 0)
    assert receive_typed(actor=amira, value=Decimal("4.5"), **words).pk == good.pk
    odd = receive_typed(actor=amira, value=Decimal(45), **words)
    assert odd.open_findings == 1
    assert not IndicatorValue.objects.exists()
    with pytest.raises(Refused):
        receive_typed(actor=amira, value=Decimal(4), **words | {"year": 2027})
    with pytest.raises(Refused, match="nicht im Jahr 2025"):
        receive_typed(actor=amira, value=Decimal(4), **words | {"day": date(2024, 5, 5)})


def test_a_typed_value_is_stored_with_both_people(
    in_soest: Municipality, amira: Person, bernd: Person, at: datetime, power: Indicator
) -> None:
    typed = receive_typed(
        actor=amira, indicator=power, year=2025, day=None, value=Decimal(50), at=at, person=amira,
        note="Zähler getauscht", origin=TypedOrigin(source_name="Stadtwerke"),
    )  # fmt: skip
    approve(actor=bernd, delivery=typed.pk, at=at + DAY)
    stored = IndicatorValue.objects.get()
    assert (stored.entered_by, stored.approved_by, stored.note) == (amira, bernd, "Zähler getauscht")
    assert (stored.source_name, stored.recorded_at) == ("Stadtwerke", at + DAY)
