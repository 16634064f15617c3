"""A report is written by the office, published once, and stays what it was whatever comes later."""

import io
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope
from openpyxl import load_workbook

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, Report, ReportBlock, Strategy
from soesmart.strategy.module import MODULE
from soesmart.strategy.queries import reports as reads
from soesmart.strategy.services import reports as services
from soesmart.strategy.services.indicators import IndicatorText, edit_indicator
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import record_value
from soesmart.strategy.services.versions import open_draft
from soesmart.strategy.services.words import edit_goal
from soesmart.strategy.tests.drafting import ACTOR, goal, publish
from tests.cast import make_person
from tests.clients import ClientFor, CountQueries, client_of

LIST = "/verwaltung/strategie/berichte/"
ONE = f"{LIST}2025/"
PUBLIC = "/strategie/berichte/"
YEAR = f"{PUBLIC}2025/"
MOBILITY = f"{YEAR}feld-mobilitaet/"


@pytest.fixture
def draft(strategy: Strategy, in_soest: Municipality, at: datetime) -> Report:
    return new_report(in_soest, 2025, at)


@pytest.fixture
def office(client_for: ClientFor, bernd: Person) -> Client:
    return client_for(bernd)


def new_report(town: Municipality, year: int, at: datetime, **more: Any) -> Report:
    facts: dict[str, Any] = {"title": f"Bericht {year}", "known_on": at.date()} | more
    return services.open_report(actor=ACTOR, municipality=town, year=year, at=at, **facts)


def publish_quickly(report: Report, at: datetime, actor: object = ACTOR) -> Report:
    """Without the file, which takes its time."""
    content = reads.composed(report, report.municipality, at)
    assert content is not None
    pdf = b"%PDF " + str((report.pk, time.monotonic_ns())).encode()
    return services.publish_report(actor=actor, report=report, content=content, pdf=pdf, at=at)


def write(report: Report, place: str, text: str, at: datetime, revision: int | None = None) -> ReportBlock:
    return services.write_block(actor=ACTOR, report=report, place=place, text=text, at=at, revision=revision)


def form_of(client: Client, page: str) -> dict[str, Any]:
    """What a browser would send back of a form."""
    form = client.get(page).context["form"]
    return {row.html_name: row.value() for row in form if row.value() not in (None, False)}


