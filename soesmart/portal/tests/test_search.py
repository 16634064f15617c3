from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soesmart.core.audit import audit
from soesmart.core.module import SearchDocument, modules
from soesmart.methods import german_stems as stems
from soesmart.portal.models import Desk
from soesmart.portal.models import SearchDocument as Stored
from soesmart.portal.search import tables
from soesmart.portal.search.highlight import excerpt, places
from soesmart.portal.search.index import follow_changes, is_behind, refresh_index
from soesmart.portal.search.query import Wish, search
from soesmart.portal.tests.conftest import publish_news
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.django_db

MODULE = replace(modules()[-1], name="test")
LETTERS = st.text(st.sampled_from("abcdehklmnorstuzäöüßÄÖÜéE019"), min_size=1, max_size=14)


def fill(town: Municipality, *documents: SearchDocument) -> None:
    refresh_index(town, replace(MODULE, search_documents=lambda: documents))


def document(title: str, text: str = "", kind: str = "Ziel", key: str = "") -> SearchDocument:
    return SearchDocument(key or title, kind, title, text, f"/{len(title)}/")


def titles(town: Municipality, text: str, **switches: object) -> set[str]:
    found = search(town, Wish(text, **switches))  # type: ignore[arg-type]
    return {"".join(piece.text for piece in hit.title) for hit in found.hits}


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Häuser", "Das Haus am Markt"),
        ("haus", "Viele HÄUSER"),
        ("Haeuser", "Ein Haus"),
        ("Klima", "Klimaschutz im Dorf"),
        ("strasse", "Neue Straße"),
        ("Straße", "NEUE STRASSEN"),
        ("Muehle", "Mühle"),
        ("2030", "Soest 2030"),
        ("dorf klima", "Klimaschutz im Dorf"),
    ],
)
def test_german_words_are_found_in_their_other_forms(in_soest: Municipality, query: str, title: str) -> None:
    fill(in_soest, document(title), document("Etwas anderes"))
    assert titles(in_soest, query) == {title}


def test_all_words_must_occur(in_soest: Municipality) -> None:
    fill(in_soest, document("Klima"), document("Klima und Rad"))
    assert titles(in_soest, "klima rad") == {"Klima und Rad"}


def test_the_three_switches(in_soest: Municipality) -> None:
    fill(in_soest, document("Haus"), document("Häuser"), document("Dach", "ein Haus mit Dach"))
    assert titles(in_soest, "haus") == {"Haus", "Häuser", "Dach"}
    assert titles(in_soest, "haus", exact=True) == {"Haus", "Dach"}
    assert titles(in_soest, "haus", titles=True) == {"Haus", "Häuser"}
    assert titles(in_soest, "haus", texts=True) == {"Dach"}
    assert titles(in_soest, "haus", titles=True, texts=True) == {"Haus", "Häuser", "Dach"}
    assert titles(in_soest, "haus dach", exact=True) == set()
    assert titles(in_soest, "haus mit dach", exact=True) == {"Dach"}


def test_a_hit_in_the_title_comes_before_one_in_the_text(in_soest: Municipality) -> None:
    fill(in_soest, document("Dach", "Haus Haus Haus"), document("Haus", "Dach und Keller und noch viel mehr"))
    hits = search(in_soest, Wish("haus")).hits
    assert [hit.title[0].text for hit in hits] == ["Haus", "Dach"]


def test_the_word_itself_comes_before_longer_ones_that_begin_so(in_soest: Municipality) -> None:
    fill(in_soest, document("Private Haushalte"), document("Hausärzte in der Stadt"), document("Häuser der Altstadt"))
    found = search(in_soest, Wish("Haus"))
    assert "".join(piece.text for piece in found.hits[0].title) == "Häuser der Altstadt"
    assert found.total == 3


def test_hits_are_counted_and_filtered_by_kind(in_soest: Municipality) -> None:
    fill(in_soest, document("Haus A"), document("Haus B"), document("Haus C", kind="Meldung"))
    assert search(in_soest, Wish("haus")).kinds == {"Ziel": 2, "Meldung": 1}
    narrowed = search(in_soest, Wish("haus", kind="Meldung"))
    assert (narrowed.total, narrowed.kinds) == (1, {"Ziel": 2, "Meldung": 1})
    assert search(in_soest, Wish("haus", kind="Gibt es nicht")).total == 0


def test_another_town_finds_nothing_of_it(in_soest: Municipality, olpe: Municipality, client_for: ClientFor) -> None:
    fill(in_soest, document("Wippe am Teich"))
    assert "Wippe am Teich" not in client_for(None, olpe).get("/suche/?q=teich").content.decode()
    assert search(olpe, Wish("wippe")).total == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=12))
