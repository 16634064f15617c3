"""Somebody deletes her account: her file tells her all before, nothing of her is left after, and no count changes."""

import json
import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django_scopes import scope, scopes_disabled

from soesmart.accounts.models import Membership, Person
from soesmart.accounts.records import as_json
from soesmart.accounts.services import delete_account, join_town
from soesmart.core.ids import new_id
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import (
    Answer,
    Campaign,
    Comment,
    Follow,
    Idea,
    Notice,
    Opinion,
    Question,
    Questionnaire,
    Tally,
    Voice,
)
from soesmart.participation.rules import FormatState, StepKind, Who
from soesmart.participation.rules.questions import QuestionKind
from soesmart.participation.services import give_opinion, recount, write_comment
from soesmart.participation.services.comments import CommentWords
from soesmart.participation.services.follows import ask_to_follow, be_quiet, follow_idea
from soesmart.participation.services.notices import spread_step
from soesmart.participation.services.responses import counted_responses, save_response
from soesmart.participation.services.trail import take_step
from soesmart.participation.services.voices import About, say_about_oneself
from soesmart.participation.tests.campaigns import a_campaign, an_idea, codes_for
from soesmart.region.models import District, Municipality

DAY = timedelta(days=1)
# It cannot forget; it holds an opaque name and nothing else (docs/data-protection.md).
KEEPS_THE_OPAQUE_NAME = {"core_auditentry"}


@pytest.fixture
def life(in_soest: Municipality, amira: Person, eva: Person, at: datetime) -> dict[str, Any]:
    """What Amira did in Soest: on every door, as author, critic, follower, and for the town."""
    join_town(person=amira, town=in_soest, at=at, rng=random.Random(1))
    Membership.objects.filter(person=amira).update(pseudonym="Kiebitz 4711", pseudonym_key="kiebitz4711")
    by_account = Credential(Kind.PERSON, str(amira.pk), amira)
    ideas = []
    for who in Who:
        campaign = a_campaign(in_soest, at, who.value, who=who)
        idea = an_idea(campaign, at, f"Idee für {who.value}", author=amira)
        shown = {
            Who.CODE: Credential(Kind.CODE, codes_for(campaign, 1, at, random.Random(1))[0], amira),
            Who.EMAIL: Credential(Kind.EMAIL, amira.email),
        }.get(who, by_account)
        give_opinion(campaign_key=campaign.key, number=1, credential=shown, value=-1, important=True, at=at)
        words = CommentWords(f"Kommentar in {who.value}")
        write_comment(
            campaign_key=campaign.key, number=1, words=words, credential=shown, author=amira, nonce=new_id(), at=at
        )
        ideas.append(idea)
    other = Credential(Kind.PERSON, str(eva.pk), eva)
    give_opinion(campaign_key=ideas[0].campaign.key, number=1, credential=other, value=1, at=at)
    district = District.objects.create(municipality=in_soest, slug="ampen", name="Ampen")
    for voice in Voice.objects.filter(person=amira):
        say_about_oneself(voice=voice, about=About(district, "30-44"))
    follow_idea(person=amira, idea=ideas[0], at=at)
    ask_to_follow(email=amira.email, idea=ideas[1], link="{token}", at=at)
    step = take_step(actor=amira, idea=ideas[1], kind=StepKind.ANSWERED, text="Ja.", unit="Planung", at=at)
    spread_step(step=step, at=at)
    second = take_step(actor=eva, idea=ideas[0], kind=StepKind.ANSWERED, text="Ja.", unit="Planung", at=at)
    spread_step(step=second, at=at)
    Notice.objects.update(told_at=at)
    be_quiet(person=amira, town=in_soest, at=at)
    questionnaire = a_questionnaire(in_soest, at)
    said = {"wunsch": "Ich, Amira Kiebitz 4711, wohne hier."}
    save_response(questionnaire=questionnaire, credential=by_account, answers=said, send=True, at=at)
    return {"ideas": ideas, "questionnaire": questionnaire}


def a_questionnaire(town: Municipality, at: datetime) -> Questionnaire:
    made = Questionnaire.objects.create(
        municipality=town,
        key="fragen",
        title="Fragen",
        state=FormatState.PUBLISHED,
        published_at=at,
        opens_at=at - DAY,
        closes_at=at + DAY,
    )
    settings = {"long": False, "max": 200}
    Question.objects.create(
        questionnaire=made, position=1, key="wunsch", kind=QuestionKind.TEXT, text="Was fehlt?", settings=settings
    )
    return made


