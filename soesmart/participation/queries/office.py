"""What the office sees of its campaigns."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from soesmart.participation.models import AccessCode, Campaign, CodeBatch
from soesmart.participation.models.campaign import Format
from soesmart.participation.queries.office_words import sentence
from soesmart.participation.queries.windows import windows_of
from soesmart.participation.rules import FormatState, Right, Span
from soesmart.participation.rules import windows as rules
from soesmart.strategy.office.changes import Change, newest_about


class Stage(StrEnum):
    """How far a campaign is, seen from a moment."""

    DRAFT = "entwurf"
    COMING = "kommt"
    OPEN = "laeuft"
    OVER = "beendet"
    ARCHIVED = "abgelegt"

    @property
    def label(self) -> str:
        return _STAGES[self][0]

    @property
    def badge(self) -> str:
        return _STAGES[self][1]


_STAGES = {
    Stage.DRAFT: ("Entwurf", "warning"),
    Stage.COMING: ("kommt", "info"),
    Stage.OPEN: ("läuft", "success"),
    Stage.OVER: ("beendet", "neutral"),
    Stage.ARCHIVED: ("abgelegt", "neutral"),
}


@dataclass(frozen=True)
class Row:
    """A campaign or questionnaire in a list. when: its days in German, "" when not set."""

    campaign: Format
    stage: Stage
    when: str


@dataclass(frozen=True)
class Opening:
    """A window in words. state: "offen", "kommt" or "vorbei"."""

    right: Right
    when: str
    state: str


def stage_of(campaign: Format, at: datetime) -> Stage:
    if campaign.state == FormatState.DRAFT:
        return Stage.DRAFT
    if campaign.state == FormatState.ARCHIVED:
        return Stage.ARCHIVED
    if campaign.has_ended(at):
        return Stage.OVER
    return Stage.OPEN if campaign.is_open(at) else Stage.COMING


def row_of(campaign: Format, at: datetime) -> Row:
    frame = Span(campaign.opens_at, campaign.closes_at) if campaign.opens_at and campaign.closes_at else None
    return Row(campaign, stage_of(campaign, at), rules.span_german(frame) if frame else "")


def campaigns_wanted(*, stage: str, phase: str, words: str, at: datetime) -> "QuerySet[Any]":
    """Campaigns of the town, drafts first, then the newest; unknown stage or phase: no narrowing. One query a page."""
    found = Campaign.objects.select_related("phase").order_by(F("opens_at").desc(nulls_first=True), "-pk")
    published = Q(state=FormatState.PUBLISHED)
    conditions = {
        Stage.DRAFT: Q(state=FormatState.DRAFT),
        Stage.COMING: published & Q(opens_at__gt=at),
        Stage.OPEN: published & Q(opens_at__lte=at, closes_at__gt=at),
        Stage.OVER: published & Q(closes_at__lte=at),
        Stage.ARCHIVED: Q(state=FormatState.ARCHIVED),
    }
    if stage in list(Stage):
        found = found.filter(conditions[Stage(stage)])
    if phase.isascii() and phase.isdigit() and len(phase) < 10:
        found = found.filter(phase_id=int(phase))
    if words.strip():
        found = found.filter(Q(title__icontains=words.strip()) | Q(key__icontains=words.strip()))
    return found


def openings_of(campaign: Campaign, at: datetime) -> list[Opening]:
    """The windows in words, in the order in which they open. One query, none when prefetched."""
    return [
        Opening(
            right,
            rules.span_german(span),
            "offen" if span.is_open(at) else "vorbei" if span.closes_at <= at else "kommt",
        )
        for right, span in windows_of(campaign)
    ]


def changes_of(campaign: Campaign) -> list[Change]:
    """The newest entries of the audit log about a campaign. Three queries."""
    return newest_about(campaign, town=campaign.municipality.slug, sentence=sentence)


@dataclass(frozen=True)
class Batch:
    """A batch of codes with how many were used. left: how many still open the door."""

    batch: CodeBatch
    used: int

    @property
    def left(self) -> int:
        return 0 if self.batch.revoked_at else self.batch.number_of_codes - self.used


def batches_of(campaign: Campaign) -> list[Batch]:
    """Newest first. Two queries; used codes are counted from an index that holds only them."""
    rows = list(CodeBatch.objects.filter(campaign=campaign).order_by("-made_at", "-pk"))
    codes = AccessCode.objects.filter(batch__in=rows, voice__isnull=False).order_by()
    used = dict(codes.values_list("batch").annotate(Count("pk")))
    return [Batch(row, used.get(row.pk, 0)) for row in rows]
