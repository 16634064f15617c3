"""Anybody reports, the author learns what became of her text and objects, everybody sees the numbers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.models import OutboxMessage
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.jobs.moderation import is_day, tell_moderators
from soesmart.participation.models import Campaign, Case, Comment, Report
from soesmart.participation.personal_moderation import erase_person_reports, export_person_cases
from soesmart.participation.rules import Visibility, Who
from soesmart.participation.rules.moderation import OBJECTION_TIME, Removal
from soesmart.participation.services.moderation import answer_objection, keep_text, remove_text
from soesmart.participation.services.moderation_digest import write_digests
from soesmart.participation.services.moderator_desks import Absence, set_desk
from soesmart.participation.services.reports import object_to_removal, report_text
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.cases import FOUL, a_comment, a_held_comment, by, reported
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import ClientFor, CountQueries


@pytest.fixture(autouse=True)
def stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


def path_of(text: Comment) -> str:
    return f"/mitmachen/ideen/ideen/{text.idea.number}/kommentare/{text.key}/melden/"


@pytest.mark.parametrize("who", list(Who))
def test_a_guest_reports_without_an_account_whatever_the_door_of_the_campaign(
    in_soest: Municipality, at: datetime, client_for: ClientFor, who: Who
) -> None:
    idea = an_idea(a_campaign(in_soest, at, who=who), at)
    client = client_for()
    path = f"/mitmachen/ideen/ideen/{idea.number}/melden/"
    assert "Es braucht kein Konto" in client.get(path).content.decode()
    assert (
        "Danke, die Meldung ist da"
        in client.post(path, {"reason": "spam", "text": "Das ist Werbung."}).content.decode()
    )
    assert "war schon da" in client.post(path, {"reason": "insult"}).content.decode()
    report = Report.objects.get()
    assert (report.reason, report.text, report.case.reports_count) == ("spam", "Das ist Werbung.", 1)
    idea.refresh_from_db()
    assert idea.visibility == Visibility.VISIBLE


@pytest.mark.parametrize(
    "data", [{}, {"reason": ""}, {"reason": "laune"}, {"reason": "spam", "text": "x" * 501}], ids=str
)
def test_a_report_without_a_reason_is_asked_for_one_and_keeps_what_was_typed(
    campaign: Campaign, at: datetime, client_for: ClientFor, data: dict[str, str]
) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.")
    answer = client_for().post(path_of(comment), data)
    assert answer.status_code == 422
    assert data.get("text", "")[:100] in answer.content.decode()
    assert not Case.objects.exists()


def test_what_nobody_sees_cannot_be_reported(
    campaign: Campaign, at: datetime, client_for: ClientFor, olpe: Municipality
) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.")
    assert client_for(town=olpe).get(path_of(comment)).status_code == 404
    Comment.objects.update(visibility=Visibility.HELD)
    assert client_for().post(path_of(comment), {"reason": "spam"}).status_code == 404


def test_one_connection_cannot_report_without_end(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.")
    client = client_for()
    answers = [client.post(path_of(comment), {"reason": "spam"}).status_code for _ in range(31)]
    assert (answers[29], answers[30]) == (200, 429)


def removed(campaign: Campaign, at: datetime, deniz: Person, author: Person | None = None) -> Case:
    return remove_text(case=a_held_comment(campaign, at, author), by=by(deniz), reason=Removal.INSULT, at=at)


def test_the_page_of_a_held_text_says_why_and_asks_to_be_remembered(
    campaign: Campaign, at: datetime, client_for: ClientFor
) -> None:
    case = a_held_comment(campaign, at)
    page = client_for().get(f"/mitmachen/pruefung/{case.key}/")
    text = page.content.decode()
    for part in ("Der Text wird geprüft", FOUL, "Beleidigendes Wort", "Merken Sie sich diese Seite"):
        assert part in text, part
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in text


def test_an_author_reads_the_reasons_objects_once_and_reads_the_answer(
    campaign: Campaign, at: datetime, client_for: ClientFor, deniz: Person, eva: Person
) -> None:
    case, client = removed(campaign, at, deniz), client_for()
    path = f"/mitmachen/pruefung/{case.key}/"
    text = client.get(path).content.decode()
    for part in ("Der Text ist entfernt", "Niemand wird beschimpft", "Kein Programm", "Widersprechen"):
        assert part in text, part
    assert "no-referrer" not in text, "browsers send forms of such a page without an origin, and they are turned away"
    empty = client.post(path, {"text": ""})
    assert empty.status_code == 422
    assert client.post(path, {"text": "Das war ein Zitat."}).status_code == 302
    text = client.get(path).content.decode()
    assert "Der Widerspruch wird geprüft" in text
    assert "Widersprechen" not in text
    again = client.post(path, {"text": "Noch einmal."})
    assert again.status_code == 422
    assert "schon da" in again.content.decode()
    answer_objection(case=case, by=by(eva), is_granted=True, answer="Stimmt, ein Zitat.", others=True, at=at)
    text = client.get(path).content.decode()
    assert "Der Text ist zu sehen" in text
    assert "Stimmt, ein Zitat." in text


def test_after_thirty_days_the_page_takes_no_objection(
    campaign: Campaign, at: datetime, client_for: ClientFor, deniz: Person
) -> None:
    case = removed(campaign, at, deniz)
    with clock.stopped_at(at + OBJECTION_TIME):
        assert "ist vorbei" in client_for().get(f"/mitmachen/pruefung/{case.key}/").content.decode()
        assert client_for().post(f"/mitmachen/pruefung/{case.key}/", {"text": "Doch."}).status_code == 422


def test_a_case_of_another_town_is_not_found(
    campaign: Campaign, at: datetime, client_for: ClientFor, olpe: Municipality
) -> None:
    case = a_held_comment(campaign, at)
    assert client_for(town=olpe).get(f"/mitmachen/pruefung/{case.key}/").status_code == 404


def test_a_browser_finds_its_texts_in_review_again_and_no_others(
    campaign: Campaign, at: datetime, client_for: ClientFor, amira: Person
) -> None:
    guest, stranger = client_for(), client_for()
    a_held_comment(campaign, at, amira, "Du Trottel, sagt Amira!")
    idea = an_idea(campaign, at)
    path = f"/mitmachen/ideen/ideen/{idea.number}/kommentare/"
    answer = guest.post(path, {"text": FOUL, "kind": "remark", "nonce": str(new_id())}, follow=True)
    assert Comment.objects.filter(text=FOUL, visibility=Visibility.HELD).exists()
    assert "Merken Sie sich diese Seite" in answer.content.decode()
    mine = guest.get("/mitmachen/pruefung/").content.decode()
    assert FOUL in mine
    assert "sagt Amira" not in mine
    assert "Nichts in Prüfung" in stranger.get("/mitmachen/pruefung/").content.decode()
    assert "sagt Amira" in client_for(amira).get("/mitmachen/pruefung/").content.decode()


def test_everybody_sees_how_often_what_was_removed_and_how_long_it_took(
    campaign: Campaign, at: datetime, client_for: ClientFor, deniz: Person, count_queries: CountQueries
) -> None:
    removed(campaign, at - timedelta(hours=5), deniz)
    for hours in (1, 30):
        case = a_held_comment(campaign, at, text=f"Du Trottel {hours}!")
        Case.objects.filter(pk=case.pk).update(opened_at=at - timedelta(hours=hours))
        keep_text(case=case, by=by(deniz), at=at)
    client = client_for()
    client.get("/mitmachen/moderation/")
    with count_queries() as queries:
        text = client.get("/mitmachen/moderation/").content.decode()
    assert len(queries) <= 12, queries
    assert "60 Minuten" in text
    assert campaign.title in text
    assert '<td class="number">1</td>' in text
    assert FOUL not in text


def digests(at: datetime, town: Municipality) -> dict[str, str]:
    write_digests(municipality=town, at=at)
    return {mail.recipient: mail.subject for mail in OutboxMessage.objects.filter(key__contains="digest")}


def test_a_moderator_hears_once_a_day_how_much_waits_and_no_word_of_it(
    campaign: Campaign, soest: Municipality, at: datetime, deniz: Person
) -> None:
    assert digests(at, soest) == {}
    a_held_comment(campaign, at - timedelta(days=2))
    a_held_comment(campaign, at, text="Du Trottel!")
    assert digests(at, soest) == {deniz.email: "2 Texte warten auf die Moderation"}
    mail = OutboxMessage.objects.get()
    assert "in Soest warten 2 Texte auf die Moderation, der älteste seit 2 Tagen." in mail.text
    assert "http://soest.localhost/verwaltung/moderation/" in mail.text
    assert FOUL not in mail.text
    digests(at + timedelta(hours=3), soest)
    assert OutboxMessage.objects.count() == 1
    digests(at + timedelta(days=1), soest)
    assert OutboxMessage.objects.count() == 2


def test_the_mail_goes_to_the_deputy_or_else_to_the_officers_and_to_nobody_who_does_not_want_it(
    campaign: Campaign, soest: Municipality, at: datetime, deniz: Person, bernd: Person
) -> None:
    a_held_comment(campaign, at)
    paula = make_person("paula", soest, Role.PARTICIPATION_OFFICER)
    days = [at + timedelta(days=number) for number in range(5)]
    first, last = days[1].date(), days[3].date()

    def heard(day: datetime) -> set[str]:
        OutboxMessage.objects.all().delete()
        return set(digests(day, soest))

    set_desk(person=deniz, municipality=soest, wants_digest=True, absence=Absence(first, last, bernd), at=at)
    assert [heard(day) for day in days[:2]] == [{deniz.email}, {bernd.email}]
    set_desk(person=deniz, municipality=soest, wants_digest=True, absence=Absence(first, last), at=at)
    assert heard(days[1]) == {paula.email}
    set_desk(person=deniz, municipality=soest, wants_digest=False, absence=Absence(), at=at)
    assert heard(days[1]) == set()


def test_what_moderators_may_not_decide_any_more_goes_to_the_officers(
    campaign: Campaign, soest: Municipality, at: datetime, deniz: Person
) -> None:
    a_held_comment(campaign, at)
    paula = make_person("paula", soest, Role.PARTICIPATION_OFFICER)
    campaign.windows.filter(right="moderate").update(closes_at=at)
    assert digests(at, soest) == {paula.email: "1 Text wartet auf die Moderation"}


def test_the_job_writes_by_day_only(campaign: Campaign, at: datetime, deniz: Person) -> None:
    a_held_comment(campaign, at)
    assert is_day(at)
    assert not is_day(at.replace(hour=3))
    tell_moderators()
    assert OutboxMessage.objects.filter(recipient=deniz.email).count() == 1


def test_a_person_gets_all_that_is_kept_of_her_and_takes_it_with_her(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person, soest: Municipality
) -> None:
    case = removed(campaign, at, deniz, amira)
    object_to_removal(case=case, words="Mein Widerspruch.", at=at)
    comment = a_comment(an_idea(campaign, at), at, "Von jemand anderem.")
    credential = Credential(Kind.PERSON, str(amira.pk), amira)
    report_text(text=comment, credential=credential, reason=Removal.SPAM, words="Meine Meldung.", at=at)
    reported(comment, "eva", at)
    text = str([list(part.rows) for part in export_person_cases(amira)])
    assert all(part in text for part in (FOUL, "Mein Widerspruch.", "Meine Meldung.", "Beleidigung"))
    erase_person_reports(amira, at)
    assert Report.objects.count() == 2
    assert Case.objects.get(comment=comment).reports_count == 2
    assert not Report.objects.filter(text="Meine Meldung.").exists()
    assert Case.objects.get(pk=case.pk).objection == ""
    assert [list(part.rows) for part in export_person_cases(amira)][1] == []
    assert Campaign.objects.get().removals == 1


def test_a_signed_in_person_reports_once_from_every_browser(
    campaign: Campaign, at: datetime, client_for: ClientFor, amira: Person
) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.")
    for client in (client_for(amira), client_for(amira)):
        client.post(path_of(comment), {"reason": "spam"})
    assert Report.objects.count() == 1


def test_no_page_of_a_report_sets_a_cookie_before_it_is_needed(
    campaign: Campaign, at: datetime, client_for: ClientFor
) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.")
    client: Client = client_for()
    client.get(path_of(comment))
    assert "mitmachen" not in client.cookies
    client.post(path_of(comment), {"reason": "spam"})
    assert "mitmachen" in client.cookies


def test_one_connection_alone_hides_nothing_however_often_it_drops_its_cookie(
    campaign: Campaign, at: datetime, client_for: ClientFor
) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.")
    for _ in range(4):
        assert client_for().post(path_of(comment), {"reason": "spam"}).status_code == 200
    comment.refresh_from_db()
    assert (comment.visibility, Case.objects.get().reports_count) == (Visibility.VISIBLE, 1)
    for number in range(2):
        client_for().post(path_of(comment), {"reason": "spam"}, REMOTE_ADDR=f"203.0.113.{number}")
    comment.refresh_from_db()
    assert (comment.visibility, Case.objects.get().reports_count) == (Visibility.HELD, 3)
