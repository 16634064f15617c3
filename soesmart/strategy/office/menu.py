"""The office's entries for the strategy."""

from django.http import HttpRequest
from django.urls import reverse

from soesmart.core.module import Link
from soesmart.strategy.access import is_contact, is_reader, is_writer


def office_menu() -> list[Link]:
    return [
        Link("Strategie", reverse("strategy-office"), weight=20, may=is_reader),
        Link("Meine Werte", reverse("strategy-office-mine"), weight=21, may=_only_delivers),
    ]


def _only_delivers(request: HttpRequest) -> bool:
    """Officers enter values with the indicators."""
    return not is_writer(request) and is_contact(request)
