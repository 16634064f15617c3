# ruff: noqa: N999  # the command is called `search-index`
"""`soesmart search-index [town ...]`: rebuild the index of the search."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django_scopes import scopes_disabled

from soesmart.portal.search.index import refresh_all
from soesmart.region.models import Municipality


class Command(BaseCommand):
    help = "Baut den Suchindex neu auf."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("towns", nargs="*", help="Kürzel der Städte; ohne Angabe alle")

    def handle(self, *args: Any, **options: Any) -> None:
        with scopes_disabled():
            towns = Municipality.objects.filter(slug__in=options["towns"]) if options["towns"] else None
            chosen = list(Municipality.objects.all() if towns is None else towns)
        for town in chosen:
            self.stdout.write(f"{town.name}: {refresh_all(town)} geändert")
