"""The report as a document that everybody can read: tagged, in German, each chart with words and a table."""

import ctypes
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
from django_scopes import scope
from pypdfium2 import raw

from soesmart.core import clock
from soesmart.region.models import Municipality, Region
from soesmart.strategy.addresses import goal_url
from soesmart.strategy.models import Report
from soesmart.strategy.pdf.report import report_pdf
from soesmart.strategy.queries import reports as reads
from soesmart.strategy.reports.compose import compose
from soesmart.strategy.tests.reading import words_of_document
from soesmart.strategy.tests.reporting import goal, material, strategy
from tests.clients import CountQueries

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADDRESS = "https://soest.example/strategie/berichte/2025/"
TOWN = Municipality(slug="soest", name="Soest", official_name="Stadt Soest", region=Region(slug="region"))


@pytest.fixture(scope="module")
def made() -> bytes:
    return report_pdf(compose(material()), TOWN, address=ADDRESS, at=AT)


def structure(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, str]]:
    """Kind and alternative text of all elements, page by page."""
    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page)
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _below(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
        raw.FPDF_StructTree_Close(tree)


def _below(element: Any) -> Iterator[tuple[str, str]]:
    if element:
        yield _said(raw.FPDF_StructElement_GetType, element), _said(raw.FPDF_StructElement_GetAltText, element)
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            yield from _below(raw.FPDF_StructElement_GetChildAtIndex(element, place))


def _said(ask: Any, element: Any) -> str:
    size = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def test_it_is_tagged_german_titled_and_has_bookmarks(made: bytes) -> None:
    document = pypdfium2.PdfDocument(made)
    assert document.is_tagged()
    assert b"/Lang(de-DE)" in made
    assert b"pdfuaid" in made
    assert document.get_metadata_dict()["Title"] == "Nachhaltigkeitsbericht 2025"
    marks = [mark.get_title() for mark in document.get_toc()]
    for title in ("Vorwort", "Wo die Ziele stehen", "Handlungsfeld Mobilität", "Pilotprojekte", "Wie gerechnet wurde"):
        assert title in marks


def test_every_figure_has_words_and_every_table_has_headings(made: bytes) -> None:
    elements = list(structure(pypdfium2.PdfDocument(made)))
    figures = [alt for kind, alt in elements if kind == "Figure"]
    assert len(figures) == 2, figures  # the house, one chart
    assert all(figures)
    assert any(alt.startswith("Radverkehrsanteil: von 13,0") and "Tabelle" in alt for alt in figures)
    kinds = [kind for kind, _ in elements]
    assert kinds.count("Table") >= 4
    assert kinds.count("TH") >= 3 * kinds.count("Table")


def test_the_numbers_of_a_chart_stand_in_a_table(made: bytes) -> None:
    text = words_of_document(made)
    assert "2025 20,0 gemessen" in text
    assert "2030 22,0 Zielwert" in text
    assert "Prognose (" in text


def test_it_tells_goals_frame_pilots_and_the_words_of_the_office(made: bytes) -> None:
    text = words_of_document(made)
    body = text[text.rindex("Liebe Leute,") :]
    order = [
        "ein gutes Jahr",
        "Neue Wege",
        "Zuständig: Verkehr",
        "Fair gekauft",
        "Leuchten am Radweg",
        "Zu diesem Dokument",
    ]
    places = [body.index(words) for words in order]
    assert places == sorted(places)
    assert "18 Globale Verantwortung und Eine Welt keine Angabe" in body
    assert "Für dieses Ziel gibt es noch keine Kennzahl." in body


def test_only_a_draft_says_that_it_is_one(made: bytes) -> None:
    draft = report_pdf(compose(material()), TOWN, address=ADDRESS, at=AT, is_draft=True)
    assert "Entwurf, nicht veröffentlicht" in words_of_document(draft)
    assert "Entwurf" not in words_of_document(made)


def test_no_text_of_the_town_becomes_a_command() -> None:
    evil = '#panic("x") *fett* = Titel <label> $x$ \\ // & "Anführung"'
    words = {"foreword": evil, "field:mobilitaet": evil, "frame:1": evil, "closing": evil}
    content = compose(material(title=evil, words=words, strategy=strategy(goal("MOB-1", evil))))
    assert (
        words_of_document(report_pdf(content, TOWN, address=ADDRESS, at=AT)).count(
            '#panic("x") *fett* = Titel <label> $x$'
        )
        >= 6
    )


def test_a_report_of_next_to_nothing_is_a_document() -> None:
    content = compose(material(words={}, chapters=(), measurements=(), strategy=strategy()))
    assert "Noch sind keine Ziele veröffentlicht." in words_of_document(
        report_pdf(content, TOWN, address=ADDRESS, at=AT)
    )


def test_the_report_of_soest_takes_few_queries_and_less_than_two_seconds(
    demo_db: None, made: bytes, count_queries: CountQueries
) -> None:
    """`made` and the address load once per process what every document needs."""
    goal_url("MOB-1")
    soest, at = Municipality.objects.get(slug="soest"), clock.now()
    report = Report(pk=1, year=2025, title="Bericht", known_on=at.date(), municipality=soest)
    with scope(municipality=soest):
        start = time.process_time()
        with count_queries() as asked:
            content = reads.composed(report, soest, at)
        assert content is not None
        made = report_pdf(content, soest, address=ADDRESS, at=at)
        assert time.process_time() - start < 2
    assert len(asked) <= 16, asked
    assert len(content.goals) == 28
    figures = [alt for kind, alt in structure(pypdfium2.PdfDocument(made)) if kind == "Figure"]
    assert len(figures) > 20
    assert all(figures)
