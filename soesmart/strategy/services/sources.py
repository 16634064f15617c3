"""Addresses from which values are pulled, again and again. No secret is kept: only open addresses can be asked."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import DataSource
from soesmart.strategy.pulling.addresses import place_of, require_not_private
from soesmart.strategy.rules import SourceKind
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import change_row, stale
from soesmart.strategy.services.rows import lock_row, refuse_twice
from soesmart.strategy.services.source_questions import checked_question

MOST_DAYS = 366
NOT_PULLED = {"problem": "", "failures": 0, "last_digest": "", "last_pulled_at": None}


@dataclass(frozen=True)
class SourceText:
    """Where values come from. every_days: how often they are pulled, None is by hand only.

    query: nothing for a CSV file, `path` for JSON, the parts of a Question for a data platform.
    """

    name: str
    kind: SourceKind
    address: str = ""
    every_days: int | None = None
    source_name: str = ""
    licence: str = ""
    query: Mapping[str, Any] = field(default_factory=dict)
    invented: bool = False


@transaction.atomic
def add_source(*, actor: object, municipality: Municipality, text: SourceText, at: datetime) -> DataSource:
    """Add a source; one with an interval is pulled at the next turn."""
    columns = _columns(text) | {"kind": text.kind.value, "next_pull_at": at if text.every_days else None}
    with _refuse_twice(text.name):
        made = DataSource.objects.create(municipality=municipality, **columns)
    audit(actor, "strategy.source.added", made, town=municipality.slug, at=at, name=made.name, kind=made.kind)
    return made


@transaction.atomic
def edit_source(
    *, actor: object, source: DataSource, text: SourceText, at: datetime, revision: int | None = None
) -> DataSource:
    """Change a source; its kind stays. Asked for something else, it is pulled anew. revision: as its editor read it."""
    row = _locked(source)
    columns = _columns(text)
    if (row.address, row.query) != (columns["address"], columns["query"]):
        columns |= NOT_PULLED | ({"mapping": {}} if row.kind == SourceKind.NGSI_LD else {})
    if columns["every_days"] != row.every_days or "failures" in columns:
        columns["next_pull_at"] = at if columns["every_days"] and _is_on(row) else None
    with _refuse_twice(text.name):
        changed = change_row(row, revision, columns)
    if changed:
        named = ",".join(name for name in changed if name not in {"next_pull_at", "mapping", *NOT_PULLED})
        audit(
            actor,
            "strategy.source.edited",
            row,
            town=row.municipality.slug,
            at=at,
            name=row.name,
            columns=named,
        )
    return row


@transaction.atomic
def switch_source(*, actor: object, source: DataSource, is_on: bool, at: datetime) -> DataSource:
    """Pull it by itself, from the next turn on, or no more. Doing it twice is doing it once."""
    row = _locked(source)
    if is_on and not row.every_days:
        text = "Diese Quelle hat keinen Rhythmus. Bitte zuerst unter „Bearbeiten“ einen wählen."
        raise Refused("strategy.source.no_interval", text, "every_days")
    if is_on == (row.next_pull_at is not None):
        return row
    row.next_pull_at = at if is_on else None
    row.save(update_fields=["next_pull_at"])
    audit(actor, "strategy.source.switched", row, town=row.municipality.slug, at=at, name=row.name, on=is_on)
    return row


@transaction.atomic
def remove_source(*, actor: object, source: DataSource, at: datetime, revision: int | None = None) -> None:
    """Remove a source. What it delivered stays, with its log."""
    row = _locked(source)
    if revision is not None and row.revision != revision:
        raise stale()
    audit(actor, "strategy.source.removed", row, town=row.municipality.slug, at=at, name=row.name)
    row.delete()


def _is_on(row: DataSource) -> bool:
    """A source without an interval was not switched off: it had nothing to switch."""
    return row.next_pull_at is not None or row.every_days is None


def _locked(source: DataSource) -> DataSource:
    return lock_row(source, "strategy.source.gone", "Diese Quelle wurde inzwischen entfernt.")


def _columns(text: SourceText) -> dict[str, Any]:
    if text.every_days is not None and not 1 <= text.every_days <= MOST_DAYS:
        raise Refused("strategy.source.interval", f"Bitte einen Abstand von 1 bis {MOST_DAYS} Tagen.", "every_days")
    is_upload = text.kind == SourceKind.UPLOAD
    return {
        "name": checks.line(text.name, name="Der Name", field="name", required=True),
        "address": "" if is_upload else _address(text.address),
        "every_days": None if is_upload else text.every_days,
        "source_name": checks.line(text.source_name, name="Die Herkunft", field="source_name"),
        "licence": checks.line(text.licence, name="Die Lizenz", field="licence", longest=100),
        "query": _query(text),
        "invented": text.invented,
    }


def _address(text: str) -> str:
    address = checks.url(text, field="address")
    if not address:
        raise Refused("strategy.source.address", "Die Adresse fehlt noch.", "address")
    place = place_of(address)
    if not settings.ALLOW_PRIVATE_SOURCES:
        require_not_private(place)  # names are looked up only when they are asked: they may change
    return address


def _query(text: SourceText) -> dict[str, Any]:
    if text.kind == SourceKind.JSON:
        return {"path": checks.line(str(text.query.get("path", "")), name="Der Weg", field="path")}
    return checked_question(text.query) if text.kind == SourceKind.NGSI_LD else {}


def _refuse_twice(name: str) -> AbstractContextManager[None]:
    text = f"„{name}“ heißt schon eine andere Quelle. Bitte anders nennen."
    return refuse_twice("strategy.source.twice", text, "name")
