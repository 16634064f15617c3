"""What pilots offers to the rest of the house."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from soesmart.core.module import Card, Export, Link, Module, SearchDocument, SitemapEntry, nothing
from soesmart.pilots.models import Pilot, RelatedProject
from soesmart.pilots.rules import PilotState


def _menu() -> list[Link]:
    return [Link("Pilotprojekte", reverse("pilots"), weight=20)]


def _cards(at: datetime) -> Iterator[Card]:
    open_ones = Pilot.objects.filter(state=PilotState.CALLED).count()
    if open_ones:
        yield Card(
            title="Ein Pilotprojekt übernehmen",
            text="Alle, die hier leben, können eines durchführen und dafür Mittel des Programms nutzen.",
            url=reverse("pilots"),
            kind="Pilotprojekte",
            action="Projekte ansehen",
            weight=40,
            state=f"{open_ones} ausgeschrieben",
        )


def _search_documents() -> Iterator[SearchDocument]:
    for pilot in Pilot.objects.prefetch_related("notes"):
        told = " ".join(note.text for note in pilot.notes.all())
        text = f"{pilot.summary} Stand: {pilot.get_state_display()}. {pilot.name_note} {told}".strip()
        yield SearchDocument(f"pilot-{pilot.key}", "Pilotprojekt", pilot.name, text, reverse("pilot", args=[pilot.key]))
    for project in RelatedProject.objects.all():
        url = f"{reverse('pilots')}#vorhaben-{project.key}"
        yield SearchDocument(f"project-{project.key}", "Vorhaben", project.name, project.summary, url)


def _sitemap() -> Iterator[SitemapEntry]:
    yield SitemapEntry(reverse("pilots"))
    for key in Pilot.objects.values_list("key", flat=True):
        yield SitemapEntry(reverse("pilot", args=[key]))


def _exports() -> list[Export]:
    return [Export("Pilotprojekte", reverse("pilots_csv"), "CSV", "Name, Stand, Beleg, Ziele und Quelle je Projekt")]


MODULE = Module(
    name="pilots",
    label="Pilotprojekte",
    menu=_menu,
    office_menu=nothing("Anträge, Prüfung und Förderung bringen ihr Büro mit"),
    cards=_cards,
    calendar=nothing("Fristen kommen mit den Ausschreibungen"),
    search_documents=_search_documents,
    sitemap=_sitemap,
    exports=_exports,
    export_person=nothing("speichert noch nichts über Personen"),
    erase_person=nothing("speichert noch nichts über Personen"),
    tasks=nothing("wer daran arbeitet, sieht es im Büro"),
)
