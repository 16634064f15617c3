"""What strategy offers to the rest of the house."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from soesmart.core import clock
from soesmart.core.module import Card, Export, Link, Module
from soesmart.strategy import offers, personal, queries
from soesmart.strategy.models import GoalWording
from soesmart.strategy.office.due import tasks_of_contact
from soesmart.strategy.office.menu import office_menu


def _menu() -> list[Link]:
    return [Link("Strategie", reverse("strategy"), weight=10)]


def _cards(at: datetime) -> Iterator[Card]:
    found = queries.published(at).first()
    if found is not None:
        yield Card(
            title=found.strategy.name,
            text="Wo die Stadt hinwill, woran sie das misst und wie weit jedes Ziel ist.",
            url=reverse("strategy"),
            kind="Strategie",
            action="Ziele ansehen",
            weight=30,
            state=f"Zieljahr {found.strategy.horizon}",
        )
        if GoalWording.objects.filter(version=found).exists():
            yield Card(
                title="Lage der Ziele",
                text="Wie wahrscheinlich jedes Ziel erreicht wird, was fehlt und was sich verschlechtert hat.",
                url=reverse("strategy-outlook"),
                kind="Strategie",
                action="Prognosen ansehen",
                weight=31,
            )


FILES = (
    (
        "Ziele der Strategie",
        "strategy-goals-csv",
        "CSV",
        "Alle Ziele mit Kennzahl, Zielwert, Bewertung, Werten und Quellen",
    ),
    ("Ziele der Strategie", "strategy-xlsx", "XLSX", "Dieselben Angaben als Tabelle"),
    ("Lage der Ziele", "strategy-outlook-csv", "CSV", "Aussicht, Lücke, Bewertungen und nötiges Tempo jedes Ziels"),
    ("Die ganze Strategie", "strategy-pdf", "PDF", "Zum Lesen und Drucken, barrierefrei"),
)


def _exports() -> Iterator[Export]:
    if queries.current_version(clock.now()):
        for title, name, kind, text in FILES:
            yield Export(title, reverse(name), kind, text)
    yield from offers.report_files()


MODULE = Module(
    name="strategy",
    label="Strategie",
    menu=_menu,
    office_menu=office_menu,
    cards=_cards,
    calendar=offers.calendar,
    search_documents=offers.search_documents,
    sitemap=offers.sitemap,
    exports=_exports,
    export_person=personal.export_person,
    erase_person=personal.erase_person,
    tasks=tasks_of_contact,
)
