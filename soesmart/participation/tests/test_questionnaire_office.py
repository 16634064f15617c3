"""The office builds, publishes and reads a questionnaire, without script."""

import random
import re
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.models import Questionnaire
from soesmart.participation.queries.questionnaires import questions_of
from soesmart.participation.rules import FormatState, Who
from soesmart.participation.rules.questions import QuestionKind, QuestionWords
from soesmart.participation.services.questionnaires import (
    QuestionnaireWords,
    archive_questionnaire,
    drop_questionnaire,
    edit_questionnaire,
    gaps_of,
    publish_questionnaire,
    set_questions,
)
from soesmart.participation.tests.campaigns import a_campaign, codes_for
from soesmart.participation.tests.questionnaires import (
    ALL,
    BIKE,
    TEST,
    WAYS,
    YES_NO,
    a_draft,
    a_questionnaire,
    fill,
)
from soesmart.region.models import Municipality
from tests.clients import ClientFor

OFFICE = "/verwaltung/fragebogen/"


@pytest.fixture(autouse=True)
def _stopped(at: datetime) -> object:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def office(client_for: ClientFor, amira: Person) -> Client:
    return client_for(amira, role=Role.PARTICIPATION_OFFICER)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def kinds(form: Questionnaire) -> list[str]:
    return [question.text for question in questions_of(form)]


def test_from_an_empty_page_to_a_public_questionnaire(in_soest: Municipality, at: datetime, office: Client) -> None:
    office.post(f"{OFFICE}neu/", {"title": "Wege in Soest", "nonce": str(uuid.uuid4())})
    form = Questionnaire.objects.get()
    here = f"{OFFICE}{form.key}/"
    assert "Es gibt noch keine Frage." in office.get(here).content.decode()
    question = {"text": "Wie unterwegs?", "options": "Rad\nBus\nRad und Bus", "key": "f1"}
    assert office.post(f"{here}fragen/neu/?art=multiple", question).status_code == 302
    assert office.post(f"{here}fragen/neu/?art=text", {"text": "Warum?", "key": "f2"}).status_code == 302
    edit = office.get(f"{here}fragen/f2/wann/?nach=f1").content.decode()
    typed = {"form": "is", "values": ["1"], "seen": hidden(edit, "seen")}
    assert office.post(f"{here}fragen/f2/wann/?nach=f1", typed).status_code == 302
    assert questions_of(form)[1].condition == {"question": "f1", "is": ["1"]}
    assert "Noch keine Zahl" not in office.post(f"{here}veroeffentlichen/", follow=True).content.decode()
    form.refresh_from_db()
    assert form.state == FormatState.DRAFT
    words = {
        "title": form.title,
        "summary": "Wie Soest fährt.",
        "thanks": "Im Januar mehr.",
        "opens_at": "2026-10-20T08:00",
        "closes_at": "2026-11-20T18:00",
        "who": "anyone",
        "results": "always",
        "smallest_group": "10",
        "revision": "1",
    }
    assert office.post(f"{here}angaben/", words).status_code == 302
    assert "Alles da" in office.get(here).content.decode()
    office.post(f"{here}veroeffentlichen/")
    form.refresh_from_db()
    assert form.is_open(at)
    assert (
        "Nur wenn bei Frage 1 „Rad“ gewählt ist"
        in Client(HTTP_HOST="soest.localhost").get(f"/fragebogen/{form.key}/").content.decode()
    )


def test_a_form_sent_twice_makes_one_draft_and_one_question(in_soest: Municipality, office: Client) -> None:
    new = {"title": "Wege", "nonce": str(uuid.uuid4())}
    answers = [office.post(f"{OFFICE}neu/", new).url for _ in range(2)]
    assert answers[0] == answers[1]
    form = Questionnaire.objects.get()
    for _ in range(2):
        office.post(f"{OFFICE}{form.key}/fragen/neu/?art=text", {"text": "Warum?", "key": "f77"})
    assert kinds(form) == ["Warum?"]


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_every_kind_has_a_form_that_gives_back_what_is_stored(
    kind: QuestionKind, in_soest: Municipality, at: datetime, office: Client
) -> None:
    form = a_draft(in_soest, at, questions=ALL)
    question = next(question for question in questions_of(form) if question.kind == kind)
    address = f"{OFFICE}wege/fragen/{question.key}/"
    from soesmart.participation.forms.questions import FORMS

    typed = {name: value for name, value in FORMS[kind].of(question).items() if value not in (False, None)}
    assert office.post(address, {**typed, "text": "Neu gefragt?"}).status_code == 302
    after = next(one for one in questions_of(form) if one.key == question.key)
    assert after.text == "Neu gefragt?"
    assert (after.settings, after.condition) == (question.settings, question.condition)


