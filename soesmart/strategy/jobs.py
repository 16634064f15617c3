"""What runs in the background for the strategy."""

from datetime import datetime, timedelta
from uuid import UUID

from django_scopes import scope, scopes_disabled

from soesmart.core import clock
from soesmart.core.jobs import every, job
from soesmart.region.addresses import home_in_mails
from soesmart.region.models import Municipality
from soesmart.strategy.due_days import SOON
from soesmart.strategy.models import DataSource
from soesmart.strategy.queries.deliveries import overdue
from soesmart.strategy.queries.reminders import is_anything_due
from soesmart.strategy.queries.sources import due_sources
from soesmart.strategy.services.deliveries import check, drop_forgotten
from soesmart.strategy.services.deliveries.approving import FORGOTTEN_AFTER
from soesmart.strategy.services.reminders import remind_due
from soesmart.strategy.services.source_pulls import pull_due


@job(retries=2)
def check_delivery(town: str, delivery: str) -> None:
    """Read and examine a delivery whose mapping is confirmed."""
    with scope(municipality=Municipality.objects.get(slug=town)):
        check(delivery=UUID(delivery), at=clock.now())


def is_something_forgotten(at: datetime) -> bool:
    """Across towns: whether a delivery waits for a decision that nobody will take."""
    with scopes_disabled():
        return overdue(at - FORGOTTEN_AFTER).exists()


@every(timedelta(days=1), when=is_something_forgotten)
def drop_forgotten_deliveries() -> None:
    """Turn down deliveries that nobody decided within 90 days, and delete their files."""
    for town in Municipality.objects.all():
        with scope(municipality=town):
            drop_forgotten(at=clock.now())


def is_pull_due(at: datetime) -> bool:
    """Across towns: whether the turn of a source has come. One query on an index."""
    with scopes_disabled():
        return due_sources(at).exists()


@every(timedelta(minutes=15), when=is_pull_due)
def pull_sources() -> None:
    """Queue a job for each source whose turn has come, so that a slow one holds up nothing else for long."""
    with scopes_disabled():
        due = list(due_sources(clock.now()).values_list("municipality__slug", "pk"))
    for town, pk in due:
        pull_source.later(town, pk)


@job(retries=0)
def pull_source(town: str, pk: int) -> None:
    """Pull one source, unless that was done meanwhile."""
    with scope(municipality=Municipality.objects.get(slug=town)):
        source = DataSource.objects.select_related("municipality").filter(pk=pk).first()
        if source:
            pull_due(actor="system:pull", source=source, at=clock.now())


def is_value_due(at: datetime) -> bool:
    """Across towns: whether anywhere a value is due soon or should be there."""
    with scopes_disabled():
        return is_anything_due(at.astimezone(clock.BERLIN).date() + SOON)


@every(timedelta(days=1), when=is_value_due)
def remind_of_due_values() -> None:
    """Remind contacts, units and strategy officers of the values that are due."""
    at = clock.now()
    for town in Municipality.objects.all():
        with scope(municipality=town):
            remind_due(town=town, home=home_in_mails(town), at=at)
