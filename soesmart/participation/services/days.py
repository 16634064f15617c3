"""What phases and milestones share: their days, and the lock against two editors at once."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db.models import F, Model

from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.rules import PartialDate


def days_of(starts: str, ends: str) -> dict[str, Any]:
    """The columns of `Dated`: normalised texts, computed days. Refused when a date is none or the end comes first."""
    start = _parse(starts, "starts")
    end = _parse(ends, "ends") if ends.strip() else None
    last_day = (end or start).last_day
    if last_day < start.first_day or (end and start.clock and end.clock and _clock(end) < _clock(start)):
        raise Refused("participation.days.reversed", "Das Ende liegt vor dem Beginn.", "ends")
    return {
        "starts": start.iso(),
        "ends": end.iso() if end else "",
        "first_day": start.first_day,
        "last_day": last_day,
    }


def _parse(text: str, field: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise Refused("participation.days.malformed", str(error), field) from error


def _clock(moment: PartialDate) -> datetime:
    return datetime.combine(moment.first_day, moment.clock or time.min)


def change(row: Model, revision: int, values: Mapping[str, Any]) -> None:
    """Write `values` unless somebody else did so since `revision`; then `Conflict`."""
    rows = type(row)._default_manager.filter(pk=row.pk, revision=revision)
    if not rows.update(**values, revision=F("revision") + 1):
        raise Conflict(
            "participation.outdated",
            "Das hat inzwischen jemand anderes geändert. Die eigenen Eingaben stehen noch im Formular, der neue Stand "
            "darunter. Wer jetzt noch einmal speichert, überschreibt ihn.",
        )
    row.refresh_from_db()
