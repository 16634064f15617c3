"""Take an uploaded workbook into a draft: all of it or nothing. Tried out first, by doing it and taking it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.models import SpreadsheetUpload, Version
from soesmart.strategy.services.drafts import lock_draft, town_of
from soesmart.strategy.services.table_rows import Writer, problem_of, steps
from soesmart.strategy.spreadsheet import digest
from soesmart.strategy.spreadsheet_check import Changes, Line, Lines, Problem, RowChange, compare
from soesmart.strategy.spreadsheet_rows import rows_of

# How long a checked file waits for the click that takes it over.
WAITS = timedelta(hours=2)


def try_out(*, actor: object, version: Version, changes: Changes, at: datetime) -> list[Problem]:
    """What the services refuse of the file's rows. Everything is written once and taken back; nothing stays."""
    problems: list[Problem] = []
    refused: list[RowChange] = []
    with transaction.atomic():
        draft = lock_draft(version.pk)
        for step in steps(Writer(actor, draft, at), changes, remove_missing=False):
            if any(step.change is change for change in refused):
                continue  # the indicator of a goal that could not be written belongs nowhere
            try:
                with transaction.atomic():
                    step.write()
            except Refused as refusal:
                problems.append(problem_of(step, refusal))
                refused.append(step.change)
        transaction.set_rollback(True)
    return problems


@transaction.atomic
def keep_upload(*, actor: Person, version: Version, lines: Lines, seen: str, at: datetime) -> SpreadsheetUpload:
    """Keep the checked rows until they are taken over. seen: digest of the draft they were checked against.

    An older file of the same person gives way, and so does every expired one.
    """
    SpreadsheetUpload.objects.filter(expires_at__lte=at).delete()
    SpreadsheetUpload.objects.filter(version=version, uploaded_by=actor).delete()
    return SpreadsheetUpload.objects.create(
        version=version, uploaded_by=actor, uploaded_at=at, expires_at=at + WAITS, rows=_stored(lines), seen=seen
    )


def upload_of(*, actor: Person, pk: Any, at: datetime) -> SpreadsheetUpload:
    """The person's own upload while it waits. Conflict once it expired or was taken over."""
    found = (
        SpreadsheetUpload.objects.filter(pk=pk, uploaded_by=actor, expires_at__gt=at).select_related("version").first()
    )
    if found is None:
        raise Conflict(
            "strategy.upload.gone", "Diese Tabelle liegt nicht mehr bereit. Bitte die Datei noch einmal hochladen."
        )
    return found


@transaction.atomic
def take_over(*, actor: Person, upload: SpreadsheetUpload, remove_missing: bool, at: datetime) -> int:
    """Write all changes of a checked workbook; returns how many rows changed.

    remove_missing: also take out of the draft what the file does not name. Conflict when the draft is no longer the
    one against which the file was checked; Refused with sheet and row when one row cannot be written.
    """
    draft = lock_draft(upload.version_id)
    if not SpreadsheetUpload.objects.filter(pk=upload.pk, uploaded_by=actor).delete()[0]:
        raise Conflict("strategy.upload.gone", "Diese Tabelle wurde schon übernommen.")
    current = rows_of(draft)
    if digest(current) != upload.seen:
        raise Conflict(
            "strategy.upload.stale",
            "Der Entwurf hat sich seit der Prüfung geändert. Die Tabelle wird deshalb noch einmal verglichen.",
        )
    changes = compare(lines_of(upload), current)
    for step in steps(Writer(actor, draft, at), changes, remove_missing=remove_missing):
        try:
            step.write()
        except Refused as refusal:
            problem = problem_of(step, refusal)
            raise Refused(
                refusal.code, f"Blatt „{problem.sheet}“, {step.change.name}: {problem.text} Nichts wurde übernommen."
            ) from refusal
    count = len(changes.rows) + (len(changes.missing) if remove_missing else 0)
    audit(actor, "strategy.table.imported", draft, town=town_of(draft), at=at, changed=count)
    return count


def _stored(lines: Lines) -> dict[str, list[dict[str, Any]]]:
    return {title: [{"number": line.number, "cells": line.cells} for line in rows] for title, rows in lines.items()}


def lines_of(upload: SpreadsheetUpload) -> Lines:
    rows: Mapping[str, Sequence[dict[str, Any]]] = upload.rows
    return {title: [Line(**line) for line in lines] for title, lines in rows.items()}
