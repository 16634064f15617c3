"""Accounts in a real browser: codes, passkeys, the second step, leaving; by keyboard and without script."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.helpers import DESK_DARK, NARROW, PHONE, PHONE_DARK, Look, Town, axe, overflow

GUESTS = ["/konto/anmelden/", "/konto/neu/", "/vorfuehrung/anmelden/", "/vorfuehrung/post/"]
MINE = ["/mein/", "/mein/daten/", "/mein/loeschen/", "/konto/e-mail/", "/konto/sicherheit/", "/konto/sitzungen/"]
SECURITY = ["/konto/sicherheit/app/", "/konto/sicherheit/passkeys/neu/", "/konto/abmelden/", "/konto/ich-bin-es/"]
OFFICE = ["/verwaltung/personen/", "/verwaltung/personen/?wer=alle", "/verwaltung/personen/einladen/"]


def sign_in_as(page: Page, town: Town, name: str) -> None:
    """Through the demo's door."""
    page.goto(town.url("/vorfuehrung/anmelden/"))
    page.get_by_role("button", name=f"Als {name} anmelden").click()
    page.wait_for_url("**/mein/")


def ask_for_code(page: Page, town: Town, email: str, path: str = "/konto/anmelden/") -> str:
    """Ask for a code and read it in the demo's letter box; the browser is left on the page that wants it."""
    page.goto(town.url(path))
    page.get_by_label("E-Mail-Adresse", exact=True).fill(email)
    if box := page.get_by_role("checkbox").count():
        page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Konto anlegen" if box else "Code schicken").click()
    page.get_by_label("Code aus der E-Mail").wait_for()
    return read_code(page, town, email)


def read_code(page: Page, town: Town, email: str) -> str:
    """The code in the newest letter to the address that holds one: people with a task get other mails too."""
    letter_box = page.context.new_page()
    letter_box.goto(town.url("/vorfuehrung/post/"))
    letters = letter_box.locator("main li", has_text=email).all_inner_texts()
    letter_box.close()
    words = (word for letter in letters for word in letter.split())
    return next(word for word in words if len(word) == 9 and word[4] == "-" and word[:4].isdigit())


def enter(page: Page, code: str, button: str) -> None:
    page.get_by_label("Code aus der E-Mail").fill(code)
    page.get_by_role("button", name=button, exact=True).click()


def sign_out(page: Page, town: Town) -> None:
    page.goto(town.url("/konto/abmelden/"))
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    page.wait_for_url(town.url("/"))


def plug_in(page: Page) -> None:
    """A device that opens passkeys without asking (the browser's virtual authenticator)."""
    tools: Any = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def faults(page: Page, town: Town, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        answer = page.goto(town.url(path))
        assert answer is not None
        assert answer.status == 200, path
        found += [f"{path}: {fault}" for fault in axe(page)]
        if wider := overflow(page):
            found.append(f"{path}: wider than the screen by {wider} px")
    return found


@pytest.mark.parametrize("look", [NARROW, PHONE_DARK, DESK_DARK], ids=str)
def test_the_pages_of_an_account_are_accessible(page: Page, town: Town, look: Look) -> None:
    found = faults(page, town, GUESTS)
    sign_in_as(page, town, "Clara")
    assert found + faults(page, town, MINE + SECURITY + OFFICE) == []


@pytest.mark.parametrize("look", [PHONE], ids=str)
@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without script"])
def test_amira_signs_in_by_code_with_and_without_script(page: Page, town: Town, look: Look, scripts: bool) -> None:
    enter(page, ask_for_code(page, town, "amira@example.org"), "Anmelden")
    page.get_by_role("heading", name="Mein Bereich").wait_for()


def test_a_code_is_entered_by_keyboard_alone(page: Page, town: Town) -> None:
    page.goto(town.url("/konto/anmelden/"))
    page.get_by_label("E-Mail-Adresse").focus()
    page.keyboard.type("bernd@example.org")
    page.keyboard.press("Enter")
    page.get_by_label("Code aus der E-Mail").wait_for()
    code = read_code(page, town, "bernd@example.org")
    page.get_by_label("Code aus der E-Mail").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Der zweite Schritt").wait_for()
    assert axe(page) == []


def test_a_wrong_code_is_named_beside_its_field(page: Page, town: Town) -> None:
    ask_for_code(page, town, "clara@example.org")
    enter(page, "0000-0000", "Anmelden")
    page.locator(".kern-error", has_text="Dieser Code stimmt nicht").wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("scripts", [False], ids=["without script"])
def test_eva_makes_an_account_looks_at_her_data_and_leaves(page: Page, town: Town, scripts: bool) -> None:
    enter(page, ask_for_code(page, town, "eva@example.org", "/konto/neu/"), "Bestätigen")
    page.get_by_role("link", name="Ansehen, was über mich gespeichert ist").click()
    page.get_by_text("eva@example.org").wait_for()
    page.goto(town.url("/mein/"))
    page.get_by_label("Mein Name hier").fill("Eva vom Markt")
    page.get_by_role("button", name="Name ändern").click()
    page.get_by_text("Hallo, Eva vom Markt!").wait_for()
    page.get_by_role("link", name="Konto löschen").click()
    page.get_by_label("Zur Sicherheit").fill("löschen")
    page.get_by_role("button", name="Konto endgültig löschen").click()
    page.get_by_text("Das Konto ist gelöscht").wait_for()


def test_deniz_makes_a_passkey_and_signs_in_with_it(page: Page, town: Town) -> None:
    plug_in(page)
    sign_in_as(page, town, "Deniz")
    page.goto(town.url("/konto/sicherheit/"))
    page.get_by_role("link", name="Passkey einrichten").click()
    page.get_by_label("Name des Geräts").fill("Handy")
    page.get_by_role("button", name="Passkey einrichten").click()
    page.get_by_role("heading", name="Ersatzcodes").wait_for()
    assert axe(page) == []
    page.goto(town.url("/konto/sicherheit/"))
    page.get_by_role("heading", name="Handy").wait_for()
    assert axe(page) == []

    sign_out(page, town)
    page.goto(town.url("/konto/anmelden/?next=/mein/daten/"))
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url(town.url("/mein/daten/"))

    # Deniz has roles, so the code alone no longer opens this account: the passkey is asked for, and is enough.
    sign_out(page, town)
    enter(page, ask_for_code(page, town, "deniz@example.org"), "Anmelden")
    page.get_by_role("heading", name="Zweiter Schritt").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Passkey verwenden").click()
    page.wait_for_url(town.url("/mein/"))

    page.goto(town.url("/konto/sicherheit/"))
    page.get_by_role("link", name="Entfernen").click()
    page.get_by_role("heading", name="Bitte bestätigen").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Passkey verwenden").click()
    page.get_by_role("button", name="Entfernen").click()
    page.wait_for_url("**/passkeys/")


def test_a_device_without_a_passkey_says_what_to_do(page: Page, town: Town) -> None:
    plug_in(page)
    page.goto(town.url("/konto/anmelden/"))
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.get_by_role("alert").filter(has_text="noch einmal versuchen").wait_for()


@pytest.mark.parametrize("scripts", [False], ids=["without script"])
def test_without_script_no_button_leads_nowhere(page: Page, town: Town, scripts: bool) -> None:
    page.goto(town.url("/konto/anmelden/"))
    assert page.get_by_role("button", name="Mit Passkey anmelden").count() == 0
    assert page.get_by_role("button", name="Code schicken").is_visible()
