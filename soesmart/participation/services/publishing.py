"""Let people see a campaign, take that back while nobody answered, put it away when it is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.queries.readiness import readiness
from soesmart.participation.rules import AnswerTime, FormatState
from soesmart.participation.rules.readiness import Missing
from soesmart.participation.services.campaigns import has_taken_part


class NotReady(Refused):
    """A campaign lacks something; `missing` lists it with the pages on which it is mended."""

    def __init__(self, missing: list[Missing]) -> None:
        sentences = " ".join(row.sentence for row in missing)
        super().__init__("participation.campaign.incomplete", f"Vor dem Veröffentlichen fehlt noch etwas. {sentences}")
        self.missing = missing


@transaction.atomic
def publish_campaign(*, actor: object, campaign: Campaign, at: datetime) -> Campaign:
    """From now on everybody sees it, its windows open by themselves. NotReady when a part is missing; twice: once."""
    stored = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if stored.is_published():
        campaign.refresh_from_db()
        return campaign
    if missing := readiness(stored):
        raise NotReady(missing)
    # The promise begins when people can see an idea, not when the office typed it in.
    due = AnswerTime(stored.answer_days).due(max(at, stored.opens_at or at))
    Idea.objects.filter(campaign=stored, answered_at=None).update(answer_due_at=due)
    return _move(actor, campaign, FormatState.PUBLISHED, "published", at, published_at=at)


@transaction.atomic
def withdraw_publication(*, actor: object, campaign: Campaign, at: datetime) -> Campaign:
    """Make it a draft again. Refused once anybody took part: what people answered to stays readable."""
    stored = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if stored.state != FormatState.PUBLISHED or has_taken_part(stored):
        text = "Zurückziehen geht nur, solange noch niemand mitgemacht hat. Schließen geht jederzeit."
        raise Refused("participation.campaign.taken_part", text)
    return _move(actor, campaign, FormatState.DRAFT, "withdrawn", at, published_at=None)


@transaction.atomic
def archive_campaign(*, actor: object, campaign: Campaign, at: datetime) -> Campaign:
    """Put an ended campaign away: it stays readable, and leaves the lists of what is on. Refused while it is open."""
    stored = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if stored.state != FormatState.PUBLISHED or not stored.has_ended(at):
        text = "Ablegen lässt sich nur, was zu Ende ist. Soll früher Schluss sein, bitte zuerst schließen."
        raise Refused("participation.campaign.running", text)
    return _move(actor, campaign, FormatState.ARCHIVED, "archived", at)


@transaction.atomic
def take_from_archive(*, actor: object, campaign: Campaign, at: datetime) -> Campaign:
    """Undo the archiving."""
    stored = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if stored.state != FormatState.ARCHIVED:
        raise Refused("participation.campaign.not_archived", "Diese Beteiligung ist nicht abgelegt.")
    return _move(actor, campaign, FormatState.PUBLISHED, "unarchived", at)


def _move(
    actor: object, campaign: Campaign, state: FormatState, how: str, at: datetime, **values: datetime | None
) -> Campaign:
    Campaign.objects.filter(pk=campaign.pk).update(state=state, revision=F("revision") + 1, **values)
    campaign.refresh_from_db()
    audit(actor, f"participation.campaign.{how}", campaign, town=campaign.municipality.slug, at=at, key=campaign.key)
    return campaign
