"""Reads of the yearly reports. Published ones come from what was frozen, drafts from the town as it is known."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.db.models import Q

from soesmart.core.clock import BERLIN
from soesmart.region.models import Municipality
from soesmart.strategy import related
from soesmart.strategy.models import FieldWording, Report, ReportBlock, Version
from soesmart.strategy.queries.known import as_known, strategy_as_known
from soesmart.strategy.queries.numbers import further_measurements
from soesmart.strategy.queries.remembered import remembered
from soesmart.strategy.queries.tree import read_version
from soesmart.strategy.queries.versions import current_version
from soesmart.strategy.reports.compose import Material, compose
from soesmart.strategy.reports.content import Content
from soesmart.strategy.reports.stored import from_json
from soesmart.strategy.rules import ReportState

HEAVY = ("content", "pdf")
VALID = Q(state=ReportState.PUBLISHED, withdrawn_at=None)


def reports_of_the_town() -> list[Report]:
    """All reports, the newest first, without content and file. One query."""
    return list(Report.objects.defer(*HEAVY).select_related("municipality"))


def published_reports() -> list[Report]:
    """The published ones that hold, the newest first, without content and file. One query."""
    return list(Report.objects.filter(VALID).defer(*HEAVY))


def withdrawn_reports() -> list[Report]:
    """Those that hold no more, the newest first, without content and file. One query."""
    return list(Report.objects.filter(withdrawn_at__isnull=False).defer(*HEAVY))


def published_report(year: int) -> Report | None:
    """The published report of a year, also when withdrawn, without content and file, or None. One query."""
    return Report.objects.filter(year=year, state=ReportState.PUBLISHED).defer(*HEAVY).first()


def report_of(year: int) -> Report | None:
    """The report of a year, draft or published, without content and file, or None. One query."""
    return Report.objects.filter(year=year).defer(*HEAVY).select_related("municipality").first()


def file_of(report: Report) -> bytes:
    """The PDF as it was published. One query."""
    stored = Report.objects.filter(pk=report.pk).values_list("pdf", flat=True).first()
    return bytes(stored or b"")


def content_of(report: Report) -> Content:
    """What a published report says. One query in a process, then none: it never changes."""
    return _frozen(report.pk, report.pdf_digest, report.published_at)


@lru_cache(maxsize=16)
def _frozen(pk: int, _digest: str, _published_at: datetime) -> Content:
    stored = Report.objects.filter(pk=pk).values_list("content", flat=True).get()
    return from_json(stored)


def words_of_report(report: Report) -> dict[str, ReportBlock]:
    """The office's blocks by their place. One query."""
    return {block.place: block for block in ReportBlock.objects.filter(report=report)}


def report_before(year: int) -> Report | None:
    """The newest report of an earlier year, draft or published, without content and file. One query."""
    return Report.objects.filter(year__lt=year).defer(*HEAVY).order_by("-year").first()


def composed(report: Report, town: Municipality, at: datetime) -> Content | None:
    """A draft as it would be published at `at`; None where no strategy was published by the day of its numbers.

    Some fifteen queries.
    """
    version = current_version(end_of(report.known_on))
    return _compose(report, town, version, at) if version else None


def previewed(report: Report, town: Municipality, at: datetime) -> Content | None:
    """The same, but put together once until something is written in the town or the day ends. Then one query."""
    version = current_version(end_of(report.known_on))
    if version is None:
        return None
    key = f"report:{report.pk}:{at.astimezone(BERLIN).date()}"
    return remembered(version, key, lambda: _compose(report, town, version, at))


def _compose(report: Report, town: Municipality, version: Version, at: datetime) -> Content:
    strategy = remembered(version, "strategy", lambda: read_version(version))
    last = Report.objects.filter(VALID, year__lt=report.year).order_by("-year").defer("pdf")
    before = last.first()
    first, end = date(report.year, 1, 1), date(report.year, 12, 31)
    return compose(
        Material(
            year=report.year,
            title=report.title,
            town=town.official_name,
            known_on=report.known_on,
            composed_on=at.astimezone(BERLIN).date(),
            strategy=strategy_as_known(strategy, report.known_on),
            measurements=[as_known(one, report.known_on) for one in further_measurements()],
            words={place: block.text for place, block in words_of_report(report).items()},
            chapters=related.chapters(first, end, at),
            last=from_json(before.content) if before else None,
            invented=report.invented,
        )
    )


def fields_known(on: date) -> list[tuple[str, str]]:
    """Key and name of the action fields of the version that was valid on a day. Two queries."""
    version = current_version(end_of(on))
    rows = FieldWording.objects.filter(version=version).order_by("position")
    return list(rows.values_list("field__key", "name")) if version else []


def end_of(day: date) -> datetime:
    """The last moment of a day in Berlin."""
    return datetime.combine(day + timedelta(days=1), time.min, BERLIN) - timedelta(microseconds=1)
