"""The report of 2024, published in summer 2025, and that of 2025, which is being written."""

from datetime import date, datetime

from soesmart.accounts.models import Person
from soesmart.demo.story import read
from soesmart.demo.strategy.signing import day
from soesmart.region.models import Municipality
from soesmart.strategy.models import Report
from soesmart.strategy.pdf.report import report_pdf
from soesmart.strategy.queries.reports import composed
from soesmart.strategy.services.reports import copy_blocks, open_report, publish_report, write_block

PUBLISHED = day(2025, 7, 1)


def build_reports(town: Municipality, at: datetime, officer: Person) -> None:
    """Two reports with words for foreword, closing and some parts of the frame."""
    first = _report(town, 2024, date(2025, 6, 30), PUBLISHED, officer)
    for place, text in read("measures")["report"].items():
        write_block(actor=officer, report=first, place=place, text=text, at=PUBLISHED)
    content = composed(first, town, PUBLISHED)
    assert content is not None
    pdf = report_pdf(content, town, address=f"/strategie/berichte/{first.year}/", at=PUBLISHED)
    publish_report(actor=officer, report=first, content=content, pdf=pdf, at=PUBLISHED)
    second = _report(town, 2025, at.date(), at, officer)
    copy_blocks(actor=officer, report=second, source=first, at=at)


def _report(town: Municipality, year: int, known_on: date, at: datetime, officer: Person) -> Report:
    return open_report(
        actor=officer,
        municipality=town,
        year=year,
        title=f"Nachhaltigkeitsbericht {year}",
        known_on=known_on,
        at=at,
        invented=True,
    )
