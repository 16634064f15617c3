"""What accounts offers to the rest of the house."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from soesmart.accounts.access import has_role
from soesmart.accounts.models import Role
from soesmart.accounts.personal import erase_person, export_person
from soesmart.core.module import Link, Module, nothing


def office_menu() -> Sequence[Link]:
    return [
        Link("Personen", reverse("office_people"), weight=90, may=may_administer),
        Link("Stadt", reverse("office_town"), weight=91, may=may_administer),
    ]


def may_administer(request: HttpRequest) -> bool:
    return has_role(request, Role.TOWN_ADMINISTRATOR)


MODULE = Module(
    name="accounts",
    label="Konto",
    menu=nothing("Anmelden und „Mein Bereich“ stehen im Kopf jeder Seite"),
    office_menu=office_menu,
    cards=nothing("ein Konto ist keine Nachricht der Stadt"),
    calendar=nothing("Konten haben keine Termine"),
    search_documents=nothing("Menschen sind nicht zu finden"),
    sitemap=nothing("alle Seiten gehören einer Person; Suchmaschinen haben dort nichts verloren"),
    exports=nothing("personenbezogene Daten bekommt nur die Person selbst"),
    export_person=export_person,
    erase_person=erase_person,
    tasks=nothing("was am eigenen Konto fehlt, sagt „Mein Bereich“ selbst"),
)
