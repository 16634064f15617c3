"""Rows of a town that are known by one name each: indicators, measures, units, sources, reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.models import DataSource, Indicator, Measure, OrganisationUnit
from soesmart.strategy.services.drafts import change_row

Row = TypeVar("Row", DataSource, Indicator, Measure, OrganisationUnit)
Keyed = TypeVar("Keyed", Indicator, Measure, OrganisationUnit)


@contextmanager
def refuse_twice(code: str, text: str, field: str) -> Iterator[None]:
    """Store a row within it that can only break the rule of one name each: Refused(code, text, field) where it does."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused(code, text, field) from None


def lock_row(row: Row, code: str, gone: str) -> Row:
    """The row as it stands now, with its town, held until the transaction ends; Conflict(code, gone) without it."""
    rows = type(row).objects.select_for_update(of=("self",)).select_related("municipality")
    now = rows.filter(pk=row.pk).first()
    if now is None:
        raise Conflict(code, gone)
    return now


def edit_row(
    actor: object, action: str, row: Keyed, columns: dict[str, Any], *, at: datetime, revision: int | None
) -> Keyed:
    """Write what differs into a locked row and say so in the audit log. revision: as the editor read it."""
    if changed := change_row(row, revision, columns):
        town = row.municipality.slug
        audit(actor, action, row, town=town, at=at, key=row.key, columns=",".join(changed))
    return row