def text_at(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_from_the_first_page_to_the_published_report(
    strategy: Strategy, office: Client, client_for: ClientFor, noon: None
) -> None:
    reader = client_for()
    sent = form_of(office, f"{LIST}neu/")
    assert sent["year"] == 2025
    assert office.post(f"{LIST}neu/", sent).status_code == 302
    assert office.post(f"{ONE}texte/foreword/", form_of(office, f"{ONE}texte/foreword/") | {"text": "Hallo Soest"}).url
    preview = office.get(f"{ONE}vorschau/")
    assert "Hallo Soest" in preview.content.decode()
    assert "Entwurf, nicht veröffentlicht" in preview.content.decode()
    assert preview["X-Robots-Tag"] == "noindex"
    assert "Mehr Wege mit dem Rad" in text_at(office, f"{ONE}vorschau/feld-mobilitaet/")
    assert reader.get(YEAR).status_code == 404
    assert "Bericht 2025" not in text_at(reader, PUBLIC)

    assert office.post(f"{ONE}veroeffentlichen/", form_of(office, f"{ONE}veroeffentlichen/")).status_code == 302
    assert "Hallo Soest" in text_at(reader, YEAR)
    assert "Nachhaltigkeitsbericht 2025" in text_at(reader, PUBLIC)
    file = reader.get(f"{YEAR}bericht.pdf")
    assert file.content.startswith(b"%PDF")
    assert Report.objects.get().pdf_digest in text_at(reader, YEAR)


def test_nothing_that_comes_later_changes_a_published_report(
    draft: Report, strategy: Strategy, client_for: ClientFor, bernd: Person, clara: Person, at: datetime
) -> None:
    write(draft, "field:mobilitaet", "Zwei Radwege", at)
    publish_quickly(draft, at)
    reader = client_for()
    paths = [YEAR, MOBILITY, f"{YEAR}berichtsrahmen/", f"{YEAR}methode/", f"{YEAR}bericht.pdf"]
    before = {path: main_of(reader, path) for path in paths}
    cells = sheet_of(reader)
    assert "14,0" in before[MOBILITY]

    later = at + timedelta(days=40)
    indicator = Indicator.objects.select_related("municipality").get(key="ind-mob-1")
    record_value(actor=ACTOR, indicator=indicator, year=2024, value=Decimal("11"), at=later)
    record_value(actor=ACTOR, indicator=indicator, year=2025, value=Decimal("9"), at=later)
    set_target(actor=ACTOR, indicator=indicator, value=Decimal("50"), year=2035, at=later)
    words = IndicatorText(key=indicator.key, name="Ganz anders", unit="Stück", direction="down", decimals=3)  # type: ignore[arg-type]
    edit_indicator(actor=ACTOR, indicator=indicator, text=words, at=later)
    version = open_draft(actor=ACTOR, strategy=strategy, label="2.0", at=later)
    edit_goal(actor=ACTOR, wording=goal(version, "MOB-1"), text=renamed(version), at=later)
    publish(version, bernd, clara, later)
    reads._frozen.cache_clear()
    with clock.stopped_at(later):
        assert {path: main_of(reader, path) for path in paths} == before
        assert sheet_of(reader) == cells


def renamed(version: Any) -> Any:
    from soesmart.strategy.services.texts import GoalText, text_of_goal

    return GoalText(**{**text_of_goal(goal(version, "MOB-1")).__dict__, "title": "Weniger Wege"})


def main_of(client: Client, path: str) -> str:
    """What the page says, without what changes with each answer."""
    found = client.get(path)
    assert found.status_code == 200
    if path.endswith(".pdf"):
        return found.content.decode("latin-1")
    page = found.content.decode()
    return page[page.index("<main") : page.index("</main>")].replace(str(found.wsgi_request.csp_nonce), "")  # type: ignore[attr-defined]


def sheet_of(client: Client) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(client.get(f"{YEAR}bericht.xlsx").content))
    return [list(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]


def test_the_report_shows_what_was_known_on_its_day(
    strategy: Strategy, in_soest: Municipality, client_for: ClientFor, at: datetime
) -> None:
    later = at + timedelta(days=10)
    indicator = Indicator.objects.select_related("municipality").get(key="ind-mob-1")
    record_value(actor=ACTOR, indicator=indicator, year=2024, value=Decimal("11.5"), at=later)
    publish_quickly(new_report(in_soest, 2024, later, known_on=at.date()), later)
    publish_quickly(new_report(in_soest, 2025, later), later)
    reader = client_for()
    old, new = (text_at(reader, f"{PUBLIC}{year}/feld-mobilitaet/") for year in (2024, 2025))
    assert ["14,0" in old, "11,5" in old] == [True, False]
    assert ["14,0" in new, "11,5" in new] == [False, True]
    revised = text_at(reader, f"{YEAR}methode/")
    assert "Verglichen mit dem Bericht 2024" in revised
    assert ["14,0\u202f%" in revised, "11,5\u202f%" in revised] == [True, True]


def test_of_two_who_publish_at_once_one_publishes(draft: Report, office: Client, bernd: Person, at: datetime) -> None:
    sent = form_of(office, f"{ONE}veroeffentlichen/")
    published = publish_quickly(draft, at)
    answer = office.post(f"{ONE}veroeffentlichen/", sent)
    assert answer.status_code == 409
    assert "veröffentlicht und bleibt, wie er ist" in answer.content.decode()
    assert Report.objects.get().pdf_digest == published.pdf_digest
    with pytest.raises(Conflict):
        publish_quickly(draft, at)


def test_who_publishes_has_seen_the_newest_words(draft: Report, office: Client, noon: None, at: datetime) -> None:
    sent = form_of(office, f"{ONE}veroeffentlichen/")
    write(draft, "closing", "Noch ein Satz", at)
    assert office.post(f"{ONE}veroeffentlichen/", sent).status_code == 409
    assert Report.objects.get().state == "draft"


def test_nobody_writes_into_a_published_report(draft: Report, in_soest: Municipality, at: datetime) -> None:
    write(draft, "foreword", "Fertig", at)
    publish_quickly(draft, at)
    source = new_report(in_soest, 2024, at)
    attempts = [
        lambda: write(draft, "foreword", "Doch anders", at),
        lambda: services.edit_report(actor=ACTOR, report=draft, title="Anders", known_on=at.date(), at=at),
        lambda: services.copy_blocks(actor=ACTOR, report=draft, source=source, at=at),
        lambda: services.discard_report(actor=ACTOR, report=draft, at=at),
    ]
    for attempt in attempts:
        with pytest.raises(Conflict):
            attempt()
    assert ReportBlock.objects.get().text == "Fertig"


def test_of_two_who_write_the_same_text_the_second_sees_both(draft: Report, office: Client, at: datetime) -> None:
    page = f"{ONE}texte/foreword/"
    for theirs, mine in (("Von Clara", "Von Bernd"), ("Wieder von Clara", "Wieder von Bernd")):
        sent = form_of(office, page) | {"text": mine}
        write(draft, "foreword", theirs, at)
        answer = office.post(page, sent)
        assert answer.status_code == 409
        assert theirs in answer.content.decode()
        assert mine in answer.content.decode()
        again = {**sent, "revision": answer.context["form"].data["revision"]}
        assert office.post(page, again).status_code == 302
        assert ReportBlock.objects.get().text == mine


def test_words_of_last_year_fill_only_empty_places(
    draft: Report, in_soest: Municipality, office: Client, at: datetime
) -> None:
    last = new_report(in_soest, 2024, at)
    for place in ("foreword", "closing", "frame:7"):
        write(last, place, f"Alt {place}", at)
    write(draft, "foreword", "Neu", at)
    write(draft, "closing", "", at)
    assert "2 Texte" in office.post(f"{ONE}uebernehmen/", follow=True).content.decode()
    words = {place: block.text for place, block in reads.words_of_report(draft).items()}
    assert words == {"foreword": "Neu", "closing": "Alt closing", "frame:7": "Alt frame:7"}


def test_a_draft_can_be_discarded_unless_somebody_wrote_since(draft: Report, office: Client, at: datetime) -> None:
    page = f"{ONE}verwerfen/"
    seen = form_of(office, page)
    write(draft, "foreword", "Eben erst", at)
    assert office.post(page, seen).status_code == 409
    assert office.post(page, form_of(office, page)).status_code == 302
    assert not Report.objects.exists()


def test_what_was_typed_is_kept_when_it_cannot_be(draft: Report, office: Client, noon: None) -> None:
    for changed, said in (
        ({"known_on": "31.12.2031"}, "weiß noch niemand"),
        ({"known_on": "gestern"}, "ist kein Datum"),
        ({"year": 2031}, "Bitte ein Jahr von 2000 bis heute"),
        ({"year": 2025}, "gibt es schon einen Bericht"),
    ):
        answer = office.post(f"{LIST}neu/", form_of(office, f"{LIST}neu/") | {"title": "Mein Titel"} | changed)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert "Mein Titel" in answer.content.decode()


def test_a_report_of_a_day_without_strategy_says_so(
    strategy: Strategy, office: Client, in_soest: Municipality, at: datetime
) -> None:
    new_report(in_soest, 2025, at, known_on=date(2020, 1, 1))
    answer = office.get(f"{ONE}vorschau/")
    assert answer.status_code == 422
    assert "noch keine Strategie veröffentlicht" in answer.content.decode()
    assert office.get(ONE).status_code == 200


def test_a_year_is_reported_once(draft: Report, in_soest: Municipality, at: datetime) -> None:
    with pytest.raises(Refused):
        new_report(in_soest, 2025, at)


def test_the_house_is_offered_every_page_and_file_of_a_published_report(
    draft: Report, client_for: ClientFor, at: datetime
) -> None:
    write(draft, "foreword", "Ein gutes Jahr", at)
    assert not [entry for entry in MODULE.sitemap() if entry.url.startswith(YEAR)]
    publish_quickly(draft, at)
    guest = client_for()
    pages = {entry.url for entry in MODULE.sitemap() if entry.url.startswith(PUBLIC)}
    files = {one.url for one in MODULE.exports() if one.url.startswith(PUBLIC)}
    (found,) = [one for one in MODULE.search_documents() if one.key == "report-2025"]
    assert found.text == "Ein gutes Jahr"
    assert {PUBLIC, YEAR, MOBILITY, f"{YEAR}methode/", f"{YEAR}berichtsrahmen/"} <= pages
    assert files == {f"{YEAR}bericht.pdf", f"{YEAR}bericht.xlsx"}
    assert {url: guest.get(url).status_code for url in pages | files} == dict.fromkeys(pages | files, 200)
    assert guest.get(f"{YEAR}kapitel/").status_code == 404


READ = [LIST, ONE, f"{ONE}vorschau/", f"{ONE}vorschau/methode/", f"{ONE}vorschau.pdf"]
WRITE = [f"{LIST}neu/", f"{ONE}angaben/", f"{ONE}texte/foreword/", f"{ONE}veroeffentlichen/", f"{ONE}verwerfen/"]


def test_auditors_read_officers_write_and_nobody_else_comes_in(
    draft: Report, soest: Municipality, bernd: Person, clara: Person, amira: Person, franz: Person
) -> None:
    moderator = make_person("mona", soest, Role.MODERATOR)
    for path in [*READ, *WRITE]:
        assert client_of(bernd, soest).get(path).status_code == 200, path
        assert client_of(clara, soest).get(path).status_code == (200 if path in READ else 403), path
        for person in (amira, franz, moderator, None):
            assert client_of(person, soest).get(path).status_code == 403, (path, person)
    assert client_of(clara, soest).post(f"{ONE}uebernehmen/").status_code == 403


def test_a_report_belongs_to_its_town(
    draft: Report, olpe: Municipality, franz: Person, client_for: ClientFor, at: datetime
) -> None:
    publish_quickly(draft, at)
    for path in (YEAR, MOBILITY, f"{YEAR}bericht.pdf", f"{YEAR}bericht.xlsx"):
        assert client_for(None, olpe).get(path).status_code == 404
    assert client_of(franz, olpe).get(ONE).status_code == 404
    with scope(municipality=olpe):
        assert not reads.published_reports()


def test_pages_and_writes_take_few_queries(
    draft: Report, office: Client, client_for: ClientFor, count_queries: CountQueries, noon: None, at: datetime
) -> None:
    write(draft, "foreword", "Hallo", at)
    office.get(LIST)
    for path in (LIST, ONE, f"{ONE}texte/foreword/", f"{ONE}veroeffentlichen/"):
        with count_queries() as asked:
            assert office.get(path).status_code == 200
        assert len(asked) <= 12, (path, asked)
    publish_quickly(draft, at)
    reader = client_for()
    reader.get(PUBLIC)
    for path in (PUBLIC, YEAR, MOBILITY, f"{YEAR}methode/", f"{YEAR}bericht.pdf", f"{YEAR}bericht.xlsx"):
        reads._frozen.cache_clear()
        with count_queries() as asked:
            assert reader.get(path).status_code == 200
        assert len(asked) <= 12, (path, asked)


def test_writing_takes_at_most_ten_queries(draft: Report, count_queries: CountQueries, at: datetime) -> None:
    write(draft, "foreword", "Hallo", at)
    content = reads.composed(draft, draft.municipality, at)
    assert content is not None
    with count_queries() as asked:
        write(draft, "foreword", "Guten Tag", at)
    assert len(asked) <= 10, asked
    with count_queries() as asked:
        services.publish_report(actor=ACTOR, report=draft, content=content, pdf=b"%PDF", at=at, seen=3)
    assert len(asked) <= 10, asked