def test_a_question_cannot_go_above_or_without_the_one_it_hangs_on(
    in_soest: Municipality, at: datetime, office: Client
) -> None:
    form = a_draft(in_soest, at, questions=[WAYS, BIKE, YES_NO])
    page = office.post(f"{OFFICE}wege/fragen/sicher/verschieben/", {"do": "up"}, follow=True).content.decode()
    assert "kann nur nach einer Frage weiter oben fragen" in page
    page = office.post(f"{OFFICE}wege/fragen/wege/loeschen/", follow=True).content.decode()
    assert "kann nur nach einer Frage weiter oben fragen" in page
    typed = {"text": WAYS.text, "options": "Zu Fuß\nMit dem Auto", "seen": ""}
    seen = hidden(office.get(f"{OFFICE}wege/fragen/wege/").content.decode(), "seen")
    refused = office.post(f"{OFFICE}wege/fragen/wege/", {**typed, "seen": seen})
    assert refused.status_code == 422
    assert "gibt es in" in refused.content.decode()
    office.post(f"{OFFICE}wege/fragen/sicher/immer/")
    office.post(f"{OFFICE}wege/fragen/sicher/verschieben/", {"do": "up"})
    assert [question.key for question in questions_of(form)] == ["sicher", "wege", "ja"]


def test_of_two_officers_the_slower_one_sees_that_she_was_slower(
    in_soest: Municipality, at: datetime, office: Client
) -> None:
    form = a_draft(in_soest, at, questions=[YES_NO])
    address = f"{OFFICE}wege/fragen/ja/"
    seen = hidden(office.get(address).content.decode(), "seen")
    typed = {"options": "Ja\nNein", "seen": seen}
    office.post(address, {**typed, "text": "Erste Fassung?"})
    late = office.post(address, {**typed, "text": "Zweite Fassung?"})
    assert late.status_code == 409
    assert "Zweite Fassung?" in late.content.decode()
    assert kinds(form) == ["Erste Fassung?"]
    again = {**typed, "seen": hidden(late.content.decode(), "seen"), "text": "Zweite Fassung?"}
    assert office.post(address, again).status_code == 302


def test_once_somebody_answered_the_questions_stand(in_soest: Municipality, at: datetime, office: Client) -> None:
    form = a_questionnaire(in_soest, at, questions=[YES_NO])
    assert office.get(f"{OFFICE}wege/fragen/ja/").status_code == 200
    fill(form, [{"ja": "1"}], at)
    with pytest.raises(Refused, match="schon jemand geantwortet"):
        set_questions(actor=TEST, questionnaire=form, questions=[WAYS], at=at)
    seen = hidden(office.get(f"{OFFICE}wege/fragen/ja/").content.decode(), "seen")
    refused = office.post(f"{OFFICE}wege/fragen/ja/", {"text": "Anders?", "options": "A\nB", "seen": seen})
    assert refused.status_code == 422
    assert kinds(form) == [YES_NO.text]


def test_what_people_relied_on_stays(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at, questions=[YES_NO])
    fill(form, [{"ja": "1"}], at)
    words: dict[str, Any] = {"title": "Neu", "opens_at": form.opens_at, "closes_at": form.closes_at}
    for change in ({"who": Who.PERSON}, {"smallest_group": 5}, {"closes_at": None, "opens_at": None}):
        with pytest.raises(Refused):
            edit_questionnaire(
                actor=TEST,
                questionnaire=form,
                words=QuestionnaireWords(**{**words, **change}),
                revision=form.revision,
                at=at,
            )
    edited = edit_questionnaire(
        actor=TEST, questionnaire=form, words=QuestionnaireWords(**words), revision=form.revision, at=at
    )
    with pytest.raises(Conflict):
        edit_questionnaire(actor=TEST, questionnaire=edited, words=QuestionnaireWords(**words), revision=1, at=at)


