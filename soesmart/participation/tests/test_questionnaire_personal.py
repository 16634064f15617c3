"""A person's answers are hers: told when she asks, nameless when she leaves."""

from datetime import datetime

from soesmart.accounts.models import Person
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Answer, Response
from soesmart.participation.personal_responses import (
    erase_person_responses,
    export_person_responses,
    responses_of,
)
from soesmart.participation.rules import Who
from soesmart.participation.services.question_counts import public_counts
from soesmart.participation.services.responses import counted_responses, find_response, save_response
from soesmart.participation.tests.campaigns import browser
from soesmart.participation.tests.questionnaires import a_questionnaire
from soesmart.region.models import Municipality

ANSWERS = {
    "wege": {"is": ["rad", "sonstiges"], "other": "Müllers Roller"},
    "sicher": 1,
    "warum": "Ich heiße Müller",
    "alter": "44",
    "wohnort": {"district": "ampen", "text": "Dorfstraße 1"},
}


def test_she_gets_all_her_answers_and_nobody_elses(in_soest: Municipality, at: datetime, amira: Person) -> None:
    form = a_questionnaire(in_soest, at)
    mail = a_questionnaire(in_soest, at, "zwei", who=Who.EMAIL)
    save_response(
        questionnaire=form, credential=Credential(Kind.PERSON, str(amira.pk), amira), answers=ANSWERS, send=True, at=at
    )
    save_response(
        questionnaire=mail, credential=Credential(Kind.EMAIL, amira.email), answers={"alter": 44}, send=False, at=at
    )
    save_response(questionnaire=form, credential=browser("eva"), answers={"wege": ["auto"]}, send=True, at=at)
    (records,) = export_person_responses(amira)
    assert len(records.rows) == 6
    said = [row["Antwort"] for row in records.rows]
    assert said[:3] == ["Mit dem Rad; Sonstiges; Müllers Roller", "1 – unsicher", "Ich heiße Müller"]
    assert "Ampen; Dorfstraße 1" in said
    assert "Mit dem Auto" not in str(records.rows)


def test_when_she_leaves_the_numbers_stay_and_the_words_go(in_soest: Municipality, at: datetime, amira: Person) -> None:
    form = a_questionnaire(in_soest, at)
    draft = a_questionnaire(in_soest, at, "zwei")
    hers = Credential(Kind.PERSON, str(amira.pk), amira)
    save_response(questionnaire=form, credential=hers, answers=ANSWERS, send=True, at=at)
    save_response(questionnaire=draft, credential=hers, answers=ANSWERS, send=False, at=at)
    before = public_counts(questionnaire=form, at=at).counts
    count = Answer.objects.filter(response__questionnaire=form).count()
    erase_person_responses(amira, at)
    form.refresh_from_db()
    assert (Response.objects.count(), form.responses_count, counted_responses(form)) == (1, 1, 1)
    assert Answer.objects.count() == count
    assert find_response(form, hers) is None
    assert responses_of(amira) == []
    stored = str(list(Answer.objects.values_list("value", flat=True)))
    assert "Müller" not in stored
    assert "Dorfstraße" not in stored
    form.stored_result.delete()
    assert public_counts(questionnaire=form, at=at).counts == before
