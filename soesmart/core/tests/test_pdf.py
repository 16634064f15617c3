"""Documents are accessible PDF, the same for the same data and time."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from soesmart.core.pdf import PdfError, render_pdf

TEMPLATE = Path(__file__).parent / "pdf" / "two_pages.typ"
AT = datetime(2021, 10, 6, 12, tzinfo=UTC)
DATA = {
    "title": "Strategie Soest 2030",
    "subtitle": "Klimaneutrale Smart City",
    "town": "Stadt Soest",
    "date": "6. Oktober 2021",
    "text": "Größe: 3,4\N{NARROW NO-BREAK SPACE}% von 1.234,5 t CO₂ – *kein* #Befehl",
    "rows": [["2011", "21,4", "AGFS"], ["2024", "24,5", "Befragung"]],
    "alt": "Ein Fachwerkhaus mit acht Räumen",
}
HOUSE = {"house": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 9V4l4-4 4 4v5z"/></svg>'}


def test_a_document_has_two_tagged_german_pages() -> None:
    pdf = render_pdf(TEMPLATE, DATA, at=AT, assets=HOUSE)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 2
    assert document.is_tagged()
    assert b"pdfuaid" in pdf
    assert b"/Lang(de-DE)" in pdf
    assert document.get_metadata_dict()["Title"] == "Strategie Soest 2030"


def test_the_text_reads_in_order_and_stays_what_it_was() -> None:
    document = pypdfium2.PdfDocument(render_pdf(TEMPLATE, DATA, at=AT, assets=HOUSE))
    text = document[0].get_textpage().get_text_bounded()
    places = [
        text.index(part) for part in ("Strategie", "Klimaneutrale", "Wo wir stehen", "*kein* #Befehl", "Befragung")
    ]
    assert places == sorted(places)
    assert "CO₂" in text


def test_the_same_data_and_time_give_the_same_bytes() -> None:
    assert render_pdf(TEMPLATE, DATA, at=AT, assets=HOUSE) == render_pdf(TEMPLATE, DATA, at=AT, assets=HOUSE)


def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(PdfError, match="alt"):
        render_pdf(TEMPLATE, DATA | {"alt": None}, at=AT, assets=HOUSE)
