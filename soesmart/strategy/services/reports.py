"""The yearly report: written by the office, published once; then nothing changes it, but it can be withdrawn."""

import hashlib
import re
from datetime import date, datetime
from typing import Any

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Report, ReportBlock
from soesmart.strategy.reports.content import Content
from soesmart.strategy.reports.stored import to_json
from soesmart.strategy.rules import ReportState
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import change_row, stale
from soesmart.strategy.services.rows import refuse_twice

FIRST_YEAR = 2000
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
LONGEST_BLOCK = 10_000


@transaction.atomic
def open_report(
    *,
    actor: object,
    municipality: Municipality,
    year: int,
    title: str,
    known_on: date,
    at: datetime,
    invented: bool = False,
) -> Report:
    """Begin the report of a year; its numbers will be those known at the end of `known_on`.

    title: made from the year where it is empty; Refused where it names another year.
    """
    columns = _facts(year, title, known_on, at)
    if not FIRST_YEAR <= year <= at.astimezone(BERLIN).year:
        raise Refused("strategy.year.report", f"Bitte ein Jahr von {FIRST_YEAR} bis heute.", "year")
    with refuse_twice("strategy.report.twice", f"Für {year} gibt es schon einen Bericht.", "year"):
        made = Report.objects.create(municipality=municipality, year=year, created_at=at, invented=invented, **columns)
    audit(actor, "strategy.report.opened", made, town=municipality.slug, at=at, label=str(year))
    return made


@transaction.atomic
def edit_report(
    *, actor: object, report: Report, title: str, known_on: date, at: datetime, revision: int | None = None
) -> Report:
    """Change title and day of the numbers of a draft. revision: as the editor read it, else Conflict."""
    draft = _lock(report)
    changed = change_row(draft, revision, _facts(draft.year, title, known_on, at))
    if changed:
        _note(actor, "edited", draft, at, columns=",".join(changed))
    return draft


@transaction.atomic
def write_block(
    *, actor: object, report: Report, place: str, text: str, at: datetime, revision: int | None = None
) -> ReportBlock:
    """Write the office's words at a place (reports/places.py). revision: of the block as read, 0 where none was."""
    draft = _lock(report)
    tidy = checks.plain(text, name="Der Text", field="text", longest=LONGEST_BLOCK)
    row = ReportBlock.objects.filter(report=draft, place=place).first()
    if row is None:
        row = ReportBlock.objects.create(report=draft, place=place, text=tidy)
    elif not change_row(row, revision, {"text": tidy}):
        return row
    # A row whose words go stays, so that the sum of revisions only grows (`state_of`).
    _note(actor, "written", draft, at, place=place)
    return row


@transaction.atomic
def copy_blocks(*, actor: object, report: Report, source: Report, at: datetime) -> int:
    """Take over the words of another report at places that have none yet; says how many."""
    draft = _lock(report)
    rows = {row.place: row for row in ReportBlock.objects.filter(report=draft)}
    copied = 0
    for block in ReportBlock.objects.filter(report=source).exclude(text=""):
        row = rows.get(block.place)
        if row is None:
            ReportBlock.objects.create(report=draft, place=block.place, text=block.text)
        elif not row.text:
            change_row(row, None, {"text": block.text})
        else:
            continue
        copied += 1
    if copied:
        _note(actor, "copied", draft, at, added=copied)
    return copied


@transaction.atomic
def publish_report(
    *, actor: object, report: Report, content: Content, pdf: bytes, at: datetime, seen: int | None = None
) -> Report:
    """Freeze the report as composed and rendered: all numbers, all words, the file. Once only.

    seen: `state_of` the draft that was composed; Conflict when somebody wrote since.
    """
    draft = _lock(report)
    if seen is not None and state_of(draft) != seen:
        raise Conflict(
            "strategy.report.changed",
            "Jemand hat an diesem Bericht inzwischen etwas geändert. Bitte die Vorschau noch einmal ansehen.",
        )
    draft.state, draft.published_at = ReportState.PUBLISHED, at
    draft.published_by = actor if isinstance(actor, Person) else None
    draft.content, draft.pdf = to_json(content), pdf
    draft.pdf_digest = hashlib.sha256(pdf).hexdigest()
    draft.revision += 1
    draft.save()
    _note(actor, "published", draft, at, digest=draft.pdf_digest)
    return draft


@transaction.atomic
def withdraw_report(*, actor: object, report: Report, reason: str, at: datetime) -> Report:
    """Say of a published report that it no longer holds, and why. What was published stays readable at its address."""
    told = checks.line(reason, name="Der Grund", field="reason", longest=500, required=True)
    published = Report.objects.filter(pk=report.pk, state=ReportState.PUBLISHED, withdrawn_at=None)
    if not published.update(withdrawn_at=at, withdrawn_reason=told):
        raise Conflict("strategy.report.not_published", f"Der Bericht {report.year} gilt nicht oder nicht mehr.")
    report.withdrawn_at, report.withdrawn_reason = at, told
    _note(actor, "withdrawn", report, at, reason=told)
    return report


@transaction.atomic
def discard_report(*, actor: object, report: Report, at: datetime, seen: int | None = None) -> None:
    """Throw a draft away with all its words; a published report stays. seen: `state_of` it, else Conflict."""
    draft = _lock(report)
    if seen is not None and state_of(draft) != seen:
        raise stale()
    _note(actor, "discarded", draft, at)
    draft.delete()


def state_of(report: Report) -> int:
    """A number that grows with every change of the report's facts or words. One query."""
    return report.revision + sum(ReportBlock.objects.filter(report=report).values_list("revision", flat=True))


def _lock(report: Report) -> Report:
    """The draft as it stands now, held until the transaction ends. Nothing writes into a published report."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("municipality").defer("content", "pdf")
    now = rows.filter(pk=report.pk).first()
    if now is None:
        raise Conflict("strategy.report.gone", "Dieser Bericht wurde inzwischen verworfen.")
    if now.state != ReportState.DRAFT:
        raise Conflict(
            "strategy.report.published", f"Der Bericht {now.year} ist veröffentlicht und bleibt, wie er ist."
        )
    return now


def _facts(year: int, title: str, known_on: date, at: datetime) -> dict[str, Any]:
    if known_on > at.astimezone(BERLIN).date():
        raise Refused(
            "strategy.known_on.future", "Was an einem künftigen Tag bekannt ist, weiß noch niemand.", "known_on"
        )
    named = checks.line(title, name="Der Titel", field="title") or f"Nachhaltigkeitsbericht {year}"
    # A year ahead is one that the town aims at.
    past = {int(one) for one in _YEARS.findall(named) if int(one) <= at.astimezone(BERLIN).year}
    if past and year not in past:
        other = " und ".join(str(one) for one in sorted(past))
        raise Refused("strategy.title.year", f"Der Titel nennt {other}, der Bericht erzählt von {year}.", "title")
    return {
        "title": named,
        "known_on": known_on,
    }


def _note(actor: object, done: str, report: Report, at: datetime, **facts: object) -> None:
    town = report.municipality.slug
    audit(actor, f"strategy.report.{done}", report, town=town, at=at, label=str(report.year), **facts)
