"""The decision sheet as a document: one tagged page, whatever is on it."""

import time
from datetime import datetime

import pypdfium2
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.strategy.models import GoalWording, Indicator, Strategy
from soesmart.strategy.services.assumptions import note_assumption
from soesmart.strategy.sheet.words import METHOD
from soesmart.strategy.tests.deciding import emissions, measure_for
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.reading import words_of_document

ADDRESS = "/strategie/ziele/ENE-1/entscheidung.pdf"


def test_it_says_on_one_tagged_page_what_the_sheet_says(co2: Indicator, guest: Client, at: datetime) -> None:
    measure_for(co2, "waerme", ("-0.5", "-1", "-1.2"), at, is_decided=True, condition="Das Land fördert")
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    note_assumption(actor=ACTOR, indicator=co2, text="Die Stadt wächst nicht", at=at)
    answer = guest.get(ADDRESS)
    assert answer["Content-Disposition"] == 'inline; filename="entscheidung-soest-ENE-1.pdf"'
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == 1
    assert document.is_tagged()
    assert b"pdfuaid" in answer.content
    assert b"/Lang(de-DE)" in answer.content
    assert document.get_metadata_dict()["Title"] == "Entscheidungsblatt: Strom vom Dach"
    text = words_of_document(answer.content)
    for words in (
        "Lücke zum Ziel", "bei Beginn 2026 −0,500 t CO2 im Jahr, also 33", "Maßnahme waerme", "beschlossen, ab 2026",
        "80 %", "Maßnahme waerme: Das Land fördert", "Die Stadt wächst nicht (1. November 2026, Stadtverwaltung)",
    ):  # fmt: skip
        assert words in text.replace("\u202f", " ").replace("\xa0", " "), words


def test_it_drops_no_condition_while_there_is_room(co2: Indicator, guest: Client, at: datetime) -> None:
    for number in range(5):
        measure_for(co2, f"m{number}", ("-0.1", "-0.2", "-0.3"), at, condition=f"Bedingung {number} trifft ein")
    text = words_of_document(guest.get(ADDRESS).content)
    assert all(f"Bedingung {number} trifft ein" in text for number in range(5))
    assert "weitere auf der Seite" not in text


def test_it_holds_every_assumption_of_the_page(co2: Indicator, guest: Client, at: datetime) -> None:
    note_assumption(actor=ACTOR, indicator=co2, text="Vieles spart dasselbe", overlap=25, at=at)
    note_assumption(actor=ACTOR, indicator=co2, text="Langes " * 50, overlap=30, at=at)
    text = " ".join(words_of_document(guest.get(ADDRESS).content).split())
    assert "Vieles spart dasselbe (Überlappung 25 %) (1. November 2026" in text
    assert "… (Überlappung 30 %) (1. November 2026" in text  # what is cut says so, and keeps its day
    for sentence in METHOD:
        assert sentence in text


def test_the_most_it_can_be_asked_to_hold_still_fits_on_one_page(
    co2: Indicator, guest: Client, at: datetime, bernd: Person
) -> None:
    Indicator.objects.filter(pk=co2.pk).update(
        unit="Kilogramm Kohlendioxid-Äquivalente je Person und Jahr", name="N" * 200
    )
    GoalWording.objects.update(title="Donaudampfschifffahrt " * 9)
    for number in range(12):
        made = measure_for(
            co2, f"m{number}", ("-0.123456", "-0.234567", "-0.345678"), at, actor=bernd,
            cost=(123_456_789_00, 987_654_321_00), condition="Wenn " * 100,
        )  # fmt: skip
        type(made).objects.filter(pk=made.pk).update(name="Wärmeplanungsumsetzungsgesetz " * 6)
        note_assumption(actor=bernd, indicator=co2, text="Wir nehmen an. " * 33, at=at)
    content = guest.get(ADDRESS).content
    assert len(pypdfium2.PdfDocument(content)) == 1
    text = words_of_document(content)
    assert "Dazu 7 schwächere" in text
    assert text.count("weitere auf der Seite im Netz") == 2
    plain = " ".join(text.split())
    assert all(sentence in plain for sentence in METHOD)


def test_a_goal_with_few_numbers_has_its_page_too(strategy: Strategy, guest: Client, at: datetime) -> None:
    assert guest.get(ADDRESS).status_code == 404
    emissions(strategy, at, values={2025: "4.8"})
    text = words_of_document(guest.get(ADDRESS).content)
    assert "Eine Prognose braucht vier" in text
    emissions(strategy, at, code="MOB-2", values={}, key="leer")
    assert "noch keinen Wert" in words_of_document(guest.get("/strategie/ziele/MOB-2/entscheidung.pdf").content)


def test_it_knows_only_what_was_known_on_the_day_it_is_asked_for(co2: Indicator, guest: Client, at: datetime) -> None:
    text = words_of_document(guest.get(f"{ADDRESS}?stand=2026-01-31").content)
    assert "So, wie es am 31. Januar 2026 bekannt war." in text
    assert "noch keinen Wert" in text


def test_it_takes_less_than_two_seconds(co2: Indicator, guest: Client, at: datetime) -> None:
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    guest.get(ADDRESS)  # reads the fonts
    start = time.process_time()
    guest.get(f"{ADDRESS}?again=1")
    assert time.process_time() - start < 2
