"""The way of a version: opened as a copy of the one before, submitted, approved by a second person, published.

Every step is a conditional update on state and revision, so of two people at once exactly one succeeds.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.models import FieldWording, GoalWording, OverarchingGoal, Strategy, Version, VisionTerm
from soesmart.strategy.rules import VersionState


@transaction.atomic
def open_draft(*, actor: object, strategy: Strategy, label: str, at: datetime) -> Version:
    """Open the next version as a copy of the newest published one. Refused while another is being written."""
    if Version.objects.filter(strategy=strategy).being_written().exists():
        raise Conflict(
            "strategy.version.open", "Es wird schon an einer neuen Fassung gearbeitet. Bitte dort weiterschreiben."
        )
    if Version.objects.filter(strategy=strategy, label=label).exists():
        raise Refused(
            "strategy.version.label", f"Eine Fassung {label} gibt es schon. Bitte eine andere Nummer wählen.", "label"
        )
    before = Version.objects.filter(strategy=strategy).published().first()
    draft = Version.objects.create(strategy=strategy, label=label, based_on=before, created_at=at)
    if before:
        _copy_words(before, draft)
    audit(actor, "strategy.version.opened", draft, town=strategy.municipality.slug, at=at, label=label)
    return draft


def _copy_words(before: Version, draft: Version) -> None:
    draft.vision, draft.vision_source = before.vision, before.vision_source
    draft.save(update_fields=["vision", "vision_source"])
    for model in (VisionTerm, OverarchingGoal, FieldWording):
        rows = list(model.objects.filter(version=before))
        for row in rows:
            row.pk, row.version = None, draft
        model.objects.bulk_create(rows)
    goals = list(GoalWording.objects.filter(version=before).order_by("depth", "position"))
    parents = {row.pk: row.parent_id for row in goals}
    copies: dict[int, GoalWording] = {}
    # One level after the other, because a child needs the key of its parent's copy.
    for depth in sorted({row.depth for row in goals}):
        level = [row for row in goals if row.depth == depth]
        old = [row.pk for row in level]
        for row in level:
            parent = parents[row.pk]
            row.pk, row.version, row.parent = None, draft, copies[parent] if parent else None
        copies.update(zip(old, GoalWording.objects.bulk_create(level), strict=True))


def _step(version: Version, before: VersionState, after: VersionState, **changes: object) -> None:
    moved = Version.objects.filter(pk=version.pk, state=before).update(
        state=after, revision=F("revision") + 1, **changes
    )
    if not moved:
        raise Conflict(
            "strategy.version.moved",
            "Diese Fassung wurde inzwischen von jemand anderem weiterbearbeitet. Bitte die Seite neu laden.",
        )
    version.refresh_from_db()


@transaction.atomic
def submit_version(*, actor: Person, version: Version, at: datetime) -> None:
    """Hand a draft over for approval; from here on its words are locked."""
    if (
        not GoalWording.objects.filter(version=version).exists()
        and not FieldWording.objects.filter(version=version).exists()
    ):
        raise Refused("strategy.version.empty", "Die Fassung ist noch leer. Bitte zuerst Felder und Ziele eintragen.")
    _step(version, VersionState.DRAFT, VersionState.SUBMITTED, submitted_by=actor, submitted_at=at, return_reason="")
    audit(actor, "strategy.version.submitted", version, town=version.strategy.municipality.slug, at=at)


@transaction.atomic
def return_version(*, actor: Person, version: Version, reason: str, at: datetime) -> None:
    """Give a submitted or approved version back to its writers, with a reason."""
    if not reason.strip():
        raise Refused("strategy.version.reason", "Bitte schreiben, was noch zu ändern ist.", "reason")
    _step(
        version,
        VersionState(version.state) if version.state != VersionState.DRAFT else VersionState.SUBMITTED,
        VersionState.DRAFT,
        return_reason=reason.strip(),
        submitted_by=None,
        approved_by=None,
    )
    audit(actor, "strategy.version.returned", version, town=version.strategy.municipality.slug, at=at)


@transaction.atomic
def approve_version(*, actor: Person, version: Version, at: datetime) -> None:
    """Approve a submitted version. Refused for the person who submitted it: four eyes."""
    if version.submitted_by_id == actor.pk:
        raise Refused(
            "strategy.version.four_eyes",
            "Freigeben muss eine zweite Person. Bitte eine Kollegin oder einen Kollegen darum bitten.",
        )
    _step(version, VersionState.SUBMITTED, VersionState.APPROVED, approved_by=actor, approved_at=at)
    audit(actor, "strategy.version.approved", version, town=version.strategy.municipality.slug, at=at)


@transaction.atomic
def publish_version(*, actor: Person, version: Version, at: datetime) -> None:
    """Publish an approved version; it becomes the current one, the one before stays readable."""
    _step(version, VersionState.APPROVED, VersionState.PUBLISHED, published_at=at)
    audit(
        actor,
        "strategy.version.published",
        version,
        town=version.strategy.municipality.slug,
        at=at,
        label=version.label,
    )


@transaction.atomic
def discard_draft(*, actor: Person, version: Version, at: datetime) -> None:
    """Throw a draft away with all its words; published versions cannot be thrown away."""
    if version.state != VersionState.DRAFT:
        raise Refused("strategy.version.not_a_draft", "Nur ein Entwurf kann verworfen werden.")
    audit(
        actor,
        "strategy.version.discarded",
        version,
        town=version.strategy.municipality.slug,
        at=at,
        label=version.label,
    )
    for model in (GoalWording, FieldWording, OverarchingGoal, VisionTerm):
        model.objects.filter(version=version).order_by("-pk").delete()
    version.delete()
