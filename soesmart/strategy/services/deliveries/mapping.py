"""A person says what the series of a file are; from then on it is checked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.methods.tables import Layout
from soesmart.methods.units import same_kind, units_like
from soesmart.region.models import District
from soesmart.strategy.delivery.file import Opened, open_file, reread, understand
from soesmart.strategy.delivery.guess import Measured, fitting_unit, guess_uses
from soesmart.strategy.delivery.layout import Wish, relaid
from soesmart.strategy.delivery.mapping import Origin, Plan, Use
from soesmart.strategy.models import DataSource, Delivery
from soesmart.strategy.queries.deliveries import measured
from soesmart.strategy.rules import DeliveryState, SourceKind
from soesmart.strategy.services import checks
from soesmart.strategy.services.deliveries.locking import lock_delivery, save_delivery

AGAIN = (DeliveryState.CHECKING, DeliveryState.FINDINGS, DeliveryState.FAILED)


def opened(delivery: Delivery, sheet: str, layout: Mapping[str, object] | None = None) -> Opened:
    """The delivery's file, read again. Conflict once its contents are gone."""
    content = delivery.content
    if content is None:
        raise Conflict("strategy.delivery.empty", "Die Datei dieser Lieferung liegt nicht mehr vor.")
    wanted = Layout.from_dict(layout) if layout else None
    return understand(open_file(bytes(content), delivery.name), sheet, wanted)


def read_differently(
    *,
    actor: object,
    delivery: Delivery,
    sheet: str,
    wish: Wish | None,
    uses: Mapping[str, Use],
    origin: Origin,
    at: datetime,
    revision: int | None = None,
) -> Delivery:
    """Read the file as wished (None: as guessed), and keep what was chosen so far with the series it was chosen for.

    Refused, with the field of the wish, for what the sheet does not have.
    """
    found = opened(delivery, sheet)
    if wish is not None:
        found = reread(found, relaid(found.sheet, wish, found.guess))
    districts = District.objects.values_list("name", flat=True)
    guessed = guess_uses(found.series, measured(), districts)
    plan = Plan(
        sheet=found.sheet.title,
        guess=found.guess.to_dict(),
        layout=found.layout.to_dict(),
        uses={name: uses.get(name, use) for name, use in guessed.items()},
        origin=origin,
    )
    return _keep(actor, delivery, {**plan.to_dict(), "file": found.told()}, at, revision)


@transaction.atomic
def _keep(actor: object, delivery: Delivery, mapping: dict[str, Any], at: datetime, revision: int | None) -> Delivery:
    row = lock_delivery(delivery.pk, [DeliveryState.MAPPING], revision)
    row.mapping = mapping
    save_delivery(row, "mapping")
    audit(actor, "strategy.delivery.reread", row, town=row.municipality.slug, at=at)
    return row


@transaction.atomic
def confirm_mapping(
    *,
    actor: object,
    delivery: Delivery,
    uses: Mapping[str, Use],
    origin: Origin,
    at: datetime,
    revision: int | None = None,
    remember_as: str = "",
) -> Delivery:
    """Take what was chosen for each series, remember it under a name, begin the check.

    Refused with the field `unit:<name>` or `use:<name>` of the series that does not go.
    """
    check_uses(uses, {one.key: one for one in measured()})
    checks.url(origin.address, field="address")
    row = lock_delivery(delivery.pk, [DeliveryState.MAPPING], revision)
    kept = Plan.from_dict(row.mapping)
    if kept is None:
        raise Refused("strategy.delivery.typed", "Ein eingetippter Wert hat keine Zuordnung.")
    plan = replace(kept, uses=dict(uses), origin=origin)
    row.source = _named_source(actor, row, remember_as, origin, at) or row.source
    row.mapping = {**plan.to_dict(), "file": row.mapping["file"]}
    row.state, row.rows_done = DeliveryState.CHECKING, 0
    row.rows_total = count_series(row.mapping, plan)
    save_delivery(row, "source", "mapping", "state", "rows_done", "rows_total")
    audit(
        actor,
        "strategy.delivery.mapped",
        row,
        town=row.municipality.slug,
        at=at,
        indicators=sorted({use.indicator for use in plan.uses.values() if use.indicator}),
    )
    queue_check(row)
    return row


