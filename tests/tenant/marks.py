"""Every row of a town carries the town's mark in its texts, so that a page of another town gives itself away.

Not one planted row per table, but all: whatever a page shows of another town, it shows the mark.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Concat
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError
from wagtail.documents.models import Document
from wagtail.fields import RichTextField
from wagtail.images.models import Image
from wagtail.models import Page

from soesmart.accounts.models import Membership, Person
from soesmart.core.audit import audit
from soesmart.core.models import OutboxMessage
from soesmart.portal.models import Desk, InfoPage, NewsPage, StartPage
from soesmart.portal.search.index import refresh_all
from soesmart.region.models import Municipality
from soesmart.strategy.models import Target

# Texts that are addresses, or that the code reads as a date, a number or a choice.
NOT_MARKED = {
    "accounts.Consent.version",
    "accounts.Membership.pseudonym_key",
    "events.AudienceQuestion.credential",
    "events.Ballot.choice",
    "events.Ballot.credential",
    "events.Ballot.receipt",
    "events.DelayReading.credential",
    "events.Event.join_code",
    "events.HallPass.digest",
    "events.HiddenWord.word",
    "events.QuestionSupport.credential",
    "events.Round.digest",
    "events.SecretBallot.choice",
    "events.SecretBallot.receipt",
    "events.Track.language",
    "events.Voter.credential",
    "participation.IdeaUpload.seen",
    "participation.AccessCode.digest",
    "participation.Idea.picture",
    "participation.Idea.reference",
    "participation.Milestone.ends",
    "participation.Milestone.starts",
    "participation.Phase.ends",
    "participation.Phase.starts",
    "participation.Report.credential",
    "participation.Response.credential",
    "participation.StoredMap.outcome",
    "participation.Voice.age_band",
    "participation.Voice.credential",
    "participation.WordCount.stem",
    "pilots.Programme.budget_qualifier",
    "portal.SearchDocument.digest",
    "portal.SearchDocument.key",
    "portal.SearchDocument.module",
    "portal.SearchDocument.url",
    "strategy.ActionField.code",
    "strategy.DataSource.last_digest",
    "strategy.DeliveredValue.district",
    "strategy.DeliveredValue.group",
    "strategy.DeliveredValue.sector",
    "strategy.Delivery.digest",
    "strategy.Finding.kind",
    "strategy.Goal.code",
    "strategy.GoalWording.number",
    "strategy.IndicatorValue.district",
    "strategy.IndicatorValue.group",
    "strategy.IndicatorValue.sector",
    "strategy.Measure.link",
    "strategy.RemovedText.key",
    "strategy.Report.pdf_digest",
    "strategy.ReportBlock.place",
    "strategy.SpreadsheetUpload.seen",
    "strategy.Target.decided",
    "strategy.Target.replaced_on",
    "strategy.TargetDecision.decided",
    "strategy.Version.decided_on",
    "strategy.Version.label",
    "tickets.Booking.mailbox",
    "tickets.Booking.reference",
    "tickets.Booking.secret",
    "tickets.DoorDevice.secret",
    "tickets.WaitingEntry.mailbox",
    "tickets.WaitingEntry.secret",
}
# Tables of a town without a text of their own: what they say, they say by the rows they point to.
WITHOUT_TEXT = {
    "accounts.ClosedAccounts",
    "accounts.Consent",
    "accounts.RoleAssignment",
    "events.Ballot",
    "events.DelayReading",
    "events.HallPass",
    "events.HiddenWord",
    "events.ItemLink",
    "events.QuestionSupport",
    "events.Round",
    "events.SecretBallot",
    "events.Stage",
    "events.Voter",
    "participation.IdeaUpload",
    "participation.MergeRecord",
    "participation.AccessCode",
    "participation.Answer",
    "participation.Follow",
    "participation.IdeaGoal",
    "participation.IdeaLink",
    "participation.MapPlaces",
    "participation.ModeratorDesk",
    "participation.Notice",
    "participation.Opinion",
    "participation.QuietPerson",
    "participation.Response",
    "participation.StoredMap",
    "participation.StoredResult",
    "participation.Tally",
    "participation.Voice",
    "participation.Window",
    "participation.WordCount",
    "portal.Desk",
    "portal.SearchPosition",
    "region.TownOutline",
    "strategy.ActionField",
    "strategy.Goal",
    "strategy.Reminder",
    "strategy.SpreadsheetUpload",
    "tickets.Deletion",
    "tickets.Scan",
}


def mark_of(town: Municipality) -> str:
    """A word that stands nowhere else, without letters that a page would escape, stem or break."""
    return f"qx{town.slug.replace('-', '')}xq"


def scoped_models() -> Iterator[Any]:
    """Our tables whose rows belong to a town: asking them outside a town's scope is an error."""
    for model in apps.get_models():
        if model.__module__.startswith("soesmart.") and hasattr(model, "objects"):
            try:
                model.objects.all()
            except ScopeError:
                yield model