def everything() -> dict[str, str]:
    """Every table of the database as one text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        contents = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            contents[table] = json.dumps(cursor.fetchall(), default=str).lower()
    return contents


def traces(person_id: Any, email: str) -> list[str]:
    """Tables in which the person can still be found, by account, address or name."""
    names = [str(person_id), person_id.hex, email, "kiebitz 4711", "kiebitz4711"]
    found = [table for table, text in everything().items() if any(name in text for name in names)]
    return sorted(set(found) - KEEPS_THE_OPAQUE_NAME)


def counts() -> dict[str, Any]:
    """All that anybody counts."""
    with scopes_disabled():
        return {
            "voices": Voice.objects.count(),
            "opinions": list(Opinion.objects.order_by("pk").values_list("idea", "value", "important", "channel")),
            "tallies": list(Tally.objects.order_by("pk").values()),
            "ideas": list(Idea.objects.order_by("pk").values_list("voices", "score", "comments_count", "title")),
            "comments": Comment.objects.count(),
            "campaigns": list(
                Campaign.objects.order_by("pk").values_list("voices", "opinions", "ideas_count", "comments_count")
            ),
            "responses": list(Questionnaire.objects.values_list("responses_count", flat=True)),
        }


def test_nothing_of_a_person_is_left_and_no_count_changes(
    life: dict[str, Any], amira: Person, in_soest: Municipality, at: datetime
) -> None:
    pk, email, before = amira.pk, amira.email, counts()
    assert {"participation_voice", "participation_follow", "participation_notice"} <= set(traces(pk, email))
    delete_account(person=amira, town=in_soest, link="http://soest.localhost/", at=at)
    left = traces(pk, email)
    # The last mail, which confirms the deletion, forgets the address once it is sent.
    assert left == ["core_outboxmessage"]
    from soesmart.core.outbox import send_due

    send_due(at=at + DAY)
    assert traces_without_key(pk, email) == []
    assert counts() == before
    with scope(municipality=in_soest):
        assert all(recount(campaign=campaign, at=at) == [] for campaign in Campaign.objects.all())
        assert counted_responses(life["questionnaire"]) == 1
        assert [answer.value for answer in Answer.objects.all()] == [""]


def traces_without_key(person_id: Any, email: str) -> list[str]:
    """As `traces`, without the key of the last mail, which holds the opaque name like the audit log."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_outboxmessage SET key = 'x' || id WHERE key LIKE 'accounts.deleted:%'")
    return traces(person_id, email)


def test_what_a_voice_said_of_itself_goes_and_its_code_opens_no_second_one(
    life: dict[str, Any], amira: Person, in_soest: Municipality, at: datetime
) -> None:
    credentials = set(Voice.objects.filter(person=amira).values_list("credential", flat=True))
    delete_account(person=amira, town=in_soest, link="http://soest.localhost/", at=at)
    with scope(municipality=in_soest):
        assert not Voice.objects.exclude(district=None).exists()
        assert not Voice.objects.exclude(age_band="").exists()
        assert not Voice.objects.filter(credential__in=credentials).exists()
        idea = Idea.objects.get(campaign__key="code")
        (code,) = codes_for_again(idea.campaign)
        give_opinion(campaign_key="code", number=1, credential=Credential(Kind.CODE, code), value=1, at=at)
        assert Voice.objects.filter(campaign=idea.campaign).count() == 1


def codes_for_again(campaign: Campaign) -> list[str]:
    """The codes of the letter that `life` sent, which the same chance makes again."""
    from soesmart.core.ids import new_code

    rng = random.Random(1)
    return [new_code(12, rng)]


def test_the_contributions_stay_as_those_of_a_deleted_account(
    life: dict[str, Any], amira: Person, in_soest: Municipality, client_for: Any, at: datetime
) -> None:
    delete_account(person=amira, town=in_soest, link="http://soest.localhost/", at=at)
    page = client_for().get("/mitmachen/person/ideen/1/").content.decode()
    assert "Kommentar in person" in page
    assert "Kiebitz 4711" not in page
    assert "elöschtes Konto" in page


def test_her_file_tells_her_everything_before(
    life: dict[str, Any], amira: Person, in_soest: Municipality, at: datetime
) -> None:
    told = json.dumps(as_json(amira, in_soest, at), default=str, ensure_ascii=False)
    for who in Who:
        assert f"Idee für {who.value}" in told
        assert f"Kommentar in {who.value}" in told
    assert told.count("abgelehnt, als wichtig markiert") == len(Who)
    assert "Ampen" in told
    assert "Nachrichten zu Ideen" in told
    assert "Schritte für die Stadt" in told


def test_another_person_loses_nothing(
    life: dict[str, Any], amira: Person, eva: Person, in_soest: Municipality, at: datetime
) -> None:
    follow_idea(person=eva, idea=life["ideas"][0], at=at)
    delete_account(person=amira, town=in_soest, link="http://soest.localhost/", at=at)
    with scope(municipality=in_soest):
        assert Voice.objects.filter(person=eva).count() == 1
        assert Follow.objects.filter(person=eva).count() == 1
        assert not Notice.objects.filter(person=amira.pk).exists()


def test_every_link_to_a_person_is_known_here() -> None:
    """A new table with a person in it must be thought of when she leaves."""
    known = {
        "Case.decided_by", "Case.objection_decided_by", "Comment.author", "Follow.person", "Idea.author",
        "IdeaUpload.uploaded_by", "MergeRecord.by", "ModeratorDesk.deputy", "ModeratorDesk.person", "Notice.person",
        "QuietPerson.person", "Step.by", "Voice.person",
    }  # fmt: skip
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("participation").get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person
    }
    assert found == known
