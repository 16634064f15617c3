"""The way of a version: opened as a copy of the one before, submitted, approved by a second person, published.

Every step is a conditional update on state (and on the revision that was read), so of two people at once exactly one
succeeds. `link` is the address that mails name; without it nobody is told.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.models import (
    FieldWording,
    GoalWording,
    OverarchingGoal,
    RemovedText,
    SpreadsheetUpload,
    Strategy,
    Version,
    VisionTerm,
)
from soesmart.strategy.rules import VersionState
from soesmart.strategy.services.copies import copy_words
from soesmart.strategy.services.decisions import Decision, decision_columns, label_of, label_taken
from soesmart.strategy.services.drafts import lock_draft, town_of
from soesmart.strategy.services.notices import ask_for_approval, tell_published, tell_returned


@transaction.atomic
def open_draft(*, actor: object, strategy: Strategy, label: str, at: datetime) -> Version:
    """Open the next version as a copy of the newest published one. Refused while another is being written."""
    name = label_of(label)
    labels = dict(Version.objects.filter(strategy=strategy).values_list("label", "state"))
    if set(labels.values()) - {VersionState.PUBLISHED}:
        raise _already_open()
    if name in labels:
        raise label_taken(name)
    before = Version.objects.filter(strategy=strategy).published().first()
    try:
        with transaction.atomic():
            draft = Version.objects.create(strategy=strategy, label=name, based_on=before, created_at=at)
    except IntegrityError:
        raise _already_open() from None
    if before:
        copy_words(before, draft)
    audit(actor, "strategy.version.opened", draft, town=town_of(draft), at=at, label=name)
    return draft


def _already_open() -> Conflict:
    return Conflict(
        "strategy.version.open", "Es wird schon an einer neuen Fassung gearbeitet. Bitte dort weiterschreiben."
    )


def _step(version: Version, before: VersionState, after: VersionState, revision: int | None, **changes: object) -> None:
    rows = Version.objects.filter(pk=version.pk, state=before)
    if revision is not None:
        rows = rows.filter(revision=revision)
    if not rows.update(state=after, revision=F("revision") + 1, **changes):
        raise Conflict(
            "strategy.version.moved",
            "Diese Fassung wurde inzwischen von jemand anderem weiterbearbeitet. Bitte die Seite neu laden.",
        )
    for name, value in {"state": after, **changes}.items():
        setattr(version, name, value)
    version.refresh_from_db(fields=["revision"])


@transaction.atomic
def submit_version(
    *, actor: Person, version: Version, at: datetime, revision: int | None = None, link: str = ""
) -> None:
    """Hand a draft over for approval; from here on its words are locked."""
    draft = lock_draft(version.pk)
    if (
        not GoalWording.objects.filter(version=draft).exists()
        and not FieldWording.objects.filter(version=draft).exists()
    ):
        raise Refused("strategy.version.empty", "Die Fassung ist noch leer. Bitte zuerst Felder und Ziele eintragen.")
    _step(
        version,
        VersionState.DRAFT,
        VersionState.SUBMITTED,
        revision,
        submitted_by=actor,
        submitted_at=at,
        return_reason="",
    )
    if link:
        ask_for_approval(version=version, submitter=actor, link=link, at=at)
    audit(actor, "strategy.version.submitted", version, town=town_of(draft), at=at)


@transaction.atomic
def return_version(
    *, actor: Person, version: Version, reason: str, at: datetime, revision: int | None = None, link: str = ""
) -> None:
    """Give a submitted or approved version back to its writers, with a reason."""
    why = reason.strip()
    if not why:
        raise Refused("strategy.version.reason", "Bitte schreiben, was noch zu ändern ist.", "reason")
    writer = version.submitted_by
    # An approved version may go back too, a published one never: only these two states can be left for the draft.
    state = VersionState.APPROVED if version.state == VersionState.APPROVED else VersionState.SUBMITTED
    _step(
        version,
        state,
        VersionState.DRAFT,
        revision,
        return_reason=why[:2000],
        submitted_by=None,
        submitted_at=None,
        approved_by=None,
        approved_at=None,
    )
    if link and writer and writer.pk != actor.pk:
        tell_returned(version=version, writer=writer, reason=why, link=link, at=at)
    audit(actor, "strategy.version.returned", version, town=town_of(version), at=at)


@transaction.atomic
def approve_version(*, actor: Person, version: Version, at: datetime, revision: int | None = None) -> None:
    """Approve a submitted version. Refused for the person who submitted it: four eyes, whatever her role.

    revision: the one she read; a version that was returned, changed and submitted again is not what she approves.
    """
    if version.submitted_by_id == actor.pk:
        raise Refused(
            "strategy.version.four_eyes",
            "Freigeben muss eine zweite Person. Bitte eine Kollegin oder einen Kollegen darum bitten.",
        )
    _step(
        version,
        VersionState.SUBMITTED,
        VersionState.APPROVED,
        version.revision if revision is None else revision,
        approved_by=actor,
        approved_at=at,
    )
    audit(actor, "strategy.version.approved", version, town=town_of(version), at=at)


@transaction.atomic
def publish_version(
    *,
    actor: Person,
    version: Version,
    at: datetime,
    decision: Decision | None = None,
    revision: int | None = None,
    link: str = "",
) -> None:
    """Publish an approved version; it becomes the current one, the one before stays readable.

    decision: the council's, when it fell after the words were written; None keeps what the draft says.
    """
    columns = decision_columns(decision, at=at) if decision else {}
    _step(version, VersionState.APPROVED, VersionState.PUBLISHED, revision, published_at=at, **columns)
    # What was only kept for the editors of this draft has no use any more.
    for kept in (RemovedText, SpreadsheetUpload):
        kept._default_manager.filter(version=version).delete()
    writer = version.submitted_by
    if link and writer and writer.pk != actor.pk:
        tell_published(version=version, writer=writer, link=link, at=at)
    audit(actor, "strategy.version.published", version, town=town_of(version), at=at, label=version.label)


@transaction.atomic
def discard_draft(*, actor: Person, version: Version, at: datetime) -> None:
    """Throw a draft away with all its words; published versions cannot be thrown away."""
    if version.state != VersionState.DRAFT:
        raise Refused("strategy.version.not_a_draft", "Nur ein Entwurf kann verworfen werden.")
    draft = lock_draft(version.pk)
    audit(actor, "strategy.version.discarded", draft, town=town_of(draft), at=at, label=draft.label)
    # Children before parents: the parent protects itself while something hangs below it.
    for depth in (3, 2, 1):
        GoalWording.objects.filter(version=draft, depth=depth).delete()
    for model in (FieldWording, OverarchingGoal, VisionTerm):
        model.objects.filter(version=draft).delete()
    draft.delete()
