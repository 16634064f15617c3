"""Whoever wrote, judged, commented or follows an idea hears of its steps: once, in one mail a day, and no longer than
she wants to."""

import random
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.models import OutboxMessage
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.jobs.notices import is_notice_waiting, is_step_waiting, send_digests, spread_steps
from soesmart.participation.models import Follow, Idea, Notice, QuietPerson, Step
from soesmart.participation.queries.people import audience_of
from soesmart.participation.rules import StepKind, Visibility, Who
from soesmart.participation.services import give_opinion, write_comment
from soesmart.participation.services.comments import CommentWords
from soesmart.participation.services.follows import (
    ask_to_follow,
    confirm_follow,
    follow_idea,
    forget_unconfirmed,
    leave_idea,
)
from soesmart.participation.services.notices import forget_told, spread_step
from soesmart.participation.services.trail import take_step
from soesmart.participation.tests.campaigns import a_campaign, an_idea, codes_for
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import ClientFor

DAY = timedelta(days=1)


@pytest.fixture
def visitor(soest: Municipality) -> Client:
    return Client(HTTP_HOST="soest.localhost")


@pytest.fixture
def idea(in_soest: Municipality, amira: Person, at: datetime) -> Idea:
    return an_idea(a_campaign(in_soest, at), at, author=amira)


def judge(idea: Idea, person: Person, value: int, at: datetime) -> None:
    who = Credential(Kind.PERSON, str(person.pk), person)
    give_opinion(campaign_key=idea.campaign.key, number=idea.number, credential=who, value=value, at=at)


def comment(idea: Idea, person: Person, at: datetime) -> None:
    who = Credential(Kind.PERSON, str(person.pk), person)
    words = CommentWords("Gute Idee.")
    write_comment(
        campaign_key=idea.campaign.key,
        number=idea.number,
        words=words,
        credential=who,
        author=person,
        nonce=new_id(),
        at=at,
    )


def answered(idea: Idea, at: datetime, by: object = "system:test", text: str = "Wir pflanzen im März.") -> Step:
    return take_step(actor=by, idea=idea, kind=StepKind.ANSWERED, text=text, unit="Grünflächen", at=at)


def run(at: datetime) -> None:
    """The jobs at a moment and in the night before it, as the worker would start them; twice, as after a crash."""
    for moment in (at - timedelta(hours=8), at, at):
        with clock.stopped_at(moment):
            if is_step_waiting(moment):
                spread_steps()
            if is_notice_waiting(moment):
                send_digests()


def mails() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(key__startswith="participation.digest").order_by("recipient"))


def links_of(mail: OutboxMessage) -> list[str]:
    """Paths of the links that end the mails, that of all ideas last."""
    return re.findall(r"http://soest\.localhost(/mitmachen/abmelden/\S+)", mail.text)


def test_everybody_concerned_gets_one_mail_the_next_morning(
    idea: Idea, eva: Person, clara: Person, deniz: Person, bernd: Person, at: datetime
) -> None:
    judge(idea, eva, 1, at)
    judge(idea, clara, -1, at)
    comment(idea, clara, at)
    comment(idea, deniz, at)
    judge(idea, make_person("gesa"), 0, at)
    follow_idea(person=bernd, idea=idea, at=at)
    answered(idea, at)
    run(at + timedelta(hours=1))
    assert mails() == []
    run(at + DAY)
    assert [mail.recipient.partition("@")[0] for mail in mails()] == ["amira", "bernd", "clara", "deniz", "eva"]
    run(at + 3 * DAY)
    assert len(mails()) == 5
    first = mails()[0]
    assert "Neues zur Idee „Mehr Bäume“" in first.subject
    assert "1. November 2026: Beantwortet (Grünflächen)" in first.text
    assert "„Wir pflanzen im März.“" in first.text
    assert "http://soest.localhost/mitmachen/ideen/ideen/1/" in first.text


def test_many_steps_of_a_day_make_one_mail(idea: Idea, at: datetime) -> None:
    second = an_idea(idea.campaign, at, "Mehr Bänke", author=idea.author)
    take_step(actor="system:test", idea=idea, kind=StepKind.CHECKED, text="", unit="Planung", at=at)
    answered(idea, at + timedelta(hours=1))
    answered(second, at + timedelta(hours=2))
    run(at + DAY)
    (mail,) = mails()
    assert mail.subject == "Neues zu 2 Ideen (Soest)"
    assert mail.text.index("Wird geprüft") < mail.text.index("Beantwortet") < mail.text.index("Mehr Bänke")
    answered(idea, at + DAY, text="Nachtrag.")
    run(at + 2 * DAY)
    assert len(mails()) == 2


