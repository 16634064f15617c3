"""When a campaign opens what: set all its windows, close early, hold open longer, take that back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.models import Campaign, Phase, Window
from soesmart.participation.queries.windows import ACTION, fault_beside, windows_before, windows_of
from soesmart.participation.rules import FormatState, Right, Span
from soesmart.participation.rules import windows as rules
from soesmart.participation.services.days import change


@transaction.atomic
def set_windows(
    *,
    actor: object,
    campaign: Campaign,
    windows: Sequence[tuple[Right, Span]],
    revision: int | None = None,
    at: datetime,
) -> Campaign:
    """Replace all windows; the frame of the campaign (opens_at, closes_at) follows from those of residents.

    Refused when windows of one right overlap, leave the phase, or when people would give opinions in two campaigns of
    a phase at once. Of a published campaign only what is still to come can change. `Conflict` as on every edit.
    """
    return _set(actor, campaign, windows, revision, at, "set")


@transaction.atomic
def close_early(*, actor: object, campaign: Campaign, rights: Iterable[Right], at: datetime) -> Campaign:
    """Close what is open of these rights now, and drop what was still to come."""
    now, closing = windows_of(campaign), frozenset(rights)
    if not any(right in closing and span.closes_at > at for right, span in now):
        raise Refused("participation.windows.closed", "Davon ist nichts mehr offen.")
    kept = [row for row in now if row[0] not in closing]
    ended = [row for row in rules.before(now, at) if row[0] in closing]
    return _set(actor, campaign, [*kept, *ended], None, at, "closed")


@transaction.atomic
def extend(*, actor: object, campaign: Campaign, right: Right, until: datetime, at: datetime) -> Campaign:
    """Hold the last window of a right open until a later moment. Moderation that would end before goes on with it."""
    now = windows_of(campaign)
    last = max((span for one, span in now if one == right), key=lambda span: span.closes_at, default=None)
    if last is None or last.closes_at <= at:
        text = f"„{right.label}“ ist nicht mehr offen. Bitte ein neues Fenster eintragen."
        raise Refused("participation.windows.closed", text, "until")
    if until <= last.closes_at:
        raise Refused("participation.windows.shorter", "Der neue Schluss liegt nicht nach dem alten.", "until")
    ends = {right: until}
    moderated = max((span.closes_at for one, span in now if one == Right.MODERATE), default=None)
    if moderated and last.closes_at <= moderated < until:
        ends[Right.MODERATE] = until
    old_ends = {right: last.closes_at, Right.MODERATE: moderated}
    longer = [
        (one, Span(span.opens_at, ends[one]) if one in ends and span.closes_at == old_ends[one] else span)
        for one, span in now
    ]
    return _set(actor, campaign, longer, None, at, "extended")


@transaction.atomic
def undo_windows(*, actor: object, campaign: Campaign, at: datetime) -> Campaign:
    """Set the windows as they were before their last change, as far as they still lie ahead."""
    before = windows_before(campaign)
    if before is None:
        raise Refused("participation.windows.nothing", "Es gibt keine Änderung, die sich zurücknehmen lässt.")
    if campaign.state != FormatState.DRAFT:
        before = rules.joined([*rules.before(windows_of(campaign), at), *rules.since(before, at)])
    return _set(actor, campaign, before, None, at, "undone")


def check_windows(windows: Sequence[tuple[Right, Span]], *, phase: Phase | None, but: Campaign | None) -> None:
    """Refused when windows quarrel among themselves, with the phase, or with another campaign of it than `but`."""
    if fault := rules.fault_of(windows):
        raise Refused("participation.windows.overlap", fault)
    if fault := fault_beside(windows, phase=phase, but=but):
        raise Refused("participation.windows.phase", fault)


def _set(
    actor: object,
    campaign: Campaign,
    windows: Sequence[tuple[Right, Span]],
    revision: int | None,
    at: datetime,
    how: str,
) -> Campaign:
    stored = Campaign.objects.select_for_update().get(pk=campaign.pk)
    # Two campaigns of a phase are checked against each other, one after the other.
    phase = Phase.objects.select_for_update().filter(pk=stored.phase_id or 0).first()
    old = windows_of(stored)
    check_windows(windows, phase=phase, but=stored)
    if stored.is_published():
        _check_past(old, windows, at)
    frame = rules.frame_of(windows)
    if frame is None and stored.is_published():
        text = "Eine veröffentlichte Beteiligung braucht ein Fenster. Zum Beenden gibt es „Jetzt schließen“."
        raise Refused("participation.windows.none", text)
    values = {"opens_at": frame.opens_at if frame else None, "closes_at": frame.closes_at if frame else None}
    change(campaign, stored.revision if revision is None else revision, values)
    campaign.windows.all().delete()
    Window.objects.bulk_create(
        Window(campaign=campaign, right=right, opens_at=span.opens_at, closes_at=span.closes_at)
        for right, span in windows
    )
    facts: dict[str, Any] = {"before": _plain(old), "after": _plain(windows)}
    audit(actor, f"{ACTION}{how}", campaign, town=stored.municipality.slug, at=at, **facts)
    return campaign


def _check_past(old: Sequence[tuple[Right, Span]], new: Sequence[tuple[Right, Span]], at: datetime) -> None:
    if rules.joined(rules.before(old, at)) != rules.joined(rules.before(new, at)):
        text = "Was schon offen war, lässt sich nicht mehr ändern. Bitte nur Zeiten wählen, die noch kommen."
        raise Refused("participation.windows.past", text)


def _plain(windows: Iterable[tuple[Right, Span]]) -> list[list[str]]:
    return [[right.value, span.opens_at.isoformat(), span.closes_at.isoformat()] for right, span in windows]
