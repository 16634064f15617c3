"""How the four other towns build their strategies: names of fields and levels, and goals where some are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from soesmart.demo.strategy.signing import day
from soesmart.strategy.rules import Direction
from soesmart.strategy.services.strategies import Level

# The day of the regional overall strategy; versions without a public day of their own count from here.
OVERALL = day(2022, 11, 9)


@dataclass(frozen=True)
class Measure:
    """An example of an indicator: values by year and a target for 2030."""

    name: str
    unit: str
    direction: Direction
    values: Mapping[int, str]
    target: str
    decimals: int = 0


@dataclass(frozen=True)
class ExampleGoal:
    """A goal; `public` is the index of the public name that it carries, without one it is made up."""

    number: str
    field: int
    title: str = ""
    description: str = ""
    public: int | None = None
    measure: Measure | None = None


@dataclass(frozen=True)
class TownStrategy:
    """What a town calls its things. codes: of its fields, in the order of cities.json."""

    name: str
    codes: Sequence[str]
    note: str
    field_words: tuple[str, str] = ("Handlungsfeld", "Handlungsfelder")
    levels: Sequence[Level] = (Level("Ziel", "Ziele"),)
    goals: Sequence[ExampleGoal] = ()
    published: datetime = OVERALL
    decided_on: str = ""


TOWNS = {
    "arnsberg": TownStrategy(
        name="Smart-City-Strategie Arnsberg",
        codes=("BIL", "BUE", "GES", "KLI", "LEB", "MOB", "PRO"),
        note="Öffentlich bekannt sind die sieben Handlungsfelder. Vision und Ziele sind nicht öffentlich auffindbar.",
    ),
    "bad-berleburg": TownStrategy(
        name="Smart-City-Strategie Bad Berleburg",
        codes=("ARB", "DEM", "BIL", "FIN", "MOB", "GLO", "DIG"),
        field_words=("Thema", "Themen"),
        levels=(Level("Handlungsschwerpunkt", "Handlungsschwerpunkte"),),
        note="Die Strategie nennt 23 Handlungsschwerpunkte in sieben Themen. Ihr Wortlaut ist "
        "nicht öffentlich auffindbar; die Vision ist hier sinngemäß wiedergegeben.",
    ),
    "menden": TownStrategy(
        name="Smart-City-Strategie Menden",
        codes=("BWL", "BIL", "GES", "MOB", "TKF", "UMW"),
        field_words=("Innovationsfeld", "Innovationsfelder"),
        note="Öffentlich bekannt sind Vision und sechs Innovationsfelder. Ziele sind nicht öffentlich auffindbar.",
        published=day(2021, 9, 30),
        decided_on="2021-09",
    ),
    "olpe": TownStrategy(
        name="Smart-City-Strategie Olpe",
        codes=("LIE", "LER", "NAC", "DIG", "TRA"),
        levels=(Level("Ziel", "Ziele", is_numbered=True), Level("Teilziel", "Teilziele", is_numbered=True)),
        note="Olpe nummeriert seine Ziele in zwei Ebenen. Drei Ziele sind sinngemäß öffentlich bekannt; ihre Zuordnung "
        "zu den Feldern und alle Teilziele sind hier als Beispiele gesetzt.",
        published=day(2022, 2, 1),
        decided_on="2022-02",
        goals=(
            ExampleGoal("1", 0, public=0),
            ExampleGoal(
                "1.1", 0, "Leerstehende Häuser in den Ortskernen wieder bewohnen", "Alte Häuser finden neue Menschen.",
                measure=Measure("Leerstehende Wohngebäude", "Anzahl", Direction.DOWN,
                                {2021: "212", 2023: "190", 2024: "171"}, "100"),
            ),
            ExampleGoal(
                "1.2", 0, "Bis 2030 jährlich 40 bezahlbare Wohnungen schaffen", "Neubau und Umbau zählen gleich.",
                measure=Measure("Neue bezahlbare Wohnungen", "Anzahl je Jahr", Direction.UP,
                                {2021: "18", 2022: "22", 2024: "24"}, "40"),
            ),
            ExampleGoal("2", 4, public=1),
            ExampleGoal("2.1", 4, "Brachen vor neuen Flächen nutzen", "Was schon versiegelt ist, kommt zuerst dran."),
            ExampleGoal("3", 0, public=2),
            ExampleGoal(
                "3.1", 0, "Haltestellen barrierefrei umbauen", "Einsteigen geht ohne Stufe.",
                measure=Measure("Barrierefreie Haltestellen", "%", Direction.UP,
                                {2021: "31", 2022: "40", 2023: "48", 2024: "57"}, "100"),
            ),
            ExampleGoal("3.2", 0, "Sichere Wege zur Schule", "Kinder kommen zu Fuß und mit dem Rad gut an."),
        ),
    ),
}  # fmt: skip
