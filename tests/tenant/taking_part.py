"""A campaign with rows in all tables of participation, so that every town has something of it to give away."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from soesmart.accounts.models import Person
from soesmart.core.ids import new_id
from soesmart.participation import models
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import AuthorRole, StepKind, Visibility, Who
from soesmart.participation.rules.questions import QuestionKind, QuestionWords
from soesmart.participation.services.comments import CommentWords, write_comment
from soesmart.participation.services.ideas import Origin, link_ideas
from soesmart.participation.services.merging_record import Moved
from soesmart.participation.services.opinions import give_opinion
from soesmart.participation.services.question_counts import public_counts
from soesmart.participation.services.questionnaires import (
    QuestionnaireWords,
    found_questionnaire,
    publish_questionnaire,
    set_questions,
)
from soesmart.participation.services.responses import save_response
from soesmart.participation.services.trail import take_step
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser, codes_for
from soesmart.participation.tokens import token_of
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal

TEST = "system:test"
KEY = "rundgang"


def take_part(town: Municipality, officer: Person, at: datetime) -> None:
    """Inside the town's scope: ideas in every state, what people said of them, a questionnaire, a queue."""
    phase = models.Phase.objects.filter(first_day__lte=at, last_day__gte=at).first()
    facts = {"summary": "Zum Mitreden", "text": "Worum es geht", "contact": "Rathaus", "with_map": True}
    campaign = a_campaign(town, at, KEY, title="Rundgang", phase=phase, **facts)
    models.Category.objects.create(campaign=campaign, position=1, key="offen", name="Offen")
    first, second = an_idea(campaign, at, "Bänke am Bach"), an_idea(campaign, at, "Licht im Park")
    link_ideas(actor=TEST, idea=first, others=[second], at=at)
    speak(campaign, first, at)
    own = Origin(Credential(Kind.PERSON, str(officer.pk), officer), officer, AuthorRole.RESIDENT)
    an_idea(campaign, at, "Eigene Idee des Büros", **vars(own))
    become(first, officer, at)
    ask(town, campaign, at)
    moderate(town, campaign, second, officer, at)
    keep_books(town, campaign, first, second, officer, at)


def speak(campaign: Campaign, idea: Idea, at: datetime) -> None:
    give_opinion(campaign_key=KEY, number=idea.number, credential=browser("eva"), value=1, important=True, at=at)
    write_comment(
        campaign_key=KEY,
        number=idea.number,
        words=CommentWords("Das finde ich gut."),
        credential=browser("eva"),
        nonce=new_id(),
        at=at,
    )
    letters = a_campaign(campaign.municipality, at, "briefwahl", title="Mit Brief", who=Who.CODE)
    codes_for(letters, 2, at, random.Random(1))


def become(idea: Idea, officer: Person, at: datetime) -> None:
    """Answered, part of a goal, and somebody is to be told."""
    take_step(actor=officer, idea=idea, kind=StepKind.ANSWERED, text="Ja, weil.", unit="Grünamt", at=at)
    goal = Goal.objects.get(code="QX-1", strategy__is_current=True)
    step = take_step(actor=officer, idea=idea, kind=StepKind.GOAL, text="Passt.", unit="Grünamt", goal=goal, at=at)
    follow = models.Follow.objects.create(idea=idea, email=f"folgt@{KEY}.example.org", since=at, confirmed_at=at)
    models.Notice.objects.create(step=step, follow=follow)
    town = idea.campaign.municipality
    models.AnswerTemplate.objects.create(municipality=town, title="Danke", text="Danke für die Idee.")
    models.QuietPerson.objects.create(municipality=town, person=officer, since=at)


def ask(town: Municipality, campaign: Campaign, at: datetime) -> None:
    words = QuestionnaireWords(
        title="Fragen",
        summary="Kurz gefragt",
        text="Worum es geht",
        thanks="Danke.",
        phase=campaign.phase,
        campaign=campaign,
        opens_at=at - timedelta(days=1),
        closes_at=at + timedelta(days=9),
    )
    made = found_questionnaire(actor=TEST, municipality=town, key=KEY, words=words, at=at)
    text = QuestionWords("was", QuestionKind.TEXT, "Was fehlt?", help="Ein Satz", section="Anfang")
    set_questions(actor=TEST, questionnaire=made, questions=[text], at=at)
    made = publish_questionnaire(actor=TEST, questionnaire=made, at=at)
    save_response(questionnaire=made, credential=browser("eva"), answers={"was": "Schatten"}, send=True, at=at)
    public_counts(questionnaire=made, at=at)


