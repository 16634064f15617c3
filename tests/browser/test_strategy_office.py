"""The strategy's office in a browser: Bernd writes, Clara approves and publishes, everybody reads."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests import prepared
from tests.browser.helpers import DESK_DARK, NARROW, Look, Noise, Town, axe, overflow
from tests.browser.serving import serving

HOME = "/verwaltung/strategie/"
DRAFT = f"{HOME}entwurf/"
# What only exists while a draft is open; the other pages of the office are in test_every_page.
PAGES = [
    HOME,
    DRAFT,
    f"{DRAFT}aenderungen/",
    f"{DRAFT}vorschau/",
    f"{DRAFT}angaben/",
    f"{DRAFT}vision/",
    f"{DRAFT}uebergreifende-ziele/",
    f"{DRAFT}felder/kultur/",
    f"{DRAFT}ziele/KUL-3/",
    f"{DRAFT}ziele/KUL-3/entfernen/",
    f"{DRAFT}tabelle/",
    f"{DRAFT}verwerfen/",
]


@pytest.fixture(scope="module")
def town(worker_folder: Path) -> Iterator[Town]:
    """A server of its own: what is published here must not surprise the other tests."""
    with serving(Path(shutil.copytree(prepared.with_demo(), worker_folder / "office"))) as served:
        yield served


def sign_in(page: Page, town: Town, name: str) -> None:
    page.goto(town.url("/vorfuehrung/anmelden/"))
    page.get_by_role("button", name=f"Als {name} anmelden").click()
    page.wait_for_url("**/mein/")


def open_draft(page: Page, town: Town) -> str:
    """Begin a draft with the proposed number, or go on with the one there is; returns its number."""
    page.goto(town.url(HOME))
    if page.get_by_role("button", name="Entwurf beginnen").count():
        page.get_by_role("button", name="Entwurf beginnen").click()
    page.goto(town.url(DRAFT))
    return page.get_by_role("heading", level=1).inner_text().split()[1]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_a_draft_to_a_new_version_that_everybody_reads(page: Page, town: Town, scripts: bool) -> None:
    sign_in(page, town, "Bernd")
    page.goto(town.url(HOME))
    old = page.get_by_role("row").filter(has_text="gilt").get_by_role("link").first.inner_text()
    new = open_draft(page, town)
    page.get_by_role("link", name="Sport, Freizeit und Grün").first.click()
    title = f"Sport, Freizeit und Grün in Fassung {new}"
    page.get_by_label("Titel").fill(title)
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status").first).to_contain_text("KUL-3 ist gespeichert.")
    page.get_by_role("link", name="Was sich ändert").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.goto(town.url(f"{DRAFT}vorschau/"))
    expect(page.get_by_text("Entwurf, nicht veröffentlicht")).to_be_visible()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.goto(town.url(HOME))
    page.get_by_role("button", name="Zur Freigabe einreichen").click()
    expect(page.get_by_text("Eine Kollegin oder ein Kollege muss jetzt prüfen.")).to_be_visible()
    expect(page.get_by_role("button", name="Freigeben")).to_have_count(0)
    page.goto(town.url("/strategie/ziele/KUL-3/"))
    expect(page.get_by_role("heading", level=1)).not_to_have_text(title)

    sign_in(page, town, "Clara")
    page.goto(town.url(HOME))
    expect(page.get_by_text("Eingereicht von Bernd")).to_be_visible()
    page.get_by_role("button", name="Freigeben").click()
    page.get_by_role("link", name="Veröffentlichen").click()
    page.get_by_label("Beschlossen am").fill("1.10.2026")
    page.get_by_label("Beschlossen von").fill("Rat der Stadt")
    page.get_by_role("button", name="Jetzt veröffentlichen").click()
    expect(page.get_by_text(f"Fassung {new} ist veröffentlicht.")).to_be_visible()

    page.goto(town.url("/strategie/ziele/KUL-3/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.goto(town.url(f"/strategie/fassungen/{old}/ziele/KUL-3/"))
    expect(page.get_by_role("heading", level=1)).not_to_have_text(title)
    page.goto(town.url(f"{HOME}protokoll/?fassung={new}"))
    for line in ("Ziel geändert: KUL-3", "zur Freigabe eingereicht", "freigegeben", "veröffentlicht"):
        expect(page.get_by_role("cell", name=line).first).to_be_visible()


@pytest.mark.parametrize("look", [NARROW, DESK_DARK], ids=str)
def test_every_page_of_the_office_is_accessible_and_fits(page: Page, town: Town, look: Look) -> None:
    sign_in(page, town, "Bernd")
    open_draft(page, town)
    found = []
    for path in PAGES:
        answer = page.goto(town.url(path))
        assert answer is not None
        assert answer.status == 200, path
        found += [f"{path}: {finding}" for finding in axe(page)]
        found += [f"{path}: {wider} px wider than the screen"] if (wider := overflow(page)) else []
    assert found == []


def test_a_goal_is_moved_by_keyboard_alone(page: Page, town: Town) -> None:
    sign_in(page, town, "Bernd")
    open_draft(page, town)
    goals = page.locator("#field-kultur .office-goal__code")
    before = goals.all_inner_texts()
    page.get_by_role("button", name=f"{before[-1]} nach oben").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(goals).to_have_text([*before[:-2], before[-1], before[-2]])


def test_two_people_at_once_see_both_texts(page: Page, town: Town, noise: Noise) -> None:
    sign_in(page, town, "Bernd")
    open_draft(page, town)
    page.goto(town.url(f"{DRAFT}ziele/KUL-2/"))
    other = page.context.new_page()
    other.goto(town.url(f"{DRAFT}ziele/KUL-2/"))
    other.get_by_label("Titel").fill("Kultur für wirklich alle")
    other.get_by_role("button", name="Speichern").click()
    other.wait_for_load_state()
    page.get_by_label("Titel").fill("Kultur für jedes Alter")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("jemand war schneller")
    expect(page.get_by_role("cell", name="Kultur für wirklich alle")).to_be_visible()
    expect(page.get_by_label("Titel")).to_have_value("Kultur für jedes Alter")
    assert axe(page) == []
    page.get_by_role("button", name="Meinen Stand speichern").click()
    expect(page.get_by_role("link", name="Kultur für jedes Alter")).to_be_visible()
    noise.heard.clear()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_draft_goes_out_as_a_spreadsheet_and_comes_back_changed(page: Page, town: Town, scripts: bool) -> None:
    sign_in(page, town, "Bernd")
    open_draft(page, town)
    page.goto(town.url(f"{DRAFT}tabelle/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Entwurf als XLSX").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book["Ziele"]
    title = f"Erneuerbarer Strom aus Soest, {'mit' if scripts else 'ohne'} Skript"
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "KLI-2")
    row[4].value = title
    changed = io.BytesIO()
    book.save(changed)
    file = {"name": "strategie.xlsx", "mimeType": "application/octet-stream", "buffer": changed.getvalue()}
    page.get_by_label("Tabelle").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Was die Tabelle ändert")
    expect(page.get_by_role("cell", name=title)).to_be_visible()
    assert not scripts or axe(page) == []
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_text("Übernommen: 1 Zeile.")).to_be_visible()
    expect(page.get_by_role("link", name=title)).to_be_visible()


def test_a_wrong_file_is_explained_on_an_accessible_page(page: Page, town: Town) -> None:
    sign_in(page, town, "Bernd")
    open_draft(page, town)
    page.goto(town.url(f"{DRAFT}tabelle/"))
    page.get_by_label("Tabelle").set_input_files({"name": "bild.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG"})
    page.get_by_role("button", name="Prüfen").click()
    expect(page.get_by_text("Das ist keine XLSX-Datei").first).to_be_visible()
    assert axe(page) == []
