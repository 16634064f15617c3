"""The audit log can only grow, and shows when somebody tampered with it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy

from soesmart.core import audit as log
from soesmart.core.audit import audit
from soesmart.core.models import AuditEntry, AuditHead

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, 11, tzinfo=UTC)


@pytest.fixture
def chain() -> list[AuditEntry]:
    """Five entries of Soest."""
    return [audit("system:test", "test.done", "test:1", town="soest", at=AT, step=step) for step in range(1, 6)]


def breaks(town: str = "soest") -> list[str]:
    found = {chain.town: chain for chain in log.verify()}
    return [f"{fault.number} {fault.reason}" for fault in found[town].breaks]


def without_guard() -> None:
    """Remove the triggers, as somebody with the database in hand could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER audit_append_only ON core_auditentry")
        else:
            cursor.execute("DROP TRIGGER audit_no_UPDATE")
            cursor.execute("DROP TRIGGER audit_no_DELETE")


def test_entries_are_numbered_and_chained_per_town(chain: list[AuditEntry]) -> None:
    other = audit("system:test", "test.done", "test:1", town="olpe", at=AT)
    assert [entry.number for entry in chain] == [1, 2, 3, 4, 5]
    assert [entry.previous_hash for entry in chain[1:]] == [entry.hash for entry in chain[:-1]]
    assert other.number == 1
    assert breaks() == breaks("olpe") == []


@pytest.mark.parametrize("change", [lambda rows: rows.update(action="other"), lambda rows: rows.delete()])
def test_the_database_itself_refuses_to_change_an_entry(chain: list[AuditEntry], change: Callable[..., object]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(AuditEntry.objects.filter(number=3))
    assert AuditEntry.objects.filter(action="test.done").count() == 5


@pytest.mark.parametrize(
    "columns",
    [
        {"action": "other"},
        {"actor": "system:other"},
        {"target": "test:2"},
        {"facts": {"step": 30}},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
    ids=lambda columns: next(iter(columns)),
)
def test_an_altered_entry_is_named(chain: list[AuditEntry], columns: dict[str, object]) -> None:
    without_guard()
    AuditEntry.objects.filter(number=3).update(**columns)
    assert breaks() == ["3 wurde verändert"]


def test_an_entry_altered_together_with_its_hash_is_named_by_the_next(chain: list[AuditEntry]) -> None:
    without_guard()
    forged = chain[2]
    forged.action = "other"
    AuditEntry.objects.filter(number=3).update(action="other", hash=log.hash_of(forged))
    assert breaks() == ["4 schließt nicht an den Eintrag davor an"]


def test_a_removed_entry_is_missed(chain: list[AuditEntry]) -> None:
    without_guard()
    AuditEntry.objects.filter(number=3).delete()
    assert breaks() == ["4 folgt auf 2: dazwischen fehlt etwas", "4 schließt nicht an den Eintrag davor an"]


def test_a_cut_tail_is_missed(chain: list[AuditEntry]) -> None:
    without_guard()
    AuditEntry.objects.filter(number__gte=4).delete()
    assert breaks() == ["3 ist nicht das Ende der Kette, das zuletzt vermerkt wurde"]


def test_a_whole_chain_that_is_gone_is_missed(chain: list[AuditEntry]) -> None:
    without_guard()
    AuditEntry.objects.all().delete()
    assert breaks() == ["0 ist nicht das Ende der Kette, das zuletzt vermerkt wurde"]


def test_an_inserted_entry_is_noticed(chain: list[AuditEntry]) -> None:
    forged = AuditEntry(
        town="soest", number=6, at=AT, actor="system:test", action="x", target="y", previous_hash=chain[-1].hash
    )
    forged.hash = log.hash_of(forged)
    forged.save()
    assert breaks() == ["6 ist nicht das Ende der Kette, das zuletzt vermerkt wurde"]


def test_a_chain_without_its_head_is_noticed(chain: list[AuditEntry]) -> None:
    AuditHead.objects.all().delete()
    assert len(breaks()) == 1


def test_facts_of_every_kind_read_back_as_they_were_hashed() -> None:
    facts: dict[str, Any] = {
        "day": date(2026, 11, 1),
        "moment": AT,
        "share": Decimal("0.10"),
        "ratio": 1.0,
        "words": ["ä", "\0", gettext_lazy("Monday")],
        "nested": {"b": None, "a": True, 3: (1, 2)},
    }
    stored = AuditEntry.objects.get(pk=audit("system:test", "test.done", "test:1", at=AT, **facts).pk)
    assert stored.facts["share"] == "0.10"
    assert stored.facts["nested"] == {"b": None, "a": True, "3": [1, 2]}
    assert breaks("") == []


def test_what_cannot_be_a_fact_is_an_error() -> None:
    with pytest.raises(TypeError):
        audit("system:test", "test.done", "test:1", thing=object())


def test_a_name_too_long_for_postgresql_is_an_error_everywhere() -> None:
    with pytest.raises(ValueError, match="longer than"):
        audit("system:test", "test.done", "t" * 121)


def test_an_entry_vanishes_with_the_transaction_that_wrote_it(chain: list[AuditEntry]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        audit("system:test", "test.done", "test:1", town="soest", at=AT)
        raise RuntimeError
    assert audit("system:test", "test.done", "test:1", town="soest", at=AT).number == 6
    assert breaks() == []


def test_the_command_says_that_all_is_well_and_gives_the_seal(chain: list[AuditEntry]) -> None:
    out = StringIO()
    call_command("audit-verify", stdout=out)
    assert f"soest: 5 Einträge, Siegel {chain[-1].hash}" in out.getvalue()
    assert "lückenlos" in out.getvalue()


def test_the_command_fails_on_a_break_and_names_it(chain: list[AuditEntry]) -> None:
    without_guard()
    AuditEntry.objects.filter(number=3).update(action="other")
    out = StringIO()
    with pytest.raises(CommandError, match="nicht unversehrt"):
        call_command("audit-verify", stdout=out)
    assert "soest: Eintrag 3 wurde verändert" in out.getvalue()
