"""What the strategy has for the calendar, the search and the sitemap of the town."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from soesmart.core import clock
from soesmart.core.module import CalendarEntry, Export, SearchDocument, SitemapEntry
from soesmart.strategy import queries
from soesmart.strategy.addresses import old_goal_url, sheet_url, version_url
from soesmart.strategy.models import GoalWording, OrganisationUnit
from soesmart.strategy.queries.questions import goals_with_answers
from soesmart.strategy.queries.reports import content_of, published_reports
from soesmart.strategy.queries.shapes import StrategyView
from soesmart.strategy.reports.chapters import parts

WHOLE_DAY = len("2021-10-06")


def calendar(first: date, last: date) -> Iterator[CalendarEntry]:
    """Decisions on versions and on target years, as far as their day is known."""
    versions = list(queries.published(clock.now()))
    for version in versions:
        if day := _day(version.decided_on, first, last):
            yield CalendarEntry(
                uid=f"strategy-version-{version.pk}",
                title=f"{version.decided_by or 'Die Stadt'} beschließt: {version.strategy.name}",
                start=day,
                end=None,
                url=version_url(version.label),
                kind="Beschluss",
                text=version.note,
                source=version.source,
            )
    for decision in versions[0].strategy.target_decisions.all() if versions else ():
        if day := _day(decision.decided, first, last):
            yield CalendarEntry(
                uid=f"strategy-decision-{decision.pk}",
                title=f"Beschlossen: {decision.subject} bis {decision.year}",
                start=day,
                end=None,
                url=reverse("strategy"),
                kind="Beschluss",
                source=decision.source,
            )


def _day(known: str, first: date, last: date) -> date | None:
    if len(known) != WHOLE_DAY:
        return None
    day = date.fromisoformat(known)
    return day if first <= day <= last else None


def search_documents() -> Iterator[SearchDocument]:
    """Fields, goals with their indicators, units and further measurements of the current version; the reports."""
    yield from _reports()
    strategy = queries.strategy_at(clock.now())
    if strategy is None:
        return
    changed = strategy.version.published_at
    title = strategy.version.vision or strategy.name
    goals = [f"{goal.name} {goal.description}" for goal in strategy.overarching]
    text = " ".join([title, *goals, *(f"{term.name} {term.description}" for term in strategy.terms)])
    yield SearchDocument("strategy", "Strategie", strategy.name, text, reverse("strategy"), changed)
    for field in strategy.fields:
        yield SearchDocument(
            f"field-{field.key}", strategy.field_singular, field.name, field.guideline, field.url, changed
        )
        for goal in field.goals:
            indicator = f"{goal.indicator.name}. {goal.indicator.method}" if goal.indicator else ""
            words = f"{goal.description} {indicator} {goal.unit}".strip()
            name = goal.name if goal.number else f"{goal.name} ({goal.code})"
            yield SearchDocument(f"goal-{goal.code}", "Ziel", name, f"{words} {goal.code}", goal.url, changed)
    outlook = "Prognose und Chance: wie wahrscheinlich jedes Ziel erreicht wird, was fehlt und sich verschlechtert hat"
    yield SearchDocument("outlook", "Strategie", "Lage der Ziele", outlook, reverse("strategy-outlook"))
    yield from _units(strategy)
    measurements = reverse("strategy-measurements")
    for measured in queries.further_measurements():
        url = f"{measurements}#{measured.key}"
        yield SearchDocument(f"indicator-{measured.key}", "Kennzahl", measured.name, measured.note, url)


def _units(strategy: StrategyView) -> Iterator[SearchDocument]:
    in_charge = {goal.unit_key for goal in strategy.goals}
    for unit in OrganisationUnit.objects.filter(key__in=in_charge, invented=False):
        url = f"{reverse('strategy-search')}?stelle={unit.key}"
        yield SearchDocument(f"unit-{unit.key}", "Stelle der Stadt", unit.name, unit.task, url)


def _reports() -> Iterator[SearchDocument]:
    for report in published_reports():
        content, url = content_of(report), reverse("strategy-report", args=[report.year])
        words = " ".join([content.foreword, *(field.text for field in content.fields), content.closing]).strip()
        yield SearchDocument(f"report-{report.year}", "Bericht", report.title, words, url, report.published_at)


def report_files() -> Iterator[Export]:
    """The published reports as files. One query."""
    for report in published_reports():
        for name, kind, text in (
            ("strategy-report-pdf", "PDF", "Wo die Ziele stehen, wie veröffentlicht, barrierefrei"),
            ("strategy-report-xlsx", "XLSX", "Alle Zahlen dieses Berichts"),
        ):
            yield Export(report.title, reverse(name, args=[report.year]), kind, text)


def sitemap() -> Iterator[SitemapEntry]:
    """Every public page: of the current version, of the old ones, and the lists."""
    for name in ("strategy", "strategy-measurements", "strategy-search", "strategy-versions", "strategy-compare"):
        yield SitemapEntry(reverse(name))
    yield from _report_pages()
    for code, answered_at in goals_with_answers():
        yield SitemapEntry(reverse("strategy-questions", args=[code]), answered_at)
    versions = {version.pk: version for version in queries.published(clock.now())}
    for version in versions.values():
        yield SitemapEntry(version_url(version.label), version.published_at)
    strategy = queries.strategy_at(clock.now())
    yield from _current_pages(strategy) if strategy else ()
    wordings = GoalWording.objects.filter(version__in=versions).order_by("version", "position")
    seen: set[str] = set()
    for version_pk, code in wordings.values_list("version_id", "goal__code"):
        version = versions[version_pk]
        yield SitemapEntry(old_goal_url(version.label, code), version.published_at)
        if code not in seen:
            seen.add(code)
            yield SitemapEntry(reverse("strategy-goal", args=[code]), version.published_at)


def _current_pages(strategy: StrategyView) -> Iterator[SitemapEntry]:
    yield SitemapEntry(reverse("strategy-outlook"))
    for field in strategy.fields:
        yield SitemapEntry(field.url, strategy.version.published_at)
    for goal in strategy.goals:
        if goal.indicator:
            yield SitemapEntry(sheet_url(goal.code))


def _report_pages() -> Iterator[SitemapEntry]:
    yield SitemapEntry(reverse("strategy-reports"))
    for report in published_reports():
        yield SitemapEntry(reverse("strategy-report", args=[report.year]), report.published_at)
        for part in parts(content_of(report)):
            yield SitemapEntry(reverse("strategy-report-part", args=[report.year, part.key]), report.published_at)
