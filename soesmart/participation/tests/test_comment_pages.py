"""Comments in the browser: forms without script, clear words on bad input, few queries."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.participation.models import Campaign, Comment, Idea
from soesmart.participation.rules import Visibility, Who
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.test_comments import fill
from soesmart.participation.tests.test_comments import write as comment_on
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

IDEA = "/mitmachen/ideen/ideen/1/"
PATH = f"{IDEA}kommentare/"


@pytest.fixture
def idea(in_soest: Municipality, at: datetime) -> Idea:
    return an_idea(a_campaign(in_soest, at), at)


def send(client: Client, at: datetime, path: str = PATH, **changes: object) -> tuple[int, str]:
    typed = {"nonce": str(new_id()), "kind": "question", "text": "Wann geht es los?", **changes}
    with clock.stopped_at(at):
        answer = client.post(path, typed)
    return answer.status_code, answer["Location"] if answer.status_code == 302 else answer.content.decode()


def read(client: Client, at: datetime, path: str = IDEA) -> str:
    with clock.stopped_at(at):
        return client.get(path).content.decode()


def test_a_guest_comments_and_lands_on_her_comment(idea: Idea, client_for: ClientFor, at: datetime) -> None:
    client = client_for()
    status, place = send(client, at)
    comment = Comment.objects.get()
    assert (status, place) == (302, f"{IDEA}#kommentar-{comment.key}")
    assert (comment.kind, comment.author, comment.is_guest) == ("question", None, True)
    page = read(client, at)
    assert f'id="kommentar-{comment.key}"' in page
    assert "Wann geht es los?" in page
    assert "Danke, der Kommentar ist da." in page


def test_a_reply_form_opens_without_script_below_its_comment(idea: Idea, client_for: ClientFor, at: datetime) -> None:
    first = comment_on(idea, at)
    page = read(client_for(), at, f"{IDEA}?antwort={first.key}")
    assert page.count("<textarea") == 1
    form = page[page.index('id="antwort"') :]
    assert f'name="parent" value="{first.key}"' in form
    status, place = send(client_for(), at, parent=first.key, kommentare="3")
    reply = Comment.objects.get(parent=first)
    assert (status, place) == (302, f"{IDEA}?kommentare=3#kommentar-{reply.key}")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "   "}, "Bitte etwas schreiben"),
        ({"text": "ö" * 3001}, "3.001 Zeichen, höchstens 3.000"),
        ({"text": "lang " * 20_000}, "99.999 Zeichen, höchstens 3.000"),
        ({"kind": "rant"}, "gültige Auswahl"),
        ({"nonce": "1"}, "kam unvollständig an"),
        ({"parent": "x"}, "kam unvollständig an"),
        ({"parent": "0b0a6d4e-6a3d-4f0e-9a53-0d5d35a7c001"}, "nicht mehr da"),
    ],
)
def test_bad_input_is_said_clearly_and_kept(
    idea: Idea, client_for: ClientFor, at: datetime, changes: dict[str, str], words: str
) -> None:
    status, page = send(client_for(), at, **changes)
    assert status == 422
    assert words in page
    assert changes.get("text", "Wann geht es los?").strip() in page
    assert not Comment.objects.exists()


def test_scripts_in_comments_are_shown_as_text(idea: Idea, client_for: ClientFor, at: datetime) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    client = client_for()
    send(client, at, text=evil)
    page = read(client, at)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_window_that_closed_meanwhile_keeps_the_text(idea: Idea, client_for: ClientFor, at: datetime) -> None:
    status, page = send(client_for(), at + timedelta(days=20))
    assert status == 422
    assert "werden gerade nicht angenommen" in page
    assert "Wann geht es los?" in page
    assert "Kommentare werden gerade nicht angenommen" in read(client_for(), at + timedelta(days=20))


def test_who_needs_a_code_is_led_to_the_door_and_her_text_waits(
    idea: Idea, client_for: ClientFor, at: datetime
) -> None:
    Campaign.objects.update(who=Who.CODE)
    page = read(client_for(), at)
    assert "<textarea" not in page
    assert "einen Code aus dem Brief" in page
    status, page = send(client_for(), at)
    assert status == 403
    assert "Wann geht es los?" in page
    assert not Comment.objects.exists()


def test_a_form_sent_twice_is_one_comment(idea: Idea, client_for: ClientFor, at: datetime) -> None:
    client, nonce = client_for(), str(new_id())
    assert send(client, at, nonce=nonce) == send(client, at, nonce=nonce)
    assert Comment.objects.count() == 1
    idea.refresh_from_db()
    assert idea.comments_count == 1


def test_only_officers_answer_for_the_town(
    idea: Idea, client_for: ClientFor, amira: Person, bernd: Person, at: datetime
) -> None:
    send(client_for(amira), at, official="on")
    send(client_for(bernd, role=Role.PARTICIPATION_OFFICER), at, official="on", text="Im Mai.")
    assert list(Comment.objects.order_by("pk").values_list("is_official", "author_role")) == [
        (False, "resident"),
        (True, "administration"),
    ]
    page = read(client_for(), at)
    assert page.count("comment--official") == 1
    assert "Stadt Soest" in page


def test_an_author_changes_and_takes_back_her_own_words(
    idea: Idea, client_for: ClientFor, amira: Person, eva: Person, at: datetime
) -> None:
    mine = comment_on(idea, at, "Erst so", by=amira)
    path, client = f"{PATH}{mine.key}/", client_for(amira)
    assert f"{path}aendern/" in read(client, at)
    assert f"{path}aendern/" not in read(client_for(eva), at)
    with clock.stopped_at(at):
        assert client_for(eva).get(f"{path}aendern/").status_code == 404
        assert client_for().post(f"{path}zurueckziehen/").status_code == 404
    assert "Erst so" in read(client, at, f"{path}aendern/")
    assert send(client, at, f"{path}aendern/", text="x" * 3001)[0] == 422
    assert send(client, at, f"{path}aendern/", text="Dann so")[0] == 302
    mine.refresh_from_db()
    assert (mine.text, mine.kind) == ("Dann so", "question")
    assert "Dann so" in read(client, at, f"{path}zurueckziehen/")
    assert [send(client, at, f"{path}zurueckziehen/")[0] for _ in range(2)] == [302, 409]
    mine.refresh_from_db()
    assert (mine.text, mine.visibility) == ("", Visibility.WITHDRAWN)


def test_words_that_were_answered_meanwhile_stay_and_the_new_ones_are_kept(
    idea: Idea, client_for: ClientFor, amira: Person, at: datetime
) -> None:
    mine = comment_on(idea, at, by=amira)
    comment_on(idea, at, "Antwort", parent=mine)
    status, page = send(client_for(amira), at, f"{PATH}{mine.key}/aendern/", text="Neue Worte")
    assert status == 409
    assert "geantwortet" in page
    assert "Neue Worte" in page


def test_every_comment_has_a_page_of_its_talk(idea: Idea, client_for: ClientFor, at: datetime) -> None:
    first = comment_on(idea, at, "Der Anfang")
    reply = comment_on(idea, at, "Die Antwort", parent=first)
    page = read(client_for(), at, f"{PATH}{reply.key}/")
    assert re.search(rf'is-marked" id="kommentar-{reply.key}"', page)
    assert "Der Anfang" in page
    assert client_for().get(f"{PATH}{new_id()}/").status_code == 404
    assert client_for().get(PATH)["Location"] == f"{IDEA}#kommentare"


def test_silly_page_numbers_are_answered(idea: Idea, client_for: ClientFor, at: datetime) -> None:
    comment_on(idea, at)
    for number in ("0", "-1", "x", "99999999999999999999", "2", "²"):
        with clock.stopped_at(at):
            assert client_for().get(IDEA, {"kommentare": number}).status_code == 200


def test_one_comment_takes_ten_queries_at_most(
    idea: Idea, client_for: ClientFor, at: datetime, count_queries: CountQueries
) -> None:
    client = client_for()
    send(client, at, text="Zum Anwärmen")  # what the moderation knows is read once a minute
    words = iter(["Wer zahlt das?", "Gut so.", "Im Süden fehlt es auch.", "Bitte mit Licht."])
    with count_queries() as new:
        send(client_for(), at, text=next(words))
    with count_queries() as again:
        send(client, at, text=next(words))
    first = Comment.objects.all()[0]
    with count_queries() as reply:
        send(client, at, text=next(words), parent=first.key)
    fill(idea, first, 300, at - timedelta(days=5))
    with count_queries() as among_many:
        send(client, at, text=next(words))
    assert Comment.objects.filter(visibility=Visibility.VISIBLE).count() == 605
    for queries in (new, again, reply, among_many):
        assert len(queries) <= 10, queries