def test_nobody_is_told_before_a_step_can_no_longer_be_undone(idea: Idea, at: datetime) -> None:
    answered(idea, at)
    run(at + timedelta(minutes=9))
    assert not Notice.objects.exists()
    run(at + timedelta(minutes=10))
    assert Notice.objects.count() == 1


def test_the_past_is_no_news_and_the_hidden_is_not_told(idea: Idea, at: datetime) -> None:
    answered(idea, at - 20 * DAY)
    run(at)
    answered(idea, at)
    Idea.objects.update(visibility=Visibility.REMOVED)
    run(at + DAY)
    assert not Notice.objects.exists()
    assert not Step.objects.filter(spread_at=None).exists()


def test_who_took_the_step_is_not_told_of_it(idea: Idea, bernd: Person, at: datetime) -> None:
    comment(idea, bernd, at)
    answered(idea, at, by=bernd)
    run(at + DAY)
    assert [mail.recipient for mail in mails()] == ["amira@example.org"]


def test_people_of_a_merged_idea_hear_of_the_one_it_went_into(idea: Idea, eva: Person, at: datetime) -> None:
    other = an_idea(idea.campaign, at, "Bäume!", author=eva)
    Idea.objects.filter(pk=other.pk).update(visibility=Visibility.MERGED, merged_into=idea)
    answered(idea, at)
    run(at + DAY)
    assert [mail.recipient for mail in mails()] == ["amira@example.org", "eva@example.org"]


def test_a_step_cut_off_in_the_middle_is_told_once(idea: Idea, eva: Person, at: datetime) -> None:
    judge(idea, eva, 1, at)
    step = answered(idea, at)
    Notice.objects.create(step=step, person=eva)
    run(at + timedelta(hours=1))
    assert Notice.objects.filter(step=step).count() == 2
    spread_step(step=step, at=at)
    assert Notice.objects.filter(step=step).count() == 2


def test_the_office_sees_before_how_many_will_hear(
    idea: Idea, eva: Person, clara: Person, deniz: Person, at: datetime
) -> None:
    judge(idea, eva, 1, at)
    judge(idea, clara, -1, at)
    comment(idea, eva, at)
    follow_idea(person=deniz, idea=idea, at=at)
    leave_idea(person=clara, idea=idea, at=at)
    Follow.objects.create(idea=idea, email="gast@example.org", since=at, confirmed_at=at)
    Follow.objects.create(idea=idea, email="unbestaetigt@example.org", since=at)
    found = audience_of(idea)
    assert (found.authors, found.supporters, found.opposers, found.commenters) == (1, 1, 1, 1)
    assert (found.followers, found.cards, found.mails) == (2, 0, 4)
    answered(idea, at)
    run(at + DAY)
    assert len(mails()) == found.mails


def test_old_notices_are_forgotten_and_not_told_again(idea: Idea, at: datetime) -> None:
    answered(idea, at)
    run(at + DAY)
    assert forget_told(before=at + 2 * DAY) == 1
    run(at + 3 * DAY)
    assert len(mails()) == 1


def test_a_guest_follows_only_after_she_confirmed(idea: Idea, visitor: Client, at: datetime) -> None:
    page = "/mitmachen/ideen/ideen/1/folgen/"
    with clock.stopped_at(at):
        assert "ins Postfach" in visitor.post(page, {"email": "Gast@example.org"}).content.decode()
        visitor.post(page, {"email": "gast@example.org"})
        asked = OutboxMessage.objects.get(key__startswith="participation.follow")
        link = re.search(r"/mitmachen/folgen/\S+/", asked.text)
        assert link
        assert visitor.get(link[0]).status_code == 200
        assert Follow.objects.get().confirmed_at is None
        assert "Bestätigt" in visitor.post(link[0]).content.decode()
    assert asked.recipient == "gast@example.org"
    answered(idea, at)
    run(at + DAY)
    assert [mail.recipient for mail in mails()] == ["amira@example.org", "gast@example.org"]
    assert "set-cookie" not in {name.lower() for name in visitor.get("/mitmachen/ideen/ideen/1/").headers}


def test_an_address_that_is_none_keeps_what_was_typed(idea: Idea, visitor: Client) -> None:
    answer = visitor.post("/mitmachen/ideen/ideen/1/folgen/", {"email": "kein.de"})
    assert answer.status_code == 422
    assert 'value="kein.de"' in answer.content.decode()
    assert not Follow.objects.exists()


def test_a_link_of_last_month_confirms_nothing_and_the_address_goes(idea: Idea, at: datetime) -> None:
    ask_to_follow(email="gast@example.org", idea=idea, link="{token}", at=at)
    from soesmart.core.refusals import Refused

    with pytest.raises(Refused, match="nicht mehr"):
        confirm_follow(follow=Follow.objects.get(), at=at + 8 * DAY)
    assert forget_unconfirmed(before=at + DAY) == 1


