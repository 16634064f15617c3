"""Reports for tests: material of a small strategy without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from soesmart.strategy.queries.measured import IndicatorView, TargetView, ValueView, one_per_year
from soesmart.strategy.queries.shapes import FieldView, GoalView, StrategyView, VersionView
from soesmart.strategy.reports.compose import Material
from soesmart.strategy.reports.content import Chapter, FrameFact, Table

DAY = date(2026, 3, 1)
SOURCE = "https://www.stadt.example/zahlen"


def value(year: int | None, amount: str, recorded: datetime | None = None, **more: object) -> ValueView:
    known = recorded or datetime(2020, 1, 1, tzinfo=UTC)
    columns = {"source": SOURCE, "note": "", "invented": False, "is_baseline": False} | more
    return ValueView(year=year, value=Decimal(amount), state="measured", recorded_at=known, **columns)  # type: ignore[arg-type]


def indicator(*values: ValueView, target: str = "", **more: object) -> IndicatorView:
    """In percent; should rise, where there is a target, until 2030."""
    counted = one_per_year(list(values))
    aim = TargetView(Decimal(target), 2030, "2022", "", SOURCE, "", False) if target else None
    return replace(
        IndicatorView("rad", "Radverkehrsanteil", "%", 1, "up", "", "", 12, "", "", False),
        target=aim, values=counted.values, corrected=counted.corrected, **more,  # type: ignore[arg-type]
    )  # fmt: skip


BIKES = indicator(
    *(value(year, str(10 + year - 2015), has_break=year == 2018) for year in range(2015, 2026)), target="22"
)


def goal(code: str, title: str, measured: IndicatorView | None = None) -> GoalView:
    return GoalView(
        code=code, field_key="mobilitaet", parent="", depth=1, number="", title=title, description="Wozu", unit_key="",
        unit="Verkehr", unit_task="", unit_invented=False, dimensions=(), sdg_numbers=(11,), source="",
        related_sources=(), invented=False, indicator=measured,
    )  # fmt: skip


def strategy(*goals: GoalView) -> StrategyView:
    version = VersionView(
        1,
        "2.0",
        "Klimastadt",
        "",
        "2022-05-01",
        "Rat",
        "",
        None,
        None,
        None,
        "",
        "",
        datetime(2022, 6, 1, tzinfo=UTC),
        1,
    )
    field = FieldView("mobilitaet", "MOB", "Mobilität", "Wege für alle", False, (11,), False, "", False, goals)
    return StrategyView(1, "2030", "Soest 2030", 2030, "Handlungsfeld", "Handlungsfelder", "", version, fields=(field,))


PILOTS = Chapter(
    key="pilotprojekte",
    title="Pilotprojekte",
    sentences=("1 Pilotprojekt: 1 gestartet.",),
    table=Table("Pilotprojekte", ("Nr.", "Name"), (("1", "Leuchten am Radweg"),), numbers=(0,)),
    frame=(FrameFact(9, "1 Pilotprojekt: 1 gestartet."),),
)


def material(**more: object) -> Material:
    plain = Material(
        year=2025,
        title="Nachhaltigkeitsbericht 2025",
        town="Stadt Soest",
        known_on=DAY,
        composed_on=DAY,
        strategy=strategy(goal("MOB-1", "Mehr Wege mit dem Rad", BIKES), goal("MOB-2", "Busse öfter fahren lassen")),
        measurements=(replace(indicator(value(2024, "7")), key="luft", name="Luft", reporting_field=11),),
        words={
            "foreword": "Liebe Leute,\n\nein gutes Jahr.",
            "field:mobilitaet": "Neue Wege",
            "frame:7": "Fair gekauft",
        },
        chapters=(PILOTS,),
        last=None,
        invented=False,
    )
    return replace(plain, **more)  # type: ignore[arg-type]
