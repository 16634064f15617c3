"""Answer an idea from the office, and keep the words with which answers begin."""

import uuid
from datetime import datetime

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.models import AnswerTemplate, Idea, Step
from soesmart.participation.rules import AuthorRole, CommentKind, StepKind
from soesmart.participation.services.comments import CommentWords, write_comment
from soesmart.participation.services.trail import take_step
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal


@transaction.atomic
def answer_idea(
    *,
    actor: Person,
    idea: Idea,
    kind: StepKind,
    text: str,
    unit: str,
    goal: Goal | None = None,
    pilot_key: str = "",
    as_comment: bool = False,
    nonce: uuid.UUID,
    at: datetime,
) -> Step:
    """Take a step (see `take_step`), and on wish let its text stand among the comments as an official answer."""
    step = take_step(
        actor=actor, idea=idea, kind=kind, text=text, unit=unit, goal=goal, pilot_key=pilot_key, nonce=nonce, at=at
    )
    if as_comment and step.text:
        words = CommentWords(f"{step.unit}: {step.text}", CommentKind.REMARK, AuthorRole.ADMINISTRATION, official=True)
        write_comment(
            campaign_key=idea.campaign.key,
            number=idea.number,
            words=words,
            credential=None,
            author=actor,
            nonce=nonce,
            at=at,
        )
    return step


@transaction.atomic
def keep_template(
    *, actor: object, town: Municipality, title: str, text: str, template: AnswerTemplate | None = None, at: datetime
) -> AnswerTemplate:
    """Store words to begin an answer with, new or changed. Refused when the title is taken."""
    title = " ".join(title.split())
    others = AnswerTemplate.objects.exclude(pk=template.pk) if template else AnswerTemplate.objects.all()
    if others.filter(title__iexact=title).exists():
        raise Refused("participation.template.taken", "Eine Vorlage mit diesem Namen gibt es schon.", "title")
    kept = template or AnswerTemplate(municipality=town)
    kept.title, kept.text = title, text.strip()
    kept.save()
    audit(actor, "participation.template.kept", kept, town=town.slug, at=at)
    return kept


@transaction.atomic
def drop_template(*, actor: object, template: AnswerTemplate, at: datetime) -> None:
    audit(actor, "participation.template.dropped", template, town=template.municipality.slug, at=at)
    template.delete()