def test_every_word_and_every_stem_of_a_document_finds_it(in_soest: Municipality, words: list[str]) -> None:
    text = " ".join(words)
    fill(in_soest, SearchDocument("it", "Ziel", "Titel", text, "/it/"))
    for word in words:
        assert search(in_soest, Wish(word)).total == 1, word
        assert search(in_soest, Wish(word, exact=True)).total == 1, word
        assert search(in_soest, Wish(word, titles=True)).total == ("titel".startswith(stems.stem(word))), word
    assert search(in_soest, Wish(" ".join(words[:8]), exact=True)).total == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_no_query_breaks_the_search(in_soest: Municipality, text: str, exact: bool) -> None:
    search(in_soest, Wish(text, exact=exact))


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        '" OR 1=1 --',
        "a AND OR NOT NEAR(",
        "*",
        "%",
        "\\",
        "\x00",
        "haus\x00dach",
        "a" * 10_000,
        "😀",
        "\ud800",
    ],
)
def test_no_query_breaks_the_page(soest_desk: Desk, client_for: ClientFor, query: str) -> None:
    asked = {"q": query.encode("utf-8", "surrogatepass"), "art": query.encode("utf-8", "surrogatepass")}
    assert client_for().get("/suche/", asked).status_code == 200


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(min_size=1, max_size=12))
def test_there_is_a_stem_for_every_word_and_marks_fall_on_words(text: str, wanted: str) -> None:
    clean = stems.clean(text)
    assert len(stems.stems(clean)) == len(stems.words(clean)) == len(stems.WORD.findall(clean))
    hits = places(clean, " ".join(stems.stems(clean)), stems.stems(stems.clean(wanted)) or ["x"], exact=False)
    assert all(clean[first:last].strip() for first, last in hits)
    shown = "".join(piece.text for piece in excerpt(clean, hits))
    assert shown.removeprefix("… ").removesuffix(" …") in clean


def test_what_was_found_is_marked_in_title_and_text(in_soest: Municipality, client_for: ClientFor) -> None:
    fill(in_soest, document("Neue Häuser", f"{'Wort ' * 80}hier stehen <b>Häuser</b> am Ende"))
    page = client_for().get("/suche/?q=haus").content.decode()
    assert page.count("<mark>Häuser</mark>") == 2
    assert "&lt;b&gt;" in page


def test_a_changed_document_is_found_anew_and_a_removed_one_no_more(in_soest: Municipality) -> None:
    fill(in_soest, document("Alt", key="1"), document("Bleibt", key="2"))
    fill(in_soest, document("Neu", key="1"), document("Bleibt", key="2"))
    assert titles(in_soest, "alt") == set()
    assert titles(in_soest, "neu") == {"Neu"}
    fill(in_soest)
    assert titles(in_soest, "bleibt") == set()
    assert not Stored.objects.filter(module="test").exists()


def test_the_index_follows_the_audit_log(soest_desk: Desk, in_soest: Municipality, at: datetime) -> None:
    follow_changes(in_soest)
    assert not is_behind()
    publish_news(soest_desk, "Windrad", at)
    assert is_behind()
    assert titles(in_soest, "windrad") == set()
    assert follow_changes(in_soest) == ["portal"]
    assert titles(in_soest, "windrad") == {"Windrad"}
    audit("system:test", "nothing.known", "x:1", town=in_soest.slug, at=at)
    assert follow_changes(in_soest) == []


def _many() -> Iterable[SearchDocument]:
    return (document(f"Haus {number}", "in der Stadt", key=str(number)) for number in range(tables.MOST + 200))


def test_with_very_many_hits_counting_stops_and_every_page_still_answers(
    soest_desk: Desk, in_soest: Municipality, client_for: ClientFor, count_queries: CountQueries
) -> None:
    fill(in_soest, *_many(), document("Stadt"))
    result = search(in_soest, Wish("stadt"))
    assert (result.total, result.is_capped) == (tables.MOST, True)
    assert result.hits[0].title[0].text == "Stadt"
    with count_queries() as queries:
        page = client_for().get("/suche/?q=stadt&art=Ziel&seite=30")
    assert page.status_code == 200
    assert len(queries) <= 12, queries
    assert client_for().get("/suche/?q=stadt&seite=35").status_code == 404


def test_pages_of_hits_neither_repeat_nor_lose_one(in_soest: Municipality) -> None:
    fill(in_soest, *(document(f"Haus Nummer{number}") for number in range(40)))
    seen = [hit.title[-1].text for page in (1, 2, 3) for hit in search(in_soest, Wish("haus"), page=page).hits]
    assert len(seen) == len(set(seen)) == 40


def test_without_hits_the_page_offers_words_that_occur(in_soest: Municipality, client_for: ClientFor) -> None:
    fill(in_soest, document("Haus"))
    page = client_for().get("/suche/?q=haus+gibtesnicht").content.decode()
    assert "Nur „haus“ suchen" in page
    assert "Nur „gibtesnicht“ suchen" not in page
