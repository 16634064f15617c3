"""The lock under which the words of a draft are written, and the guard against two editors at once."""

from typing import Any, TypeVar

from django.db.models import F, Model

from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.models import Version
from soesmart.strategy.rules import VersionState

Row = TypeVar("Row", bound=Model)


def lock_draft(pk: int, revision: int | None = None) -> Version:
    """The draft with this key as it stands now, held until the transaction ends, with its strategy and town.

    revision: the one the editor read, where the change concerns the version's own columns. Refused once the version
    was submitted; what was approved or published never changes.
    """
    now = Version.objects.select_for_update(of=("self",)).select_related("strategy__municipality").filter(pk=pk).first()
    if now is None:
        raise Conflict("strategy.version.gone", "Dieser Entwurf wurde inzwischen verworfen.")
    require_draft(now)
    if revision is not None and now.revision != revision:
        raise stale()
    return now


def require_draft(version: Version) -> None:
    if version.state != VersionState.DRAFT:
        raise Refused(
            "strategy.version.locked",
            "Diese Fassung ist gesperrt: Sie liegt zur Freigabe vor oder ist veröffentlicht.",
        )


def stale() -> Conflict:
    return Conflict(
        "strategy.words.changed",
        "Jemand anderes hat hier inzwischen etwas geändert. Bitte beide Stände vergleichen und dann entscheiden.",
    )


def change_row(row: Row, revision: int | None, values: dict[str, Any]) -> list[str]:
    """Write `values` into the row if it still has `revision`; returns the names of the columns that differ.

    Without a difference nothing is written, and nobody is in anybody's way. The row needs a column `revision`.
    """
    model = type(row)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return []
    rows = model._default_manager.filter(pk=row.pk)
    if revision is not None:
        rows = rows.filter(revision=revision)
    if not rows.update(revision=F("revision") + 1, **changed):
        raise stale()
    for name, value in changed.items():
        setattr(row, name, value)
    row.revision += 1  # type: ignore[attr-defined]
    return sorted(changed)


def change_version(version: Version, draft: Version, values: dict[str, Any]) -> list[str]:
    """Write the draft's own columns and count its revision; the caller's `version` follows. Names of what differs."""
    changed = sorted(name for name, value in values.items() if getattr(draft, name) != value)
    if not Version.objects.filter(pk=draft.pk, revision=draft.revision).update(revision=F("revision") + 1, **values):
        raise stale()
    for name, value in {**values, "revision": draft.revision + 1}.items():
        setattr(version, name, value)
    return changed


def town_of(draft: Version) -> str:
    """The town's name in the audit log."""
    return draft.strategy.municipality.slug
