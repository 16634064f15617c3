"""Answering a questionnaire: once per person, in its window, with nothing kept that was not asked."""

import random
from datetime import datetime, timedelta

import pytest

from soesmart.accounts.models import Person
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Forbidden, Refused
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.jobs.counts import CountsDrifted, recount_campaigns
from soesmart.participation.models import Answer, Questionnaire, Response
from soesmart.participation.rules import Channel, Who
from soesmart.participation.services.response_batches import FaultyRows, Filled, record_responses
from soesmart.participation.services.responses import (
    FaultyAnswers,
    counted_responses,
    forget_drafts,
    save_response,
    withdraw_response,
)
from soesmart.participation.tests.campaigns import a_campaign, browser, codes_for
from soesmart.participation.tests.questionnaires import TEST, YES_NO, a_questionnaire, card, fill
from soesmart.region.models import Municipality
from tests.clients import CountQueries

BIKE = {"wege": {"is": ["rad"]}, "sicher": 2, "warum": "Ein Radweg", "alter": "44"}


def stored(questionnaire: Questionnaire) -> dict[str, object]:
    rows = Answer.objects.filter(response__questionnaire=questionnaire).select_related("question")
    return {row.question.key: row.value for row in rows}


def test_a_second_sending_of_the_same_browser_changes_the_first(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    for answers in (BIKE, {**BIKE, "alter": "45"}):
        save_response(questionnaire=form, credential=browser("eva"), answers=answers, send=True, at=at)
    form.refresh_from_db()
    assert (form.responses_count, counted_responses(form), form.changes) == (1, 1, 2)
    assert stored(form)["alter"] == "45"


def test_the_answer_to_a_question_that_is_not_asked_is_not_kept(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    save_response(questionnaire=form, credential=browser("eva"), answers={**BIKE, "wege": ["auto"]}, send=True, at=at)
    # "sicher" hangs on the bicycle, and "warum" on "sicher": both are gone.
    assert stored(form) == {"wege": {"is": ["auto"]}, "alter": "44"}


def test_a_draft_counts_nowhere_and_may_lack_what_is_required(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    draft = save_response(questionnaire=form, credential=browser("eva"), answers={"alter": "44"}, send=False, at=at)
    form.refresh_from_db()
    assert (draft.sent_at, form.responses_count, form.changes) == (None, 0, 0)
    with pytest.raises(FaultyAnswers) as refusal:
        save_response(questionnaire=form, credential=browser("eva"), answers={"alter": "44"}, send=True, at=at)
    assert refusal.value.faults == {"wege": "Diese Frage braucht eine Antwort."}


def test_what_was_sent_cannot_become_a_draft_again(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    save_response(questionnaire=form, credential=browser("eva"), answers=BIKE, send=True, at=at)
    with pytest.raises(FaultyAnswers):
        save_response(questionnaire=form, credential=browser("eva"), answers={}, send=False, at=at)
    again = save_response(questionnaire=form, credential=browser("eva"), answers=BIKE, send=False, at=at)
    form.refresh_from_db()
    assert again.sent_at == at
    assert form.responses_count == 1


def test_a_sheet_without_any_answer_is_nobodys_response(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at, questions=[YES_NO])
    with pytest.raises(Refused, match="mindestens eine Frage"):
        save_response(questionnaire=form, credential=browser("eva"), answers={"ja": ""}, send=True, at=at)
    assert not Response.objects.exists()


@pytest.mark.parametrize("days", [-11, 10])
def test_outside_the_window_nothing_is_taken(days: int, in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    moment = at + timedelta(days=days)
    with pytest.raises(Refused, match="gerade nicht"):
        save_response(questionnaire=form, credential=browser("eva"), answers=BIKE, send=True, at=moment)
    with pytest.raises(Refused):
        withdraw_response(questionnaire=form, credential=browser("eva"), at=moment)
    assert not Response.objects.exists()


def test_a_code_of_the_campaign_opens_its_questionnaire_and_no_foreign_one_does(
    in_soest: Municipality, at: datetime
) -> None:
    campaign, other = a_campaign(in_soest, at, who=Who.CODE), a_campaign(in_soest, at, "andere", who=Who.CODE)
    (code,), (foreign,) = (codes_for(row, 1, at, random.Random(1 + row.pk)) for row in (campaign, other))
    form = a_questionnaire(in_soest, at, who=Who.CODE, campaign=campaign)
    typed = f"{code[:4].lower()}-{code[4:8]} {code[8:]}"
    for secret in (code, typed):
        save_response(questionnaire=form, credential=Credential(Kind.CODE, secret), answers=BIKE, send=True, at=at)
    for secret in (foreign, "ACDEFGHJKMNP", ""):
        with pytest.raises(Forbidden):
            save_response(questionnaire=form, credential=Credential(Kind.CODE, secret), answers=BIKE, send=True, at=at)
    with pytest.raises(Forbidden):
        save_response(questionnaire=form, credential=browser("eva"), answers=BIKE, send=True, at=at)
    assert Response.objects.count() == 1


def test_an_account_has_one_response_on_every_device(in_soest: Municipality, at: datetime, amira: Person) -> None:
    form = a_questionnaire(in_soest, at, who=Who.PERSON)
    for _ in range(2):
        credential = Credential(Kind.PERSON, str(amira.pk), amira)
        save_response(questionnaire=form, credential=credential, answers=BIKE, send=True, at=at)
    assert Response.objects.count() == 1
    assert str(amira.pk) not in Response.objects.get().credential


def test_a_draft_goes_on_by_its_link_on_another_device_and_stays_one(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    draft = save_response(questionnaire=form, credential=browser("phone"), answers=BIKE, send=False, at=at)
    save_response(questionnaire=form, credential=browser("desk"), answers=BIKE, send=True, draft=draft.key, at=at)
    form.refresh_from_db()
    assert (Response.objects.count(), form.responses_count) == (1, 1)
    with pytest.raises(Refused, match="Zwischenstand"):
        save_response(questionnaire=form, credential=browser("phone"), answers=BIKE, send=True, draft=draft.key, at=at)


def test_who_takes_the_answers_back_is_not_counted_any_more(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    save_response(questionnaire=form, credential=browser("eva"), answers=BIKE, send=True, at=at)
    assert withdraw_response(questionnaire=form, credential=browser("eva"), at=at)
    assert not withdraw_response(questionnaire=form, credential=browser("eva"), at=at)
    form.refresh_from_db()
    assert (form.responses_count, Answer.objects.count()) == (0, 0)


def test_nobody_can_read_from_the_log_who_answered(in_soest: Municipality, at: datetime, amira: Person) -> None:
    form = a_questionnaire(in_soest, at)
    before = AuditEntry.objects.count()
    credential = Credential(Kind.PERSON, str(amira.pk), amira)
    save_response(questionnaire=form, credential=credential, answers=BIKE, send=True, at=at)
    assert AuditEntry.objects.count() == before


def test_drafts_are_forgotten_after_the_end(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    save_response(questionnaire=form, credential=browser("eva"), answers=BIKE, send=False, at=at)
    save_response(questionnaire=form, credential=browser("amira"), answers=BIKE, send=True, at=at)
    end = at + timedelta(days=10)
    assert forget_drafts(before=end) == 0
    assert forget_drafts(before=end + timedelta(seconds=1)) == 1
    assert Response.objects.get().sent_at == at


def test_paper_is_entered_at_once_and_counted_right(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    fill(form, [BIKE, {}, {"alter": 30}], at, Channel.EVENT)
    assert (form.responses_count, counted_responses(form)) == (3, 3)
    assert AuditEntry.objects.filter(action="participation.responses.recorded").get().facts["number"] == 3


def test_one_wrong_sheet_stops_the_pile_and_every_fault_is_named(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    fill(form, [BIKE], at)
    pile = [
        Filled(card(0), BIKE),
        Filled(card(5), {"alter": "7"}),
        Filled(card(6), {"altr": "7"}),
        Filled(card(6), {}),
        Filled(Credential(Kind.CODE, "ACDEFGHJKMNP"), {}),
    ]
    with pytest.raises(FaultyRows) as refusal:
        record_responses(actor=TEST, questionnaire=form, filled=pile, at=at)
    assert [(fault.row, fault.question) for fault in refusal.value.faults] == [
        (1, ""),
        (2, "alter"),
        (3, "altr"),
        (4, ""),
        (5, ""),
    ]
    form.refresh_from_db()
    assert (form.responses_count, counted_responses(form)) == (1, 1)


def test_sending_takes_at_most_ten_queries(in_soest: Municipality, at: datetime, count_queries: CountQueries) -> None:
    form = a_questionnaire(in_soest, at)
    for _ in range(2):
        with count_queries() as queries:
            save_response(questionnaire=form, credential=browser("eva"), answers=BIKE, send=True, at=at)
        assert len(queries) <= 10, queries


def test_the_nightly_recount_finds_a_wrong_number_of_responses(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at)
    fill(form, [BIKE, {}], at)
    recount_campaigns()
    Questionnaire.objects.update(responses_count=3)
    with pytest.raises(CountsDrifted, match="gespeichert 3, gezählt 2"):
        recount_campaigns()
