"""Addresses from which values are pulled, again and again. No secret is kept: only open addresses can be asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.methods.units import completed, same_kind
from soesmart.region.models import Municipality
from soesmart.strategy.models import DataSource, Indicator
from soesmart.strategy.pulling.addresses import place_of
from soesmart.strategy.pulling.by_year import Rule
from soesmart.strategy.pulling.ngsi_ld import Question
from soesmart.strategy.rules import SourceKind
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import change_row, stale

MOST_DAYS = 366
NOT_PULLED = {"problem": "", "failures": 0, "last_digest": "", "last_pulled_at": None}
_TENANT = re.compile(r"[A-Za-z0-9_.-]{0,100}")
_TERM = re.compile(r"[^\s,<>\"]{1,300}")


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
    try:
        with transaction.atomic():
            made = DataSource.objects.create(municipality=municipality, **columns)
    except IntegrityError:
        raise _twice(text.name) from None
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
    try:
        with transaction.atomic():
            changed = change_row(row, revision, columns)
    except IntegrityError:
        raise _twice(text.name) from None
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
    rows = DataSource.objects.select_for_update(of=("self",)).select_related("municipality")
    row = rows.filter(pk=source.pk).first()
    if row is None:
        raise Conflict("strategy.source.gone", "Diese Quelle wurde inzwischen entfernt.")
    return row


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
    place_of(address)
    return address


def _query(text: SourceText) -> dict[str, Any]:
    if text.kind == SourceKind.JSON:
        return {"path": checks.line(str(text.query.get("path", "")), name="Der Weg", field="path")}
    return _question(text.query) if text.kind == SourceKind.NGSI_LD else {}


def _question(said: Mapping[str, Any]) -> dict[str, Any]:
    question = Question(**said)
    for name, label in (("entity_type", "Der Entitätstyp"), ("attribute", "Das Attribut"), ("entity", "Die Entität")):
        term = getattr(question, name)
        if (term or name != "entity") and not _TERM.fullmatch(term):
            raise Refused(f"strategy.source.{name}", f"{label} fehlt oder enthält Leerzeichen oder Kommas.", name)
    if not _TENANT.fullmatch(question.tenant):
        raise Refused("strategy.source.tenant", "Ein Mandant besteht aus Buchstaben, Ziffern, _ . und -.", "tenant")
    if re.search(r"[<>\"]", checks.url(question.context, field="context")):
        raise Refused(
            "strategy.source.context", "In dieser Adresse stehen Zeichen, die dort nicht hingehören.", "context"
        )
    if question.rule not in set(Rule):
        raise Refused("strategy.source.rule", "Bitte wählen, wie aus Messwerten ein Jahreswert wird.", "rule")
    checks.year(question.since, field="since")
    _fitting(question)
    return question.to_dict()


def _fitting(question: Question) -> None:
    """The indicator is one of the town, and the platform's numbers can be turned into its unit."""
    unit = Indicator.objects.filter(key=question.indicator).values_list("unit", flat=True).first()
    if unit is None:
        raise Refused("strategy.source.indicator", "Bitte die Kennzahl wählen, für die diese Werte sind.", "indicator")
    if question.unit and not same_kind(completed(question.unit, unit) or question.unit, unit):
        raise Refused("strategy.source.unit", f"Das lässt sich nicht in „{unit}“ umrechnen. Bitte prüfen.", "unit")


def _twice(name: str) -> Refused:
    return Refused("strategy.source.twice", f"„{name}“ heißt schon eine andere Quelle. Bitte anders nennen.", "name")
