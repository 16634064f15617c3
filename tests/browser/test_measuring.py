"""Measuring in a browser: a table becomes values, a council member decides, a resident reads, asks and is answered."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import prepared
from tests.browser.helpers import DESK, NARROW, PHONE, Look, Town, axe, fetch, overflow
from tests.browser.serving import serving

OFFICE = "/verwaltung/strategie/"
GOAL = "/strategie/ziele/KLI-1/"
REPORTS = "/strategie/berichte/"
# The value of 2025 is overdue; of the other column everything is known, but for a slip and a word.
OVERDUE = "Indikatoren mit aktuellem Wert im Nachhaltigkeitsbericht"
TABLE = f"""Jahr;{OVERDUE};Anteil mindestens teilsanierter Wohngebäude (%)
2018;;3
2019;;6
2020;;4
2021;;6
2022;;8
2023;87;11
2024;94;140
2025;101;siehe Anlage
"""


@pytest.fixture(scope="module")
def town(worker_folder: Path) -> Iterator[Town]:
    """A server of its own: what is approved and published here must not surprise the other tests."""
    with serving(Path(shutil.copytree(prepared.with_demo(), worker_folder / "measuring"))) as served:
        yield served


def sign_in(page: Page, town: Town, name: str) -> None:
    page.goto(town.url("/vorfuehrung/anmelden/"))
    page.get_by_role("button", name=f"Als {name} anmelden").click()
    page.wait_for_url("**/mein/")


def is_fine(page: Page) -> None:
    assert axe(page) == []
    assert overflow(page) == 0


def fits_narrow(page: Page) -> None:
    page.set_viewport_size({"width": NARROW.width, "height": NARROW.height})
    assert overflow(page) == 0
    page.set_viewport_size({"width": DESK.width, "height": DESK.height})


def press(page: Page, name: str, role: str = "button") -> None:
    """Reach something by keyboard, and press it."""
    page.get_by_role(role, name=name).first.focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")


@pytest.mark.parametrize("look", [DESK], ids=str)
def test_a_table_with_slips_is_put_right_and_the_goal_shows_the_new_value(page: Page, town: Town) -> None:
    sign_in(page, town, "Bernd")
    page.goto(town.url("/verwaltung/"))
    expect(page.get_by_role("link", name=f"{OVERDUE}: überfällig")).to_be_visible()
    page.goto(town.url(f"{OFFICE}werte/"))
    file = {"name": "meldung.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.get_by_label("Tabelle", exact=True).set_input_files(file)  # type: ignore[arg-type]
    press(page, "Hochladen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Was steht in „meldung.csv“?")
    is_fine(page)
    fits_narrow(page)

    press(page, "Prüfen lassen")
    slip = page.get_by_role("listitem").filter(has_text="140 % ist etwa das Zehnfache")
    expect(slip).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="Noch 2 Befunde")).to_be_visible()
    is_fine(page)
    expect(slip.get_by_label("Richtiger Wert")).to_have_value("14")
    slip.get_by_label("Richtiger Wert").press("Enter")
    word = page.get_by_role("listitem").filter(has_text="„siehe Anlage“ ist keine Zahl")
    expect(page.get_by_role("heading", name="Noch 1 Befund")).to_be_visible()
    word.get_by_label("Grund").fill("Die Anlage fehlt")
    press(page, "Weglassen")
    expect(page.get_by_role("heading", name="Bereit zum Übernehmen")).to_be_visible()
    press(page, "Werte übernehmen")

    expect(page.get_by_text("Übernommen von Bernd")).to_be_visible()
    page.get_by_role("link", name="Seite des Ziels VER-3").click()
    expect(page.get_by_label("Bewertung", exact=True)).to_contain_text("101")
    page.goto(town.url("/verwaltung/"))
    expect(page.get_by_text("Lieferungen von Werten warten")).to_be_visible()
    expect(page.get_by_text(OVERDUE)).to_have_count(0)


@pytest.mark.parametrize("look", [NARROW], ids=str)
def test_whoever_measures_types_a_value_and_an_officer_lets_it_count(page: Page, town: Town) -> None:
    sign_in(page, town, "Gesa")
    page.goto(town.url("/verwaltung/"))
    page.get_by_role("link", name="Neu versiegelte Fläche: fällig").click()
    page.get_by_label("Jahr", exact=True).fill("2026")
    page.get_by_label("Wert", exact=True).fill("3,1")
    is_fine(page)
    page.get_by_role("button", name="Zur Prüfung geben").click()
    expect(page.get_by_text("Danke, der Wert ist da.")).to_be_visible()
    is_fine(page)
    page.goto(town.url("/verwaltung/"))
    expect(page.get_by_text("Neu versiegelte Fläche: fällig")).to_have_count(0)

    sign_in(page, town, "Bernd")
    page.goto(town.url(f"{OFFICE}werte/"))
    page.get_by_role("link", name="Neu versiegelte Fläche, 2026").click()
    page.get_by_role("button", name="Werte übernehmen").click()
    page.get_by_role("link", name="Seite des Ziels STE-1").click()
    expect(page.get_by_label("Bewertung", exact=True)).to_contain_text("3,1")


@pytest.mark.parametrize("scripts", [False])
def test_a_council_member_decides_with_sheet_pdf_and_what_if(page: Page, town: Town) -> None:
    sign_in(page, town, "Clara")
    page.goto(town.url("/strategie/lage/"))
    page.get_by_role("link", name="Entscheidungsblatt Klimaneutrale Gesamtstadt").first.click()
    expect(page.get_by_role("heading", name="Was fehlt, und was Warten kostet")).to_be_visible()
    kind, content = fetch(town, str(page.get_by_role("link", name="Dieses Blatt als PDF").get_attribute("href")))
    assert (kind, content[:5]) == ("application/pdf", b"%PDF-")

    form = page.locator("form.what-if")
    for box in form.get_by_role("checkbox").all():
        box.uncheck()
    form.get_by_label("Wärmenetz für die Altstadt", exact=True).check()
    form.get_by_label("Beginn von Wärmenetz für die Altstadt").fill("2027")
    form.get_by_role("button", name="Ausrechnen").click()
    expect(page.locator("#was-waere-wenn").get_by_role("status")).to_contain_text("Mit dieser Auswahl sind es 2030")
    assert "m=waermenetz" in page.url
    assert "=2027" in page.url


@pytest.mark.parametrize("look", [PHONE], ids=str)
@pytest.mark.parametrize("scripts", [False])
def test_a_resident_reads_why_a_goal_is_rated_so_asks_and_is_answered(page: Page, town: Town, look: Look) -> None:
    page.goto(town.url(GOAL))
    press(page, "Warum steht das Ziel so da?", "link")
    expect(page.get_by_role("heading", name="Regel B: lineares Tempo")).to_be_visible()
    expect(page.get_by_text("Voraus:")).to_be_visible()
    rule = page.locator("#regel-b")
    expect(rule.get_by_text("trifft zu")).to_be_hidden()
    rule.get_by_text("Rechenweg und Schwellen").focus()
    page.keyboard.press("Enter")
    expect(rule.get_by_text("trifft zu")).to_be_visible()
    assert page.context.cookies() == [], "reading needs no cookie"

    page.goto(town.url(GOAL))
    years = page.get_by_role("region", name="Bewertung nach Jahren")
    years.focus()
    expect(years.get_by_text("2025", exact=True)).to_be_in_viewport(ratio=1)
    expect(years).to_have_css("outline-style", "solid")
    press(page, "Fragen zu diesem Ziel", "link")
    press(page, "Frage stellen", "link")
    asked = "Warum reicht das Tempo nicht?"
    page.get_by_label("Frage", exact=True).focus()
    page.keyboard.type(asked)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Danke für die Frage.")).to_be_visible()
    expect(page.get_by_text(asked)).to_have_count(0)

    sign_in(page, town, "Bernd")
    page.goto(town.url(f"{OFFICE}fragen/"))
    page.get_by_role("listitem").filter(has_text=asked).get_by_role("link", name="Antworten").click()
    page.get_by_label("Antwort der Stadt").fill("Weil der Verkehr kaum sinkt.")
    page.get_by_role("button", name="Antwort veröffentlichen").click()
    page.context.clear_cookies()
    page.goto(town.url(f"{GOAL}fragen/"))
    shown = page.get_by_role("listitem").filter(has_text=asked)
    expect(shown).to_contain_text("Weil der Verkehr kaum sinkt.")
    expect(shown).to_contain_text("zum Wert 2025")


def test_a_report_is_published_and_the_one_before_stays_as_it_was(page: Page, town: Town) -> None:
    old = digests(town, 2024)
    sign_in(page, town, "Bernd")
    page.goto(town.url(f"{OFFICE}berichte/2025/"))
    page.get_by_role("link", name="Vorschau", exact=True).click()
    expect(page.get_by_text("Entwurf, nicht veröffentlicht")).to_be_visible()
    is_fine(page)
    assert page.goto(town.url(f"{REPORTS}2025/")).status == 404  # type: ignore[union-attr]
    page.goto(town.url(f"{OFFICE}berichte/2025/veroeffentlichen/"))
    page.get_by_role("button", name="Jetzt veröffentlichen").click()
    expect(page.get_by_text("Der Bericht 2025 ist veröffentlicht")).to_be_visible()

    page.context.clear_cookies()
    page.goto(town.url(REPORTS))
    page.get_by_role("link", name="Nachhaltigkeitsbericht 2025").first.click()
    is_fine(page)
    assert set(digests(town, 2025)) == {"%PDF", "PK\x03\x04"}
    assert digests(town, 2024) == old


def digests(town: Town, year: int) -> dict[str, str]:
    """Of the files of a report: how each begins, and the digest of all of it."""
    files = [fetch(town, f"{REPORTS}{year}/{name}")[1] for name in ("bericht.pdf", "bericht.xlsx")]
    return {content[:4].decode(): hashlib.sha256(content).hexdigest() for content in files}
