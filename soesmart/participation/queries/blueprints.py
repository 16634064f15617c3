"""A campaign as a blueprint: what the organiser wrote, read from its rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from django.db.models import Q

from soesmart.core.clock import BERLIN
from soesmart.participation.blueprint import (
    Blueprint,
    CampaignPart,
    CategoryPart,
    IdeaPart,
    Opening,
    QuestionnairePart,
)
from soesmart.participation.models import Campaign, Idea, IdeaLink, Questionnaire
from soesmart.participation.queries.windows import windows_of
from soesmart.participation.rules import AuthorRole, Channel, ResultsShown, Right, Span, Visibility, Voting, Who
from soesmart.participation.rules.question_conditions import sound
from soesmart.participation.rules.questions import QuestionWords, Unsound
from soesmart.participation.rules.windows import offset_of


def blueprint_of(campaign: Campaign) -> Blueprint:
    """Days count from the first day on which anything opens. Six queries."""
    questionnaires = list(Questionnaire.objects.filter(campaign=campaign).prefetch_related("questions").order_by("pk"))
    windows = windows_of(campaign)
    start = _start([*(span for _, span in windows), *filter(None, map(_span, questionnaires))])
    offsets = [offset_of(right, span, start) for right, span in windows]
    return Blueprint(
        campaign=_campaign(campaign),
        categories=tuple(CategoryPart(row.key, row.name) for row in campaign.categories.all()),
        windows=tuple(sorted(offsets, key=lambda one: (one.opens_day, one.opens_time, one.right.value))),
        questionnaires=tuple(_questionnaire(row, start) for row in questionnaires),
        ideas=tuple(_ideas(campaign)),
    )


def _start(spans: Sequence[Span]) -> date:
    return min((span.opens_at.astimezone(BERLIN).date() for span in spans), default=date(2000, 1, 1))


def _span(row: Questionnaire) -> Span | None:
    return Span(row.opens_at, row.closes_at) if row.opens_at and row.closes_at else None


def _campaign(campaign: Campaign) -> CampaignPart:
    stored = {field.name: getattr(campaign, field.name) for field in fields(CampaignPart)}
    kinds = {"who": Who(campaign.who), "voting": Voting(campaign.voting), "results": ResultsShown(campaign.results)}
    return CampaignPart(**stored | kinds)


def _questionnaire(row: Questionnaire, start: date) -> QuestionnairePart:
    names = ("title", "summary", "text", "thanks", "minutes", "smallest_group", "source", "invented")
    span = _span(row)
    window = None
    if span:
        offset = offset_of(Right.VOICE, span, start)
        window = Opening(offset.opens_day, offset.opens_time, offset.closes_day, offset.closes_time)
    return QuestionnairePart(
        **{name: getattr(row, name) for name in names},
        who=Who(row.who),
        results=ResultsShown(row.results),
        window=window,
        questions=_questions(row),
    )


def _questions(row: Questionnaire) -> tuple[QuestionWords, ...]:
    """With every setting said, as they are stored after an import; unfinished ones as they are."""
    words = [question.words() for question in row.questions.all()]
    try:
        return tuple(sound(words))
    except Unsound:
        return tuple(words)


def _ideas(campaign: Campaign) -> list[IdeaPart]:
    """Cards that are the town's own and on show; what residents handed in, on whatever way, is theirs."""
    rows = Idea.objects.filter(campaign=campaign, voice=None, author=None, visibility=Visibility.VISIBLE)
    rows = rows.filter(~Q(author_role=AuthorRole.RESIDENT) | Q(channel=Channel.WORKSHOP))
    # The parts of a split have no voice of their own.
    rows = rows.exclude(Q(split_from__voice__isnull=False) | Q(split_from__split_from__voice__isnull=False))
    ideas = list(rows.select_related("category").order_by("number"))
    numbers = {idea.pk: idea.number for idea in ideas}
    links: dict[int, list[int]] = defaultdict(list)
    for pair in IdeaLink.objects.filter(first__campaign=campaign).values_list("first_id", "second_id"):
        if all(pk in numbers for pk in pair):
            one, two = sorted(numbers[pk] for pk in pair)
            links[one].append(two)
    return [
        IdeaPart(
            number=idea.number,
            title=idea.title,
            what=idea.what,
            beneficiaries=idea.beneficiaries,
            category=idea.category.key if idea.category else "",
            reference=idea.reference,
            channel=Channel(idea.channel),
            role=AuthorRole(idea.author_role),
            source=idea.source,
            invented=idea.invented,
            links=tuple(sorted(links[idea.number])),
        )
        for idea in ideas
    ]
