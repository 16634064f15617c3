"""Error pages say what happened, why, and what to do, even when nothing else works. None of these tests may touch the
database: pytest-django refuses it."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views import defaults

from soesmart.core.refusals import Refused

PAGES = [*(f"{code}.html" for code in (400, 403, 404, 405, 409, 429, 500)), "csrf.html", "unknown_host.html"]


@pytest.mark.parametrize("page", [*PAGES, "refused.html"])
def test_an_error_page_needs_no_town_no_person_and_no_database(page: str) -> None:
    markup = render_to_string(page, {"refusal": Refused("a.b", "Das geht nicht.")})
    assert '<html lang="de">' in markup
    assert len(re.findall("<h1", markup)) == 1
    assert re.search(r"<title>\s*\S", markup)
    assert 'href="/"' in markup


@pytest.mark.parametrize("page", PAGES)
def test_an_error_page_says_what_to_do(page: str) -> None:
    words = re.sub(r"<[^>]+>|\s+", " ", render_to_string(page))
    assert re.search(r"Bitte|Suchbegriff|Anmelde|Anmeldung|Startseite", words)


@pytest.mark.parametrize("page", PAGES)
def test_an_error_page_runs_no_script_and_asks_no_other_host(page: str) -> None:
    markup = render_to_string(page)
    assert "<script" not in markup
    assert "style=" not in markup
    assert not re.search(r'(src|href)="(https?:)?//', markup.replace('href="https://example', ""))


def test_the_page_for_our_own_mistakes_is_given_out_without_context() -> None:
    answer = defaults.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Der Fehler liegt bei uns" in answer.content.decode()


def test_a_refusal_shows_its_words_and_its_code_for_questions() -> None:
    markup = render_to_string("refused.html", {"refusal": Refused("strategy.locked", "Bitte <neu> anlegen.")})
    assert "Bitte &lt;neu&gt; anlegen." in markup
    assert "Für Rückfragen: Kennung <code>strategy.locked</code>" in markup
