"""The pages of the moderation: who comes in when, what they show, and what a key does without a script."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.models import AuditEntry
from soesmart.participation.models import Campaign, Case, Comment, HouseRules, Idea, ModeratorDesk
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.moderation import Removal
from soesmart.participation.services.moderation import remove_text
from soesmart.participation.services.reports import object_to_removal
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.cases import FOUL, a_comment, a_held_comment, by, reported
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import CountQueries, client_of

HOME = "/verwaltung/moderation/"


@pytest.fixture(autouse=True)
def stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


@pytest.fixture
def desk(soest: Municipality, deniz: Person) -> Client:
    return client_of(deniz, soest)


def decision(client: Client, case: Case, what: str, **more: str) -> int:
    return client.post(f"{HOME}{case.key}/", {"decision": what, **more}).status_code


def test_the_queue_shows_text_thread_signs_reports_and_name_but_no_address(
    campaign: Campaign, desk: Client, at: datetime, amira: Person
) -> None:
    idea = an_idea(campaign, at, "Mehr Bänke")
    above = a_comment(idea, at, "Wo genau sollen sie stehen?")
    comment = a_comment(idea, at, FOUL, amira, above)
    page = desk.get(HOME).content.decode()
    for part in (FOUL, "Mehr Bänke", "Wo genau sollen sie stehen?", "Beleidigendes Wort", "Bürgerschaft", "kbd"):
        assert part in page, part
    assert amira.email not in page
    assert Case.objects.get(comment=comment).held


def test_held_texts_come_before_reported_ones_and_older_before_newer(
    campaign: Campaign, desk: Client, at: datetime
) -> None:
    idea = an_idea(campaign, at)
    first = reported(a_comment(idea, at, "Gemeldet."), "eva", at - timedelta(days=3))
    second = a_held_comment(campaign, at - timedelta(days=2))
    third = a_held_comment(campaign, at - timedelta(days=1), text="Du Trottel hast keine Ahnung!")
    page = desk.get(HOME).content.decode()
    shown = re.findall(r"fall=([0-9a-f-]{36})[^>]*data-part[^>]*>\s*<span class=\"moderation__what", page)
    assert shown == [str(second.key), str(third.key), str(first.key)]
    assert f'data-case="{second.key}"' in page
    assert f'data-case="{first.key}"' in desk.get(f"{HOME}?fall={first.key}").content.decode()


def test_every_button_carries_its_key_and_after_a_decision_the_next_text_is_there(
    campaign: Campaign, desk: Client, at: datetime
) -> None:
    cases = [a_held_comment(campaign, at, text=f"Du Trottel Nummer {number}!") for number in range(3)]
    page = desk.get(HOME).content.decode()
    assert re.findall(r'data-key="(\w)"', page) == ["1", "2", "3", "4", "5", "6", "7", "e", "j"]
    answer = desk.post(f"{HOME}{cases[0].key}/", {"decision": "remove:insult", "next": str(cases[1].key)}, follow=True)
    page = answer.content.decode()
    assert f'data-case="{cases[1].key}"' in page
    assert "Zuletzt entfernt (Beleidigung): zurücknehmen" in page
    answer = desk.post(f"{HOME}{cases[0].key}/zuruecknehmen/", follow=True)
    assert f'data-case="{cases[0].key}"' in answer.content.decode()
    assert Campaign.objects.get().removals == 0


def test_a_script_gets_the_part_that_changes_and_nothing_else(campaign: Campaign, desk: Client, at: datetime) -> None:
    one, two = a_held_comment(campaign, at), a_held_comment(campaign, at, text="Du Trottel!")
    answer = desk.post(f"{HOME}{one.key}/", {"decision": "keep", "next": str(two.key)}, headers={"X-Part": "queue"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'data-case="{two.key}"' in page
    assert "Freigegeben" in page
    assert "<html" not in page


def test_the_slower_moderator_reads_why_nothing_happened(campaign: Campaign, desk: Client, at: datetime) -> None:
    case = a_held_comment(campaign, at)
    assert decision(desk, case, "keep") == 302
    answer = desk.post(f"{HOME}{case.key}/", {"decision": "remove:spam"})
    assert answer.status_code == 409
    assert "jemand anderes entschieden" in answer.content.decode()
    assert Campaign.objects.get().comments_count == 1


@pytest.mark.parametrize("what", ["", "gibtsnicht", "remove", "remove:", "remove:laune", "keep:spam:x"])
def test_what_is_no_decision_is_refused_in_words(campaign: Campaign, desk: Client, at: datetime, what: str) -> None:
    case = a_held_comment(campaign, at)
    answer = desk.post(f"{HOME}{case.key}/", {"decision": what, "reason": "quatsch"})
    case.refresh_from_db()
    assert (answer.status_code, case.state) == (422, Case.State.OPEN)
    assert "notice--danger" in answer.content.decode()


def test_a_text_that_changed_meanwhile_is_read_again_first(
    campaign: Campaign, desk: Client, at: datetime, amira: Person
) -> None:
    case = a_held_comment(campaign, at, amira)
    page = desk.get(HOME).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    Comment.objects.update(text="Jetzt freundlich.", edited_at=at + timedelta(minutes=1))
    assert decision(desk, case, "remove:insult", seen=seen[1]) == 409


def test_own_objections_are_left_to_others_and_the_page_says_so(
    campaign: Campaign, desk: Client, soest: Municipality, deniz: Person, at: datetime
) -> None:
    case = remove_text(
        case=a_held_comment(campaign, at - timedelta(days=1)),
        by=by(deniz),
        reason=Removal.INSULT,
        at=at - timedelta(hours=1),
    )
    object_to_removal(case=case, words="Das war ein Zitat.", at=at)
    page = desk.get(HOME).content.decode()
    assert "Das war ein Zitat." in page
    assert "Gerade kann niemand anderes" in page
    paula = client_of(make_person("paula", soest, Role.PARTICIPATION_OFFICER), soest)
    assert "entscheidet jemand anderes" in desk.get(HOME).content.decode()
    assert decision(desk, case, "grant") == 403
    assert decision(paula, case, "grant") == 302
    assert Comment.objects.get().visibility == Visibility.VISIBLE


def test_withdrawn_texts_need_no_decision(campaign: Campaign, desk: Client, at: datetime) -> None:
    a_held_comment(campaign, at)
    Comment.objects.update(visibility=Visibility.WITHDRAWN, text="")
    assert "Nichts wartet" in desk.get(HOME).content.decode()


@pytest.mark.parametrize("page", ["", "0", "-1", "abc", "9" * 40, "2"])
@pytest.mark.parametrize("fall", ["", "abc", "6f1f0c2e-4f57-4c1e-9a53-1f6b8d1f2a77"])
def test_odd_addresses_of_the_queue_show_its_first_text(
    campaign: Campaign, desk: Client, at: datetime, page: str, fall: str
) -> None:
    case = a_held_comment(campaign, at)
    assert f'data-case="{case.key}"' in desk.get(HOME, {"seite": page, "fall": fall}).content.decode()


def many_cases(campaign: Campaign, number: int, at: datetime) -> None:
    idea = an_idea(campaign, at)
    rows = [
        Comment(idea=idea, text=f"{FOUL} {k}", written_at=at, nonce=new_id(), visibility=Visibility.HELD, is_guest=True)
        for k in range(number)
    ]
    Comment.objects.bulk_create(rows)
    cases = [
        Case(campaign=campaign, comment=row, held=True, score=60, signs=[["insult", 60, "Wort."]], opened_at=at)
        for row in rows
    ]
    Case.objects.bulk_create(cases)


@pytest.mark.parametrize("number", [20, 2000])
def test_the_queue_takes_no_more_queries_for_two_thousand_than_for_twenty(
    campaign: Campaign, desk: Client, at: datetime, count_queries: CountQueries, number: int
) -> None:
    many_cases(campaign, number, at)
    desk.get(HOME)
    with count_queries() as queries:
        page = desk.get(HOME).content.decode()
    assert len(queries) <= 12, queries
    assert page.count("moderation__what") == 20


def test_an_absence_needs_both_days_and_a_colleague_as_deputy(
    desk: Client, in_soest: Municipality, soest: Municipality, amira: Person
) -> None:
    path = f"{HOME}vertretung/"
    for data in (
        {"away_from": "1.12.2026"},
        {"away_from": "9.12.2026", "away_until": "1.12.2026"},
        {"away_from": "1.12.2026", "away_until": "1.12.2027"},
        {"away_from": "irgendwann", "away_until": "1.12.2027"},
        {"deputy": str(amira.pk)},
    ):
        assert desk.post(path, data).status_code == 422, data
    paula = make_person("paula", soest, Role.EDITOR)
    data = {"away_from": "1.12.2026", "away_until": "9.12.2026", "deputy": str(paula.pk)}
    assert desk.post(path, data).status_code == 302
    row = ModeratorDesk.objects.get()
    assert (row.deputy, row.wants_digest) == (paula, False)
    assert str(paula.pk) in AuditEntry.objects.get(action="participation.desk.set").facts["deputy"]
    assert "Vertretung" in desk.get(path).content.decode()


def test_the_towns_own_words_hold_texts(campaign: Campaign, desk: Client, at: datetime) -> None:
    path = f"{HOME}woerter/"
    assert desk.post(path, {"words": "zwei Wörter", "hosts": ""}).status_code == 422
    assert desk.post(path, {"words": "", "hosts": "kein host"}).status_code == 422
    given = {"words": "Möhnegeist\nMöhnegeist", "hosts": "https://www.verein.example/seite"}
    assert desk.post(path, given).status_code == 302
    assert (HouseRules.objects.get().words, HouseRules.objects.get().hosts) == ("Möhnegeist", "verein.example")
    comment = a_comment(an_idea(campaign, at), at, "Der Moehnegeist war es.")
    assert comment.visibility == Visibility.HELD
    assert Idea.objects.get().visibility == Visibility.VISIBLE
