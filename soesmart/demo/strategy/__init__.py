"""The strategies of the five towns: Soest full, the others with what is public of theirs."""

from datetime import datetime

from django.db import transaction
from django_scopes import scope

from soesmart.demo.strategy.soest import build_soest
from soesmart.demo.strategy.structures import TOWNS
from soesmart.demo.strategy.towns import build_town
from soesmart.region.models import Municipality
from soesmart.strategy.models import Strategy


def build_strategies(at: datetime) -> None:
    """Build what is missing; a town that has a strategy is left as it is."""
    for town in Municipality.objects.all():
        with transaction.atomic(), scope(municipality=town):
            if Strategy.objects.filter(municipality=town).exists():
                continue
            if town.slug == "soest":
                build_soest(town, at)
            elif town.slug in TOWNS:
                build_town(town, TOWNS[town.slug], at)