def moderate(town: Municipality, campaign: Campaign, idea: Idea, officer: Person, at: datetime) -> None:
    """A held comment with its case and a report, and how the moderation works here."""
    held = models.Comment.objects.create(
        idea=idea, text="Fragliches", written_at=at, nonce=new_id(), visibility=Visibility.HELD
    )
    case = models.Case.objects.create(campaign=campaign, comment=held, held=True, score=70, opened_at=at)
    models.Report.objects.create(case=case, credential="0" * 64, reason=models.Case.Reason.SPAM, text="Werbung", at=at)
    models.WordCount.objects.create(municipality=town, stem="werbung", removed=1)
    models.HouseRules.objects.create(municipality=town, words="geheimwort")
    models.ModeratorDesk.objects.create(municipality=town, person=officer)


def keep_books(
    town: Municipality, campaign: Campaign, first: Idea, second: Idea, officer: Person, at: datetime
) -> None:
    """Uploads, merges, the register and the stored map."""
    models.IdeaUpload.objects.create(
        campaign=campaign, uploaded_by=officer, uploaded_at=at, expires_at=at + timedelta(days=400), rows=[], seen=""
    )
    models.MergeRecord.objects.create(kept=first, gone=second, at=at, by=officer, undone_at=at, moved=Moved().stored())
    models.RegisterCount.objects.get_or_create(
        municipality=town,
        dimension=models.RegisterCount.Dimension.AGE,
        key="18-29",
        defaults={"position": 90, "label": "18 bis 29", "people": 900},
    )
    number = str(first.number)
    result = {"sentence": "Noch sind es zu wenige.", "counts": {number: [1, 0, 0]}, "common": {number: 0.5}}
    stored = models.StoredMap.objects.create(
        campaign=campaign, computed_at=at, opinions=1, voices=1, outcome="too_few_people", result=result, seconds=0.1
    )
    models.MapPlaces.objects.create(map=stored, part=0, places={"1": [0, 0, None]})


def addresses_taking_part() -> list[str]:
    """Addresses with a key that no page links to as such, because a form posts to them or a mail leads there."""
    campaign, sheet = Campaign.objects.get(key=KEY), models.Questionnaire.objects.get(key=KEY)
    idea = Idea.objects.filter(campaign=campaign).order_by("number")[0]
    comment = models.Comment.objects.filter(idea=idea)[0]
    case = models.Case.objects.filter(campaign=campaign)[0]
    one, card, talk = [KEY], [KEY, idea.number], [KEY, idea.number, comment.key]
    token = token_of(models.Follow.objects.filter(idea=idea)[0])
    merge = models.MergeRecord.objects.filter(kept=idea)[0]
    draft = models.Response.objects.filter(questionnaire=sheet)[0].key
    batch = models.CodeBatch.objects.all()[0]
    upload = models.IdeaUpload.objects.filter(campaign=campaign)[0]
    template = models.AnswerTemplate.objects.all()[0]
    by_arguments: list[tuple[list[Any], str]] = [
        (one, "campaign campaign_door campaign_door_confirm campaign_door_forget campaign_about_me idea_submit"),
        (one, "idea_similar campaign_places campaign_outline campaign_map campaign_results questionnaire"),
        (one, "questionnaire_door questionnaire_saved questionnaire_thanks questionnaire_withdraw"),
        (one, "questionnaire_results office_campaign office_campaign_words office_campaign_how office_campaign_drop"),
        (one, "office_campaign_windows office_campaign_windows_undo office_campaign_codes office_campaign_publish"),
        (one, "office_campaign_export office_campaign_categories office_ideas office_idea_new office_ideas_table"),
        (one, "office_entry office_entry_card office_questionnaire office_questionnaire_words office_question_new"),
        (one, "office_questionnaire_preview office_questionnaire_publish office_questionnaire_archive"),
        (one, "office_questionnaire_drop office_questionnaire_sheet office_questionnaire_results"),
        (one, "office_questionnaire_texts"),
        (card, "idea idea_opinion idea_edit idea_withdraw idea_follow comment_write report_idea office_idea"),
        (card, "office_idea_history office_idea_merge office_idea_split office_idea_step"),
        (talk, "comment_thread comment_edit comment_withdraw report_comment"),
        ([*card, "0" * 32], "idea_picture"),
        ([*card, merge.pk], "office_idea_unmerge"),
        ([*card, idea.steps.all()[0].pk], "office_idea_step_back"),
        ([KEY, "was"], "office_question office_question_condition office_question_free office_question_move"),
        ([KEY, "was"], "office_question_drop"),
        ([KEY, draft], "questionnaire_continue"),
        ([KEY, batch.pk], "office_campaign_codes_switch"),
        ([KEY, upload.pk], "office_ideas_check"),
        ([KEY, "csv"], "campaign_ideas_file office_ideas_file office_entry_template"),
        ([case.key], "case moderation_decide moderation_undo"),
        ([token], "follow_confirm unfollow"),
        ([template.pk], "office_answer_template"),
    ]
    return [reverse(name, args=args) for args, names in by_arguments for name in names.split()]
