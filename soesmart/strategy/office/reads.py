"""What the office's pages read. Scoped to the town of the request."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from soesmart.core.refusals import Conflict
from soesmart.strategy.doubts import Known
from soesmart.strategy.models import (
    FieldWording,
    GoalLevel,
    GoalWording,
    Indicator,
    OrganisationUnit,
    RemovedText,
    Strategy,
    Version,
)
from soesmart.strategy.queries.doubts import with_known
from soesmart.strategy.rules import VersionState


@dataclass(frozen=True)
class Bench:
    """The town's strategy as the office sees it: what is public, what is being written, what was before."""

    strategy: Strategy | None
    current: Version | None = None
    work: Version | None = None
    published: tuple[Version, ...] = ()

    @property
    def next_label(self) -> str:
        """A proposal for the next number: 2.0 after 1.0, 2.1 after 2.0 only by hand."""
        whole = (self.current.label if self.current else "0").partition(".")[0]
        return f"{int(whole) + 1}.0" if whole.isdigit() else ""


def bench() -> Bench:
    """One query; two where the strategy has no version yet."""
    versions = list(
        Version.objects.filter(strategy__is_current=True)
        .select_related("strategy__municipality", "based_on")
        .order_by("-published_at", "-pk")
    )
    published = tuple(version for version in versions if version.state == VersionState.PUBLISHED)
    work = next((version for version in versions if version.state != VersionState.PUBLISHED), None)
    strategy = (
        versions[0].strategy
        if versions
        else Strategy.objects.filter(is_current=True).select_related("municipality").first()
    )
    return Bench(strategy, published[0] if published else None, work, published)


def work() -> Version:
    """The version that is being written, in whatever state. Conflict when there is none (any more)."""
    found: Version | None = (
        Version.objects.filter(strategy__is_current=True)
        .being_written()
        .select_related("strategy__municipality", "based_on")
        .first()
    )
    if found is None:
        raise Conflict(
            "strategy.version.none",
            "Zurzeit wird an keiner Fassung gearbeitet. Auf der Seite „Strategie“ lässt sich eine neue beginnen.",
        )
    return found


def work_to_write(request: HttpRequest) -> Version:
    """The same for a page that changes words. Conflict for a locked version.

    A form that was already filled in goes on to the service, which refuses it, so that what was typed stays.
    """
    found = work()
    if request.method != "POST" and found.state != VersionState.DRAFT:
        raise Conflict(
            "strategy.version.locked",
            "Diese Fassung liegt zur Freigabe vor und ist gesperrt. Wer sie ändern will, gibt sie zuerst zurück.",
        )
    return found


def goal(version: Version, code: str) -> GoalWording | None:
    """The goal with all that a form of it needs, or None."""
    return (
        GoalWording.objects.filter(version=version, goal__code=code)
        .select_related("goal", "field", "unit", "parent__goal")
        .first()
    )


def field(version: Version, key: str) -> FieldWording | None:
    return FieldWording.objects.filter(version=version, field__key=key).select_related("field").first()


def indicator(key: str) -> Indicator:
    found = Indicator.objects.filter(key=key).select_related("municipality", "goal").first()
    if found is None:
        raise Http404
    return found


def indicator_with_known(key: str) -> tuple[Indicator, Known]:
    found = with_known(key)
    if found is None:
        raise Http404
    return found


def unit(key: str) -> OrganisationUnit:
    found = OrganisationUnit.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def removed(version: Version) -> QuerySet[RemovedText]:
    return RemovedText.objects.filter(version=version)


def field_choices(version: Version) -> list[tuple[str, str]]:
    return list(FieldWording.objects.filter(version=version).values_list("field__key", "name"))


def parent_choices(version: Version, without: GoalWording | None = None) -> list[tuple[str, str]]:
    """Goals that may have others below them: all levels but the lowest; none where the town has one level."""
    above = GoalLevel.objects.filter(strategy=version.strategy_id, depth__gt=1).values("depth")
    rows = GoalWording.objects.filter(version=version, depth__in=[1, 2]).filter(depth__lt=above.order_by("-depth")[:1])
    if without:
        rows = rows.exclude(Q(pk=without.pk) | Q(parent=without.pk))
    return [(code, f"{code} {title}") for code, title in rows.values_list("goal__code", "title")]


def units() -> list[OrganisationUnit]:
    return list(OrganisationUnit.objects.all())


ROW = (
    "pk", "goal__code", "field__key", "parent__goal__code", "depth", "number", "title", "unit__name", "invented",
    "revision", "goal__indicator__name",
)  # fmt: skip


def goal_rows(version: Version) -> list[dict[str, Any]]:
    """All goals of a version in their order, flat, for dense lists. One query."""
    rows = GoalWording.objects.filter(version=version).order_by("position").values(*ROW)
    return [{name.replace("__", "_"): value for name, value in row.items()} for row in rows]


def field_rows(version: Version) -> list[FieldWording]:
    return list(FieldWording.objects.filter(version=version).select_related("field").order_by("position"))