@transaction.atomic
def reopen_mapping(*, actor: object, delivery: UUID, at: datetime, revision: int | None = None) -> Delivery:
    """Back to the mapping: what was read and found is forgotten, the file stays."""
    row = lock_delivery(delivery, AGAIN, revision)
    if Plan.from_dict(row.mapping) is None:
        raise Refused("strategy.delivery.typed", "Ein eingetippter Wert hat keine Zuordnung.")
    row.values.all().delete()
    row.findings.all().delete()
    row.state, row.rows_done, row.open_findings, row.problem = DeliveryState.MAPPING, 0, 0, ""
    save_delivery(row, "state", "rows_done", "open_findings", "problem")
    audit(actor, "strategy.delivery.reopened", row, town=row.municipality.slug, at=at)
    return row


def check_uses(uses: Mapping[str, Use], indicators: Mapping[str, Measured]) -> None:
    """Refused for no series at all, an unknown indicator, a unit of another kind, or two series for the same."""
    taken: dict[tuple[str, ...], str] = {}
    for name, use in uses.items():
        if not use.indicator:
            continue
        if use.indicator not in indicators:
            raise Refused("strategy.delivery.indicator", "Diese Kennzahl gibt es nicht (mehr).", f"use:{name}")
        _check_unit(name, use, indicators[use.indicator])
        if use.slot in taken:
            raise Refused(
                "strategy.delivery.twice",
                f"„{name}“ und „{taken[use.slot]}“ sollen dieselbe Kennzahl sein. Bitte bei einer „nicht übernehmen“ "
                "wählen oder einen Sektor, Ortsteil oder eine Gruppe nennen.",
                f"use:{name}",
            )
        taken[use.slot] = name
    if not taken:
        raise Refused("strategy.delivery.nothing", "Bitte mindestens einer Reihe eine Kennzahl zuordnen.")


def _check_unit(name: str, use: Use, indicator: Measured) -> None:
    if not use.unit or same_kind(use.unit, indicator.unit):
        return
    near = fitting_unit(use.unit, indicator.unit)
    hint = f"„{near}“" if near != use.unit else ", ".join(f"„{unit}“" for unit in units_like(indicator.unit)[:5])
    raise Refused(
        "strategy.delivery.unit",
        f"„{use.unit}“ lässt sich nicht in „{indicator.unit}“ umrechnen. Möglich: {hint}. Leer lassen, wenn die Werte "
        "schon in der Einheit der Kennzahl stehen.",
        f"unit:{name}",
    )


def _named_source(actor: object, row: Delivery, name: str, origin: Origin, at: datetime) -> DataSource | None:
    tidy = checks.line(name, name="Der Name", field="remember_as")
    if not tidy:
        return None
    words = {"source_name": origin.source_name, "licence": origin.licence}
    kept, is_new = DataSource.objects.get_or_create(municipality=row.municipality, name=tidy, defaults=words)
    if is_new:
        town = row.municipality.slug
        audit(actor, "strategy.source.added", kept, town=town, at=at, name=kept.name, kind=SourceKind.UPLOAD.value)
    if kept.kind != SourceKind.UPLOAD:
        raise Refused(
            "strategy.delivery.source",
            f"„{tidy}“ heißt schon eine Quelle mit Adresse. Bitte anders nennen.",
            "remember_as",
        )
    return kept


def count_values(found: Opened, plan: Plan) -> int:
    """How many cells will be checked."""
    return count_series({"file": found.told()}, plan)


def count_series(mapping: Mapping[str, Any], plan: Plan) -> int:
    used = {name for name, use in plan.uses.items() if use.indicator}
    return sum(one["count"] for one in mapping["file"]["series"] if one["name"] in used)


def queue_check(delivery: Delivery) -> None:
    """Let the worker check it, once the present transaction is stored."""
    from soesmart.strategy.jobs import check_delivery

    check_delivery.later(delivery.municipality.slug, str(delivery.pk))
