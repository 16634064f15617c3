"""What region offers to the rest of the house."""

from collections.abc import Iterator

from django.urls import reverse

from soesmart.core.module import Link, Module, SearchDocument, SitemapEntry, nothing
from soesmart.region import queries


def _menu() -> list[Link]:
    return [Link("Über die Stadt", reverse("town"), weight=90)]


def _search_documents() -> Iterator[SearchDocument]:
    url = reverse("town")
    told = " ".join(f"{fact.label}: {fact.text}." for fact in queries.facts_of_the_town())
    parts = queries.districts_of_the_town()
    names = ", ".join(district.name for kind in parts.values() for district in kind)
    yield SearchDocument("town", "Stadt", "Über die Stadt", f"{told} {names}".strip(), url)


def _sitemap() -> list[SitemapEntry]:
    return [SitemapEntry(reverse("town"))]


MODULE = Module(
    name="region",
    label="Stadt und Region",
    menu=_menu,
    office_menu=nothing("das Büro der Stadt gehört zu den Rollen: siehe accounts"),
    cards=nothing("über die Stadt zu lesen ist nichts, was heute ansteht"),
    calendar=nothing("eine Stadt hat keinen Termin"),
    search_documents=_search_documents,
    sitemap=_sitemap,
    exports=nothing("Fakten stehen mit Quelle auf der Seite; ihre Reihen gehören zu den Kennzahlen"),
    export_person=nothing("speichert nichts über Personen"),
    erase_person=nothing("speichert nichts über Personen"),
    tasks=nothing("gibt Personen keine Aufgaben"),
)