def test_the_address_of_an_account_makes_the_account_follow(idea: Idea, eva: Person, at: datetime) -> None:
    ask_to_follow(email="Eva@example.org", idea=idea, link="{token}", at=at)
    confirm_follow(follow=Follow.objects.get(), at=at)
    follow = Follow.objects.get()
    assert (follow.person, follow.email) == (eva, "")


@pytest.mark.parametrize("what", ["idea", "all"])
def test_the_link_of_a_mail_ends_the_mails_without_signing_in(
    idea: Idea, amira: Person, visitor: Client, what: str, at: datetime
) -> None:
    other = an_idea(idea.campaign, at, "Mehr Bänke", author=amira)
    Follow.objects.create(idea=idea, email="gast@example.org", since=at, confirmed_at=at)
    Follow.objects.create(idea=other, email="gast@example.org", since=at, confirmed_at=at)
    answered(idea, at)
    run(at + DAY)
    for mail in mails():
        link = links_of(mail)[0]
        assert "abbestellen" in visitor.get(link).content.decode()
        assert "keine E-Mail mehr" in visitor.post(link, {"what": what}).content.decode()
        assert visitor.get(link).status_code == 200
    OutboxMessage.objects.all().delete()
    answered(idea, at + DAY, text="Nachtrag.")
    answered(other, at + DAY)
    run(at + 2 * DAY)
    assert len(mails()) == (2 if what == "idea" else 0)
    assert not any("Nachtrag" in mail.text for mail in mails())


def test_a_look_at_the_link_ends_nothing_and_a_forged_one_opens_nothing(
    idea: Idea, visitor: Client, at: datetime
) -> None:
    answered(idea, at)
    run(at + DAY)
    *_, everything = links_of(mails()[0])
    visitor.get(everything)
    assert not QuietPerson.objects.exists()
    assert visitor.post(everything.replace("abmelden/", "abmelden/x"), {"what": "all"}).status_code == 404
    assert not QuietPerson.objects.exists()


def test_the_own_page_shows_what_one_did_and_switches_the_mails(
    idea: Idea, amira: Person, client_for: ClientFor, at: datetime
) -> None:
    judge(idea, amira, 1, at)
    comment(idea, amira, at)
    client = client_for(amira)
    page = client.get("/mein/mitmachen/").content.decode()
    assert page.count("Mehr Bäume") >= 3
    assert "zugestimmt" in page
    client.post("/mein/mitmachen/", {"mails": "off"})
    answered(idea, at)
    run(at + DAY)
    assert mails() == []
    client.post("/mein/mitmachen/", {"mails": "on"})
    assert "Zu Ideen keine E-Mails mehr" in client.get("/mein/mitmachen/").content.decode()
    client.post("/mitmachen/ideen/ideen/1/folgen/", {"wish": "leave"})
    answered(idea, at + DAY, text="Nachtrag.")
    run(at + 2 * DAY)
    assert mails() == []


def test_the_code_of_a_card_shows_what_became_of_it(in_soest: Municipality, visitor: Client, at: datetime) -> None:
    campaign = a_campaign(in_soest, at, who=Who.CODE)
    idea, unjudged = an_idea(campaign, at), an_idea(campaign, at, "Mehr Bänke")
    used, fresh = codes_for(campaign, 2, at, random.Random(1))
    who = Credential(Kind.CODE, used)
    give_opinion(campaign_key=campaign.key, number=idea.number, credential=who, value=-1, important=True, at=at)
    answered(idea, at)
    page = visitor.post("/mitmachen/karte/", {"code": f" {used[:4].lower()}-{used[4:]} "}).content.decode()
    assert "abgelehnt, als wichtig markiert" in page
    assert "Wir pflanzen im März." in page
    assert unjudged.title not in page
    assert "Gesagt wurde damit noch nichts" in visitor.post("/mitmachen/karte/", {"code": fresh}).content.decode()
    campaign.code_batches.update(revoked_at=at)
    answer = visitor.post("/mitmachen/karte/", {"code": used})
    assert answer.status_code == 422
    assert "mehr" not in str(visitor.cookies)


def test_codes_cannot_be_tried_in_a_row(in_soest: Municipality, visitor: Client) -> None:
    statuses = [visitor.post("/mitmachen/karte/", {"code": "ACDEFGHJKMNP"}).status_code for _ in range(21)]
    assert statuses == [422] * 20 + [429]


def test_a_hall_looks_up_its_cards_behind_one_address(in_soest: Municipality, visitor: Client, at: datetime) -> None:
    codes = codes_for(a_campaign(in_soest, at, who=Who.CODE), 30, at, random.Random(1))
    assert {visitor.post("/mitmachen/karte/", {"code": code}).status_code for code in codes} == {200}
