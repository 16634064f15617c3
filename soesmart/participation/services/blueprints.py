"""Begin a campaign with a blueprint: the whole of it, or nothing and a list of what is wrong."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.participation.blueprint import Blueprint, IdeaPart, QuestionnairePart
from soesmart.participation.blueprint_parts import Fault
from soesmart.participation.blueprint_reading import Unreadable
from soesmart.participation.keys import free_key
from soesmart.participation.models import Campaign, Category, Idea, IdeaLink, Phase, Question, Questionnaire, Step
from soesmart.participation.rules import Right, Span, StepKind
from soesmart.participation.rules.windows import Offset
from soesmart.participation.services.campaigns import CampaignWords, already_sent, found_campaign
from soesmart.participation.services.windows import set_windows
from soesmart.region.models import Municipality

_AT_ONCE = 500


@transaction.atomic
def import_campaign(
    *,
    actor: object,
    municipality: Municipality,
    blueprint: Blueprint,
    start: date,
    phase: Phase | None = None,
    nonce: uuid.UUID | None = None,
    at: datetime,
) -> Campaign:
    """A draft with everything in the blueprint, its windows counted from `start`. Sent twice it is stored once.

    Raises Unreadable with all that does not fit this town (days outside the phase, a limit that makes no sense).
    """
    if sent := already_sent(municipality, nonce):
        return sent
    part = blueprint.campaign
    try:
        campaign = found_campaign(
            actor=actor,
            municipality=municipality,
            key=free_key(part.title, Campaign.objects.values_list("key", flat=True)),
            words=CampaignWords(**asdict(part)),
            phase=phase,
            nonce=nonce,
            at=at,
        )
    except Refused as refusal:
        raise Unreadable([Fault(f"campaign.{refusal.field}", refusal.text)]) from None
    categories = [Category(campaign=campaign, position=n, **vars(row)) for n, row in enumerate(blueprint.categories, 1)]
    Category.objects.bulk_create(categories)
    _open(actor, campaign, _windows(blueprint.windows, start), at)
    for index, questionnaire in enumerate(blueprint.questionnaires):
        _add_questionnaire(campaign, questionnaire, start, f"questionnaires[{index}]")
    _add_ideas(campaign, blueprint.ideas, {row.key: row for row in categories}, at)
    facts = {"ideas": len(blueprint.ideas), "questionnaires": len(blueprint.questionnaires)}
    audit(actor, "participation.campaign.imported", campaign, town=municipality.slug, at=at, **facts)
    campaign.refresh_from_db()
    return campaign


def _windows(offsets: Sequence[Offset], start: date) -> list[tuple[Right, Span]]:
    found, faults = [], []
    for index, offset in enumerate(offsets):
        try:
            found.append(offset.on(start))
        except (ValueError, OverflowError) as error:
            faults.append(Fault(f"windows[{index}]", _said(error)))
    if faults:
        raise Unreadable(faults)
    return found


def _said(error: Exception) -> str:
    return "So weit reicht der Kalender nicht." if isinstance(error, OverflowError) else str(error)


def _open(actor: object, campaign: Campaign, windows: Sequence[tuple[Right, Span]], at: datetime) -> None:
    if not windows:
        return
    try:
        set_windows(actor=actor, campaign=campaign, windows=windows, at=at)
    except Refused as refusal:
        raise Unreadable([Fault("windows", refusal.text)]) from None


def _add_questionnaire(campaign: Campaign, part: QuestionnairePart, start: date, path: str) -> None:
    taken = Questionnaire.objects.values_list("key", flat=True)
    opens_at = closes_at = None
    if part.window:
        try:
            _, span = Offset(Right.VOICE, **vars(part.window)).on(start)
        except (ValueError, OverflowError) as error:
            raise Unreadable([Fault(f"{path}.window", _said(error))]) from None
        if span.closes_at <= span.opens_at:
            raise Unreadable([Fault(f"{path}.window", "Das Fenster endet, bevor es beginnt.")])
        opens_at, closes_at = span.opens_at, span.closes_at
    plain = {name: value for name, value in vars(part).items() if name not in ("window", "questions")}
    row = Questionnaire.objects.create(
        municipality=campaign.municipality,
        campaign=campaign,
        phase=campaign.phase,
        key=free_key(part.title, taken),
        opens_at=opens_at,
        closes_at=closes_at,
        **plain,
    )
    Question.objects.bulk_create(
        Question(questionnaire=row, position=position, **asdict(question))
        for position, question in enumerate(part.questions, 1)
    )


def _add_ideas(campaign: Campaign, parts: Sequence[IdeaPart], categories: dict[str, Category], at: datetime) -> None:
    """All at once: numbers stay as printed on cards. Their answer falls due after publication, not before."""
    ideas = [
        Idea(
            campaign=campaign,
            author_role=part.role,
            category=categories.get(part.category),
            received_at=at,
            nonce=new_id(),
            **{name: value for name, value in vars(part).items() if name not in ("role", "category", "links")},
        )
        for part in sorted(parts, key=lambda part: part.number)
    ]
    Idea.objects.bulk_create(ideas, batch_size=_AT_ONCE)
    Step.objects.bulk_create((Step(idea=idea, kind=StepKind.RECEIVED, at=at) for idea in ideas), batch_size=_AT_ONCE)
    numbered = {idea.number: idea for idea in ideas}
    pairs = ((numbered[part.number], numbered[link]) for part in parts for link in part.links)
    IdeaLink.objects.bulk_create((IdeaLink(first=one, second=two) for one, two in pairs), batch_size=_AT_ONCE)
    last = max(numbered, default=0)
    Campaign.objects.filter(pk=campaign.pk).update(last_idea_number=last, ideas_count=len(ideas))
