"""The whole strategy as an accessible PDF that reads in order."""

import time
from dataclasses import replace

import pypdfium2
import pytest
from django_scopes import scope

from soesmart.core import clock
from soesmart.region.models import Municipality
from soesmart.strategy import queries
from soesmart.strategy.pdf.document import strategy_pdf
from soesmart.strategy.queries.shapes import StrategyView, VersionView
from soesmart.strategy.tests.reading import words_of_document
from tests.clients import CountQueries, client_of

ADDRESS = "/strategie/strategie.pdf"


def town(slug: str) -> Municipality:
    return Municipality.objects.get(slug=slug)


def test_it_reads_in_the_towns_order(demo_db: None) -> None:
    soest = town("soest")
    response = client_of(None, soest).get(ADDRESS)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('inline; filename="strategie-soest-')
    with scope(municipality=soest):
        strategy = queries.strategy_at(clock.now())
    assert strategy is not None
    text = words_of_document(response.content)
    body = text[text.rindex("Die Vision") :]
    places = [body.index(f"Handlungsfeld {field.name}") for field in strategy.fields]
    assert places == sorted(places)
    assert len(places) == 8
    titles = [body.index(f"{goal.code} {goal.title}") for goal in strategy.goals]
    assert titles == sorted(titles)
    assert len(titles) == 28
    assert "Beispielwert" in body


def test_it_is_tagged_german_and_has_bookmarks(demo_db: None) -> None:
    content = client_of(None, town("soest")).get(ADDRESS).content
    document = pypdfium2.PdfDocument(content)
    assert document.is_tagged()
    assert b"pdfuaid" in content
    assert b"/Lang(de-DE)" in content
    marks = [mark.get_title() for mark in document.get_toc()]
    assert "Handlungsfeld Mobilität" in marks
    assert document.get_metadata_dict()["Title"].startswith("Strategie Soest 2030")


def test_it_says_who_decided_what_and_until_when(demo_db: None) -> None:
    text = words_of_document(client_of(None, town("soest")).get(ADDRESS).content)
    assert "Klimaneutralität 2035 2019" in text
    assert "Klimaneutralität 2030 Juni 2020" in text
    assert "1.0 6. Oktober 2021 Rat der Stadt Soest" in text


def test_an_earlier_version_says_that_it_is_one(demo_db: None) -> None:
    client = client_of(None, town("soest"))
    old = client.get(f"{ADDRESS}?fassung=1.0")
    assert old["Content-Disposition"] == 'inline; filename="strategie-soest-1.0.pdf"'
    assert "Dies ist eine frühere Fassung." in words_of_document(old.content)
    assert "Dies ist eine frühere Fassung." not in words_of_document(client.get(ADDRESS).content)
    assert client.get(f"{ADDRESS}?fassung=9.9").status_code == 404


@pytest.mark.parametrize("slug", ["arnsberg", "bad-berleburg", "menden", "olpe"])
def test_a_town_with_few_goals_or_none_has_its_document_too(demo_db: None, slug: str) -> None:
    here = town(slug)
    response = client_of(None, here).get(ADDRESS)
    assert response.status_code == 200
    text = words_of_document(response.content)
    assert here.official_name in text
    assert "Soest" not in text


def test_it_needs_few_queries_and_little_time(demo_db: None, count_queries: CountQueries) -> None:
    client = client_of(None, town("soest"))
    start = time.monotonic()
    with count_queries() as asked:
        assert client.get(ADDRESS).status_code == 200
    assert time.monotonic() - start < 2
    assert len(asked) <= 12, asked


@pytest.fixture
def strategy_of_soest(demo_db: None) -> StrategyView:
    with scope(municipality=town("soest")):
        strategy = queries.strategy_at(clock.now())
    assert strategy is not None
    return strategy


def test_no_text_of_the_town_becomes_a_command(strategy_of_soest: StrategyView) -> None:
    """Texts reach typst as data; what looks like its markup is printed as it was typed."""
    evil = '#panic("x") *fett* = Titel <label> $x$ \\ // & "Anführung" ' + "Donaudampfschifffahrt" * 4
    field = replace(strategy_of_soest.fields[0], name=evil[:60], guideline=evil)
    changed = replace(strategy_of_soest, name=evil[:90], note=evil, fields=(field, *strategy_of_soest.fields[1:]))
    text = words_of_document(document_of(changed))
    assert '#panic("x") *fett* = Titel <label> $x$' in text


def test_a_strategy_without_a_word_is_a_document(strategy_of_soest: StrategyView) -> None:
    version = replace(strategy_of_soest.version, vision="", decided_on="", votes_for=None, note="")
    bare = replace(
        strategy_of_soest, version=version, terms=(), overarching=(), decisions=(), fields=(), levels=(), note=""
    )
    text = words_of_document(document_of(bare))
    assert "Diese Fassung nennt keine Vision." in text


def document_of(strategy: StrategyView, versions: tuple[VersionView, ...] = ()) -> bytes:
    here = town("soest")
    with scope(municipality=here):
        return strategy_pdf(strategy, versions, here, address="https://soest.example/strategie/", at=clock.now())