def test_the_list_of_what_is_missing_is_whole(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at, who=Who.CODE)
    form = a_draft(
        in_soest, at, questions=[], summary="", thanks="", opens_at=None, closes_at=None, who=Who.CODE,
        campaign=campaign,
    )  # fmt: skip
    assert len(gaps_of(form, at)) == 5
    with pytest.raises(Refused, match="noch keine Frage"):
        publish_questionnaire(actor=TEST, questionnaire=form, at=at)
    codes_for(campaign, 1, at, random.Random(1))
    assert len(gaps_of(form, at)) == 4


def test_codes_are_offered_only_with_a_campaign_that_has_them(in_soest: Municipality, at: datetime) -> None:
    with pytest.raises(Refused, match="Codes gehören"):
        a_draft(in_soest, at, who=Who.CODE)


def test_it_is_archived_after_its_end_and_thrown_away_only_as_a_draft(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    with pytest.raises(Refused):
        archive_questionnaire(actor=TEST, questionnaire=form, at=at)
    with pytest.raises(Refused):
        drop_questionnaire(actor=TEST, questionnaire=form, at=at)
    archived = archive_questionnaire(actor=TEST, questionnaire=form, at=at + timedelta(days=10))
    assert archived.state == FormatState.ARCHIVED
    drop_questionnaire(actor=TEST, questionnaire=a_draft(in_soest, at, "zwei"), at=at)
    assert Questionnaire.objects.count() == 1


def test_a_preview_checks_and_stores_nothing(in_soest: Municipality, at: datetime, office: Client) -> None:
    a_draft(in_soest, at)
    assert "Vorschau" in office.get(f"{OFFICE}wege/vorschau/").content.decode()
    assert office.post(f"{OFFICE}wege/vorschau/", {"q.alter": "9"}).status_code == 422
    tried = office.post(f"{OFFICE}wege/vorschau/", {"q.wege": ["rad"]})
    assert "würden angenommen" in tried.content.decode()
    assert Questionnaire.objects.get().responses_count == 0


def test_questions_keep_their_keys_when_only_their_words_change() -> None:
    from soesmart.participation.forms.questions import relabelled

    before = [{"key": "a", "label": "Rad"}, {"key": "b", "label": "Bus"}]
    assert relabelled("Rad\nBusse", before) == [{"key": "a", "label": "Rad"}, {"key": "b", "label": "Busse"}]
    assert relabelled("Bus\nRad", before) == [{"key": "b", "label": "Bus"}, {"key": "a", "label": "Rad"}]
    assert relabelled("Bus\nZug\nRad", before)[1] == {"key": "1", "label": "Zug"}


def test_a_condition_needs_an_answer_to_hang_on(in_soest: Municipality, at: datetime, office: Client) -> None:
    form = a_draft(in_soest, at, questions=[WAYS, QuestionWords("zwei", QuestionKind.TEXT, "Warum?")])
    address = f"{OFFICE}wege/fragen/zwei/wann/?nach=wege"
    seen = hidden(office.get(address).content.decode(), "seen")
    refused = office.post(address, {"form": "is", "seen": seen})
    assert refused.status_code == 422
    assert "mindestens eine Antwort" in refused.content.decode()
    assert not questions_of(form)[1].condition


def test_a_question_is_deleted_after_being_asked_once_more(
    in_soest: Municipality, at: datetime, office: Client
) -> None:
    form = a_draft(in_soest, at, questions=[YES_NO, WAYS])
    address = f"{OFFICE}wege/fragen/ja/loeschen/"
    assert YES_NO.text in office.get(address).content.decode()
    assert len(questions_of(form)) == 2
    office.post(address)
    assert [question.key for question in questions_of(form)] == ["wege"]
    assert office.get(address).status_code == 404
