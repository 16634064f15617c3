"""The office's entry for the strategy."""

from django.urls import reverse

from soesmart.core.module import Link
from soesmart.strategy.access import is_reader


def office_menu() -> list[Link]:
    return [Link("Strategie", reverse("strategy-office"), weight=20, may=is_reader)]
