"""The office builds an event: who may, step by step until it is published, two at once, and what was typed stays."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.events.models import Event, Item, Option, Round, Scene, Track
from soesmart.events.rules import EventState, ItemKind, RoundState
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from soesmart.tickets.tests.bookings import a_booking, a_sale
from tests.cast import make_person
from tests.clients import ClientFor, CountQueries, client_of

ALL = "/verwaltung/veranstaltungen/"
ONE = f"{ALL}zukunftsreise/"
READ = [ALL, ONE, f"{ONE}aenderungen/"]
SECTIONS = ["angaben", "ablauf", "stream", "hilfen", "veroeffentlichen", "kopieren", "loeschen", "ablauf/szene/neu"]
WRITE = [f"{ALL}neu/", f"{ALL}neu/abend/", *(f"{ONE}{section}/" for section in SECTIONS)]
OFFICERS = {Role.PARTICIPATION_OFFICER, Role.TOWN_ADMINISTRATOR}
READERS = OFFICERS | {Role.MODERATOR, Role.AUDITOR}


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at)


@pytest.fixture
def draft(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at + timedelta(days=9), state=EventState.DRAFT, published_at=None)


@pytest.fixture
def item(event: Event) -> Item:
    return an_item(a_scene(event))


@pytest.fixture
def office(soest: Municipality) -> Client:
    return client_of(make_person("paula", soest, Role.PARTICIPATION_OFFICER), soest)


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()  # type: ignore[no-any-return]


def of_item(item: Item) -> list[str]:
    scene, number = f"{ONE}ablauf/szene/{item.scene_id}/", f"{ONE}ablauf/frage/{item.number}/"
    kinds = [f"{scene}frage/{kind.value}/" for kind in ItemKind]
    return [scene, f"{scene}loeschen/", f"{scene}frage/", *kinds, number, f"{number}bezug/", f"{number}loeschen/"]


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_officers_write_staff_reads_and_nobody_else_comes_in(item: Item, soest: Municipality, role: Role) -> None:
    client = client_of(make_person("paula", soest, role), soest)
    pages, reads, writes = [*WRITE, *of_item(item)], 200 if role in READERS else 403, 200 if role in OFFICERS else 403
    assert [client.get(path).status_code for path in READ] == [reads] * len(READ)
    assert {path: client.get(path).status_code for path in pages} == dict.fromkeys(pages, writes)
    if role not in OFFICERS:
        moves = [f"{path}verschieben/" for path in (of_item(item)[0], f"{ONE}ablauf/frage/1/")]
        posts = [*WRITE[1:], *of_item(item), *moves, f"{ONE}ablauf/frage/1/kopieren/"]
        posts.remove(f"{ONE}ablauf/")
        posts.remove(f"{of_item(item)[0]}frage/")
        assert {client.post(path, {"do": "publish"}).status_code for path in posts} == {403}
        assert (Event.objects.count(), Scene.objects.count(), Item.objects.count()) == (1, 1, 1)


def test_guests_and_officers_of_other_towns_stay_outside(
    item: Item, client_for: ClientFor, amira: Person, olpe: Municipality
) -> None:
    stranger = make_person("frauke", olpe, Role.PARTICIPATION_OFFICER)
    pages = [*READ, *WRITE, *of_item(item)]
    for client in (client_for(), client_for(amira), client_for(stranger)):
        assert {client.get(path).status_code for path in pages} <= {302, 403}
    there = client_of(stranger, olpe)
    assert {there.get(path).status_code for path in [*READ[1:], *WRITE[2:], *of_item(item)]} == {404}
    assert item.event.title not in text_of(there, ALL)


def test_from_a_template_to_a_published_evening(office: Client, in_soest: Municipality, at: datetime) -> None:
    with clock.stopped_at(at):
        sent = {"title": "Zukunftsreise", "starts_at": "2026-12-01T18:00", "place": "Kulturgräfte", "nonce": new_id()}
        assert {office.post(f"{ALL}neu/abend/", sent).url for _ in range(2)} == {ONE}, "sent twice it is stored once"
        event = Event.objects.get()
        assert (event.ends_at - event.doors_at, event.state) == (timedelta(minutes=75), "draft")
        assert Scene.objects.count() == 5
        assert "fehlen Antworten" in text_of(office, ONE)
        refused = office.post(f"{ONE}veroeffentlichen/", {"do": "publish"})
        assert (refused.status_code, Event.objects.get().state) == (422, "draft")
        words = {
            "summary": "Ein Abend.",
            "contact": "stadtLABOR",
            "access_notes": "Stufenlos.",
            "text": "",
            "revision": 1,
        }
        times = {"doors_at": "2026-12-01T17:45", "starts_at": "2026-12-01T18:00", "ends_at": "2026-12-01T19:00"}
        more = {"title": "Zukunftsreise", "place": "Kulturgräfte", "languages": "Deutsch", "smallest_group": 5}
        assert office.post(f"{ONE}angaben/", words | times | more | {"entry": "device"}).status_code == 302
        question = Item.objects.get(title="Wie soll es weitergehen?")
        path = f"{ONE}ablauf/frage/{question.number}/"
        asked = {"title": "Wohin?", "options_text": "Links\r\nRechts\r\n", "seconds": 45, "revision": 1}
        assert office.post(path, asked).url == f"{ONE}ablauf/#frage-{question.number}"
        assert "Alles da" in text_of(office, ONE)
        assert office.post(f"{ONE}veroeffentlichen/", {"do": "publish"}).status_code == 302
        assert Event.objects.get().state == "published"


# What is typed for each kind, and what of it comes back into the form when one field is wrong.
TYPED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "single": ({"options_text": "Ja\nNein"}, {"options_text": "Ja\nJA"}),
    "multiple": ({"options_text": "A\nB\nC", "least": 1, "most": 2}, {"most": 4}),
    "scale": ({"least": 1, "most": 5, "low_label": "nie", "high_label": "immer"}, {"most": "viele"}),
    "ranking": ({"options_text": "A\nB\nC"}, {"options_text": "\n".join(f"Nummer {n}" for n in range(13))}),
    "points": ({"options_text": "A\nB", "points": 5}, {"points": 0}),
    "estimate": ({"least": 0, "most": 100, "unit": "Prozent", "truth": 61}, {"truth": 101}),
    "words": ({"most": 3, "moderated": "on"}, {"most": 9}),
    "questions": ({"moderated": "on"}, {"title": ""}),
    "next_idea": ({"number": 2, "chosen": ""}, {"chosen": "12 und 13"}),
}


@pytest.mark.parametrize("kind", [kind.value for kind in ItemKind])
def test_every_kind_of_question_can_be_made_changed_and_keeps_what_was_typed(
    office: Client, event: Event, at: datetime, kind: str
) -> None:
    scene = a_scene(event)
    right, wrong = TYPED[kind]
    if kind == "next_idea":
        campaign = a_campaign(event.municipality, at)
        for title in ("Bäume", "Bänke", "Brunnen"):
            an_idea(campaign, at, title)
        right = right | {"campaign_pk": campaign.pk}
    typed = {"title": "Eine Frage?", "text": "Mein Hinweis", "seconds": 60, "nonce": new_id()} | right
    path = f"{ONE}ablauf/szene/{scene.pk}/frage/{kind}/"
    refused = office.post(path, typed | wrong)
    assert (refused.status_code, Item.objects.count()) == (422, 0)
    assert "Mein Hinweis" in refused.content.decode()
    assert "Bitte noch einmal hinschauen" in refused.content.decode()
    assert {office.post(path, typed).url for _ in range(2)} == {f"{ONE}ablauf/#frage-1"}
    item = Item.objects.get()
    assert (item.kind, item.title, Option.objects.count()) == (kind, "Eine Frage?", options_of(kind))
    page = f"{ONE}ablauf/frage/1/"
    assert office.post(page, typed | wrong | {"revision": 1}).status_code == 422
    assert office.post(page, typed | {"title": "Anders?", "revision": 1}).status_code == 302
    assert Item.objects.get().title == "Anders?"
    assert "Anders?" in text_of(office, f"{ONE}ablauf/")


def options_of(kind: str) -> int:
    return {"single": 2, "multiple": 3, "ranking": 3, "points": 2, "next_idea": 2}.get(kind, 0)


BAD_FORMS: list[tuple[str, dict[str, str], str]] = [
    ("angaben", {"title": "Mein Titel", "starts_at": "morgen"}, "Mein Titel"),
    ("angaben", {"source": "javascript:alert(1)", "contact": "stadtLABOR"}, "stadtLABOR"),
    (
        "stream",
        {"stream": "embed", "stream_url": "http://video.example", "stream_host": "Haus"},
        "http://video.example",
    ),
    ("stream", {"stream": "hls", "stream_url": "https://a.example/x.m3u8", "stream_delay": "999"}, "999"),
    ("stream", {"stream": "embed", "stream_url": "https://a.example", "stream_delay": "6,5"}, "6,5"),
    ("hilfen", {"count": "2", "kind_0": "captions", "url_0": "https://a.example/a.vtt"}, "https://a.example/a.vtt"),
    ("hilfen", {"count": "2", "kind_0": "captions", "label_0": "Untertitel", "url_0": "ftp://x"}, "Untertitel"),
    ("ablauf/szene/neu", {"title": "", "script": "Licht aus"}, "Licht aus"),
    ("ablauf/szene/neu", {"title": "Mittag", "minutes": "601"}, "Mittag"),
    ("kopieren", {"title": "Noch einmal", "starts_at": ""}, "Noch einmal"),
    ("veroeffentlichen", {"do": "cancel", "reason": " ", "sure": "on"}, "Veranstaltung absagen"),
    ("veroeffentlichen", {"do": "cancel", "reason": "Sturm"}, "Sturm"),
]


@pytest.mark.parametrize(("section", "sent", "kept"), BAD_FORMS)
def test_bad_input_is_told_and_nothing_is_lost_or_stored(
    office: Client, event: Event, at: datetime, section: str, sent: dict[str, str], kept: str
) -> None:
    before = Event.objects.values().get()
    with clock.stopped_at(at):
        answer = office.post(f"{ONE}{section}/", sent)
    assert answer.status_code == 422
    assert kept in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert Event.objects.values().get() == before
    assert not Scene.objects.exists()


def test_an_event_is_called_off_only_by_who_says_so_twice(office: Client, event: Event, at: datetime) -> None:
    with clock.stopped_at(at):
        office.post(f"{ONE}veroeffentlichen/", {"do": "cancel", "reason": "Sturm"})
        assert Event.objects.get().state == EventState.PUBLISHED
        office.post(f"{ONE}veroeffentlichen/", {"do": "cancel", "reason": "Sturm", "sure": "on"})
    assert Event.objects.get().state == EventState.CANCELLED


def test_of_two_editors_the_second_sees_what_the_first_wrote(office: Client, event: Event) -> None:
    shown = {"stream": "hls", "stream_url": "https://a.example/x.m3u8", "stream_host": "", "stream_delay": "6,5"}
    assert office.post(f"{ONE}stream/", shown | {"revision": 1}).status_code == 302
    late = office.post(f"{ONE}stream/", {"stream": "none", "revision": 1})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Der neue Stand" in page
    assert "https://a.example/x.m3u8" in page
    assert office.post(f"{ONE}stream/", {"stream": "none", "revision": 2}).status_code == 302
    assert Event.objects.get().stream_url == ""


def test_two_editors_of_a_question_do_not_overwrite_each_other(office: Client, item: Item) -> None:
    typed = {"title": "Neu?", "options_text": "A\nB\nC", "seconds": 45}
    assert office.post(f"{ONE}ablauf/frage/1/", typed | {"revision": 1}).status_code == 302
    late = office.post(f"{ONE}ablauf/frage/1/", typed | {"title": "Anders?", "revision": 1})
    assert late.status_code == 409
    assert "Neu?" in late.content.decode()
    assert "Anders?" in late.content.decode()


def test_a_form_that_was_not_touched_keeps_the_seconds_of_its_times(office: Client, event: Event) -> None:
    Event.objects.update(doors_at=event.doors_at.replace(second=7))
    form = office.get(f"{ONE}angaben/").context["form"]
    sent = {field.name: field.value() for field in form if field.value() is not None}
    for name in ("doors_at", "starts_at", "ends_at"):
        sent[name] = f"{sent[name]:%Y-%m-%dT%H:%M}"
    assert office.post(f"{ONE}angaben/", sent | {"invented": ""}).status_code == 302
    assert Event.objects.get().doors_at == event.doors_at.replace(second=7)


def test_helps_are_written_in_rows(office: Client, event: Event) -> None:
    row = {
        "count": "2",
        "kind_0": "sign_language",
        "label_0": "Gebärdensprache im Saal",
        "language_0": "gsg",
        "url_0": "",
    }
    assert office.post(f"{ONE}hilfen/", row | {"revision": 1}).status_code == 302
    assert [(track.kind, track.language) for track in Track.objects.all()] == [("sign_language", "gsg")]
    assert office.post(f"{ONE}hilfen/", {"count": "2", "revision": 1}).status_code == 409
    assert office.post(f"{ONE}hilfen/", {"count": "2", "revision": 2}).status_code == 302
    assert not Track.objects.exists()


def test_buttons_move_scenes_and_questions(office: Client, item: Item) -> None:
    scene = a_scene(item.event, "Mittag")
    office.post(f"{ONE}ablauf/szene/{scene.pk}/verschieben/", {"do": "up"})
    assert Scene.objects.first() == scene
    office.post(f"{ONE}ablauf/frage/1/verschieben/", {"do": "up"})
    assert Item.objects.get().scene == scene


def test_a_question_is_tied_to_ideas_and_a_copy_takes_them_along(office: Client, item: Item, at: datetime) -> None:
    idea = an_idea(a_campaign(item.event.municipality, at), at)
    path = f"{ONE}ablauf/frage/1/bezug/"
    assert office.post(path, {"ideas": "https://soest.localhost/mitmachen/ideen/ideen/77/"}).status_code == 422
    assert office.post(path, {"ideas": "irgendwas"}).status_code == 422
    address = f"http://soest.localhost/mitmachen/ideen/ideen/{idea.number}/"
    assert office.post(path, {"ideas": f"{address}\nideen {idea.number}"}).status_code == 302
    sent = {"nonce": str(new_id())}
    made = {office.post(f"{ONE}ablauf/frage/1/kopieren/", sent).url for _ in range(2)}
    assert made == {f"{ONE}ablauf/frage/2/"}
    assert [link.idea for copied in Item.objects.all() for link in copied.links.all()] == [idea, idea]


def test_what_was_voted_on_says_so_and_offers_a_copy(office: Client, item: Item, at: datetime) -> None:
    times = {"opened_at": at, "stream_opens_at": at}
    Round.objects.create(event=item.event, item=item, number=1, state=RoundState.CLOSED, **times)
    path = f"{ONE}ablauf/frage/1/"
    assert "hilft eine Kopie" in text_of(office, path)
    sent = {"title": "Anders?", "options_text": "A\nB", "seconds": 45, "revision": 1}
    assert office.post(path, sent).status_code == 422
    assert "lässt sich ändern" in office.post(path, sent).content.decode()
    office.post(f"{path}loeschen/")
    office.post(f"{ONE}ablauf/szene/{item.scene_id}/loeschen/")
    assert Item.objects.get().title == item.title


def test_a_draft_is_thrown_away_and_what_was_public_is_not(office: Client, draft: Event) -> None:
    assert draft.title in text_of(office, f"{ONE}loeschen/")
    assert office.post(f"{ONE}loeschen/").url == ALL
    assert not Event.objects.exists()
    Event.objects.bulk_create([draft])
    Event.objects.update(state=EventState.PUBLISHED, published_at=draft.doors_at)
    assert office.post(f"{ONE}loeschen/").url == f"{ONE}veroeffentlichen/"
    assert Event.objects.exists()


def test_a_draft_for_which_somebody_booked_is_kept(office: Client, draft: Event, at: datetime) -> None:
    a_booking(a_sale(draft), at)
    assert "gibt es schon Buchungen" in office.post(f"{ONE}loeschen/", follow=True).content.decode()
    assert Event.objects.exists()


def test_a_scene_or_question_that_there_is_not_is_not_found(office: Client, item: Item) -> None:
    for path in ("szene/999", f"szene/{2**70}", "frage/2", f"frage/{2**70}", f"szene/{item.scene_id}/frage/unsinn"):
        assert office.get(f"{ONE}ablauf/{path}/").status_code == 404, path
    assert office.get(f"{ALL}neu/unsinn/").status_code == 404


def test_the_list_is_narrowed_by_state_and_word(office: Client, event: Event, at: datetime) -> None:
    an_event(event.municipality, at + timedelta(days=30), "winter", title="Winterabend", join_code="WINTER")
    over = an_event(event.municipality, at - timedelta(days=30), "sommer", title="Sommerabend", join_code="SOMMER")
    with clock.stopped_at(at):
        for query, titles in (
            ("", {"Eine Zukunftsreise", "Winterabend", "Sommerabend"}),
            ("zustand=laeuft", {"Eine Zukunftsreise"}),
            ("zustand=kommt", {"Winterabend"}),
            ("zustand=vorbei&q=sommer", {"Sommerabend"}),
            ("zustand=entwurf", set()),
        ):
            page = office.get(f"{ALL}?{query}")
            assert {row.event.title for row in page.context["rows"]} == titles, query
        assert over.title in text_of(office, f"{ALL}?seite=99")


@pytest.mark.parametrize("number", [1, 60])
def test_pages_ask_no_more_for_many_rows(
    office: Client, item: Item, count_queries: CountQueries, at: datetime, number: int
) -> None:
    event = item.event
    fill(event, number, at)
    office.get(ONE)
    for path in (ALL, ONE, f"{ONE}ablauf/", f"{ONE}angaben/", f"{ONE}ablauf/frage/1/", f"{ONE}aenderungen/"):
        with count_queries() as queries:
            text_of(office, path)
        assert len(queries) <= 12, (path, queries)


def fill(event: Event, number: int, at: datetime) -> None:
    """Many scenes with an item each, and many other events."""
    letters = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}XXXX" for n in range(number)]
    Event.objects.bulk_create(
        Event(
            municipality=event.municipality,
            key=f"abend-{code.lower()}",
            title="Abend",
            join_code=code,
            doors_at=at,
            starts_at=at,
            ends_at=at + timedelta(hours=1),
        )
        for code in letters
    )
    scenes = Scene.objects.bulk_create(Scene(event=event, position=n + 10, title="Szene") for n in range(number))
    items = [
        Item(event=event, scene=scene, number=n + 10, position=1, kind="single", title="Frage?")
        for n, scene in enumerate(scenes)
    ]
    Item.objects.bulk_create(items)
    Option.objects.bulk_create(Option(item=row, number=k, label=f"A{k}") for row in items for k in (1, 2, 3))


def test_a_change_is_written_in_ten_queries(office: Client, item: Item, count_queries: CountQueries) -> None:
    other = an_item(item.scene)
    move = f"{ONE}ablauf/frage/{other.number}/verschieben/"
    office.post(move, {"do": "up"})
    office.post(f"{ONE}stream/", {"stream": "none", "revision": 1})
    typed = {"title": "Neu?", "options_text": "A\nB\nC", "seconds": 45, "revision": 1}
    for path, sent in (
        (f"{ONE}ablauf/frage/1/", typed),
        (move, {"do": "down"}),
        (f"{ONE}ablauf/szene/neu/", {"title": "Mittag", "minutes": 5, "nonce": str(new_id())}),
        (f"{ONE}stream/", {"stream": "none", "revision": 2}),
    ):
        with count_queries() as queries:
            assert office.post(path, sent).status_code == 302
        beginning = [place for place, sql in enumerate(queries.sql) if 'FROM "events_event"' in sql][:2]
        assert len(queries) - beginning[1] <= 10, (path, queries)
        assert beginning[1] <= 8, (path, queries)