def texts_of(model: type[models.Model]) -> list[str]:
    """Names of the free texts of a table."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField, RichTextField)
        and not field.choices
        and f"{model._meta.label}.{field.name}" not in NOT_MARKED
    ]


def mark_everything(towns: list[Municipality], at: datetime) -> None:
    """Mark all rows of all towns, write an entry of the log and a mail each, and build the search index anew."""
    tables = list(scoped_models())
    for town in towns:
        mark = mark_of(town)
        with scope(municipality=town):
            with unguarded():
                for model in tables:
                    append(changeable(model), texts_of(model), mark)
            mark_people(town, mark)
            mark_pages(Desk.objects.get(), mark)
            audit("system:test", f"test.{mark}", f"test:{mark}", town=town.slug, at=at, mark=mark)
            OutboxMessage.objects.create(
                key=mark, town=town.slug, recipient=f"{mark}@example.org", subject=mark, due_at=at, created_at=at
            )
            refresh_all(town)


@contextmanager
def unguarded() -> Iterator[None]:
    """The database lets even those rows change that it keeps as they were recorded."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'strategy_is_append_only'"
            )
            guards = cursor.fetchall()
            off = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for name, table in guards]
            on = [f"ALTER TABLE {table} ENABLE TRIGGER {name}" for name, table in guards]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'")
            guards = cursor.fetchall()
            off, on = [f"DROP TRIGGER {name}" for name, _ in guards], [sql for _, sql in guards]
        for statement in off:
            cursor.execute(statement)
        yield
        for statement in on:
            cursor.execute(statement)


def changeable(model: Any) -> "models.QuerySet[Any]":
    """All rows but those that the database keeps as they are: of people who were forgotten, and targets that ended."""
    forgets = any(field.name == "forgotten_at" for field in model._meta.concrete_fields)
    if model is Target:
        return model.objects.filter(replaced_on="")
    return model.objects.filter(forgotten_at=None) if forgets else model.objects.all()


def append(rows: "models.QuerySet[Any]", names: list[str], mark: str) -> None:
    if names:
        rows.model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
            **{name: Concat(F(name), Value(f" {mark}")) for name in names}
        )


def mark_people(town: Municipality, mark: str) -> None:
    """The address of everybody who is at home in this town alone."""
    with scopes_disabled():
        elsewhere = Membership.objects.exclude(municipality=town).values("person")
        people = list(Person.objects.filter(memberships__municipality=town).exclude(pk__in=elsewhere))
    for person in people:
        Person.objects.filter(pk=person.pk).update(email=f"{mark}.{person.email}")


def mark_pages(desk: Desk, mark: str) -> None:
    """Wagtail knows no towns: pages below the town's start page, pictures of the town's collection."""
    below = desk.start_page.path
    append(Page.objects.filter(path__startswith=below), ["title", "draft_title", "search_description"], mark)
    for model in (StartPage, InfoPage, NewsPage):
        own = {field.name for field in model._meta.local_fields}
        names = [name for name in texts_of(model) if name in own]
        append(model.objects.filter(path__startswith=below), names, mark)
    append(Document.objects.filter(collection=desk.collection), ["title"], mark)
    append(Image.objects.filter(collection=desk.collection), ["title"], mark)
