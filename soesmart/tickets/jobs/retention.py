"""The deletion clock of tickets."""

from datetime import datetime, timedelta

from django_scopes import scope

from soesmart.core import clock
from soesmart.core.backups import after_restore
from soesmart.core.jobs import every
from soesmart.region.models import Municipality
from soesmart.tickets.models import Sale
from soesmart.tickets.queries.retention import is_anything_due, last_proof
from soesmart.tickets.services.retention import run_clock

A_PROOF_EVERY = timedelta(days=1)


class PersonalDataLeft(Exception):
    """Something is there after its time: a bug, to be seen and mended. The office reads it on its first page."""


@every(timedelta(hours=1))
def forget_visitors() -> None:
    """Delete what visitors told when its time has come, and prove it daily; fails loudly when something is left."""
    _run(clock.now(), restored=False)


@after_restore
def forget_again(at: datetime) -> None:
    """Before anybody reads a restored backup: what was deleted since goes once more."""
    _run(at, restored=True)


def _run(at: datetime, *, restored: bool) -> None:
    left = []
    for town in Municipality.objects.all():
        with scope(municipality=town):
            if not restored and not _is_time(town, at):
                continue
            if (proof := run_clock(municipality=town, at=at, after_restore=restored)).left:
                left.append(f"{town.slug}: {proof.left}")
    if left:
        raise PersonalDataLeft("; ".join(left))


def _is_time(town: Municipality, at: datetime) -> bool:
    if is_anything_due(town.slug, at):
        return True
    proof = last_proof()
    is_old = proof is None or proof.at <= at - A_PROOF_EVERY
    return is_old and Sale.objects.exists()
