"""Questions about goals: those that everybody sees, and those that wait for the office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.urls import reverse

from soesmart.accounts.models import Person
from soesmart.strategy.models import Goal, GoalQuestion, GoalWording, IndicatorValue
from soesmart.strategy.queries.numbers import WHOLE, standing
from soesmart.strategy.related import Rare, Related
from soesmart.strategy.rules import QuestionState, VersionState

MOST_OWN = 5
MOST_ON_GOAL = 2


@dataclass(frozen=True)
class QuestionView:
    """A question with the value that counted when it was asked. revised: what replaced it or took it back."""

    row: GoalQuestion
    revised: IndicatorValue | None = None

    @property
    def value(self) -> IndicatorValue | None:
        found: IndicatorValue | None = self.row.value
        return found

    @property
    def when(self) -> str:
        return time_of(self.value) if self.value else ""


def time_of(value: IndicatorValue) -> Any:
    """The day, the year, or words for neither."""
    return value.day or value.year or "ohne Jahr"


def counting_value(goal: Goal) -> IndicatorValue | None:
    """The newest value of the goal's indicator that counts now: that of a year before one of a day. One query."""
    rows = standing(IndicatorValue.objects.filter(WHOLE, indicator__goal=goal))
    newest = rows.order_by(F("year").desc(nulls_last=True), F("day").desc(nulls_first=True), "-recorded_at", "-pk")
    found: IndicatorValue | None = newest.first()
    return found


def answered(goal: Goal) -> "QuerySet[GoalQuestion]":
    """The questions about the goal that everybody sees, the newest answer first."""
    rows: QuerySet[GoalQuestion] = GoalQuestion.objects.filter(goal=goal, state=QuestionState.ANSWERED)
    return rows.select_related("value__indicator").order_by("-answered_at", "-pk")


def own_waiting(goal: Goal, person: Person) -> list[GoalQuestion]:
    """What the person asked and nobody answered yet, for her own eyes. One query."""
    rows = GoalQuestion.objects.filter(goal=goal, asked_by=person, state=QuestionState.WAITING)
    return list(rows.order_by("-asked_at")[:MOST_OWN])


def with_titles() -> Any:
    """The town's questions as a QuerySet, with goal and value; `title`: what the goal is called now."""
    wordings = GoalWording.objects.filter(goal=OuterRef("goal"), version__state=VersionState.PUBLISHED)
    rows = GoalQuestion.objects.select_related("goal", "value__indicator")
    return rows.annotate(title=Subquery(wordings.order_by("-version__published_at", "-version").values("title")[:1]))


def for_office(state: QuestionState) -> Any:
    """The questions of a state as a QuerySet: those that wait longest first, of the others the newest."""
    return (
        with_titles().filter(state=state).order_by("asked_at" if state == QuestionState.WAITING else "-asked_at", "pk")
    )


def with_revisions(rows: Iterable[GoalQuestion]) -> list[QuestionView]:
    """Questions with what became of their values. One query, none where no value is named."""
    questions = list(rows)
    values = [row.value for row in questions if row.value]
    newer = _newest_of(values)
    return [QuestionView(row, _revision(row.value, newer)) for row in questions]


def _newest_of(values: Sequence[IndicatorValue]) -> dict[tuple[Any, ...], IndicatorValue]:
    """The newest rows for the times of `values`, by indicator, year and day."""
    if not values:
        return {}
    rows = IndicatorValue.objects.filter(
        WHOLE, indicator__in={value.indicator_id for value in values}, year__in={value.year for value in values}
    )
    return {(row.indicator_id, row.year, row.day): row for row in rows.order_by("recorded_at", "pk")}


def _revision(value: IndicatorValue | None, newer: dict[tuple[Any, ...], IndicatorValue]) -> IndicatorValue | None:
    found = newer.get((value.indicator_id, value.year, value.day)) if value else None
    if found is None or value is None or found.pk == value.pk:
        return None
    return found if found.is_withdrawn or found.value != value.value else None


def goals_with_answers() -> list[tuple[str, datetime]]:
    """Codes of goals about which questions are answered, with the newest answer. One query."""
    rows = GoalQuestion.objects.filter(state=QuestionState.ANSWERED, goal__strategy__is_current=True).order_by()
    return list(rows.values_list("goal__code").annotate(Max("answered_at")).order_by("goal__code"))


def _is_answered() -> Exists:
    return Exists(GoalQuestion.objects.filter(goal=OuterRef("goal"), state=QuestionState.ANSWERED))


def _on_goal_page(goal: Goal) -> Iterable[Related]:
    url = reverse("strategy-questions", args=[goal.code])
    for row in answered(goal)[:MOST_ON_GOAL]:
        title, text = _short(row.text, 160), _short(row.answer, 300)
        yield Related("Fragen und Antworten", title, f"{url}#frage-{row.pk}", text, "", row.invented)


def _short(text: str, most: int) -> str:
    """The beginning of a text, up to a whole word."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]} …"


ON_GOAL_PAGE = Rare(_is_answered, _on_goal_page)
