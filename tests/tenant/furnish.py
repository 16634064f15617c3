"""Rows for the tables that the demo leaves empty, so that every town has something to give away."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.urls import reverse
from django_scopes import scope
from wagtail.documents.models import Document

from soesmart.accounts.models import ClosedAccounts, Person, Role
from soesmart.accounts.services import join_town
from soesmart.participation.models import Process
from soesmart.participation.services import found_process, plan_phase, record_milestone
from soesmart.participation.services.milestones import MilestoneWords
from soesmart.participation.services.phases import PhaseWords
from soesmart.pilots.models import Pilot
from soesmart.pilots.rules import Membership, NoteKind, PilotState
from soesmart.pilots.services import (
    Note,
    PilotWords,
    ProgrammeWords,
    ProjectWords,
    open_programme,
    record_pilot,
    record_related_project,
)
from soesmart.portal.models import CalendarDate, Desk
from soesmart.portal.search.index import follow_changes
from soesmart.portal.services.dates import DateFacts, add_date, delete_date
from soesmart.region.models import Municipality
from soesmart.region.rules import DistrictFact
from soesmart.region.services import record_districts
from soesmart.strategy.models import (
    ActionField,
    Goal,
    GoalWording,
    OrganisationUnit,
    OverarchingGoal,
    RemovedText,
    SpreadsheetUpload,
    Strategy,
    TargetDecision,
    Version,
    VisionTerm,
)
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.removals import remove_field
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import record_value
from soesmart.strategy.services.versions import open_draft
from soesmart.strategy.services.words import FieldText, add_field
from tests.cast import make_person
from tests.tenant.evening import addresses_of_the_evening, hold_an_evening
from tests.tenant.marks import mark_of
from tests.tenant.measuring import addresses_of_measuring, measure
from tests.tenant.places import addresses_of_places, give_places
from tests.tenant.taking_part import addresses_taking_part, take_part

TEST = "system:test"


def furnish(town: Municipality, at: datetime) -> Person:
    """Rows in every table of the town, a draft of its next strategy, and an officer who holds every role there."""
    officer = make_person(f"buero-{town.slug}", town, *Role)
    with scope(municipality=town):
        join_town(person=officer, town=town, at=at, rng=random.Random(town.slug), pseudonym=f"Büro {town.slug}")
        ClosedAccounts.objects.get_or_create(municipality=town, defaults={"number": 3})
        record_districts(actor=TEST, municipality=town, districts=[DistrictFact("viertel", "Viertel")], at=at)
        write_strategy(town, officer, at)
        if not Process.objects.exists():
            go_a_way(town, at)
        if not Pilot.objects.exists():
            start_pilots(town, at)
        measure(town, officer, at)
        take_part(town, officer, at)
        give_places(town, hold_an_evening(town, at), at)
        add_dates(town, at)
        add_document(town)
    return officer


def unlinked(town: Municipality) -> list[str]:
    """Addresses with a key that no page links to as such, because a form posts to them or a person types them."""
    with scope(municipality=town):
        dates = [date.pk for date in CalendarDate.objects.filter(text__startswith="Offen für alle")]
        removed, upload = RemovedText.objects.get(), SpreadsheetUpload.objects.get()
        document = Document.objects.get(collection=Desk.objects.get().collection)
        return [
            reverse("strategy-office-unit-remove", args=["stelle"]),
            reverse("strategy-office-restore", args=[removed.pk]),
            reverse("strategy-office-table-check", args=[upload.pk]),
            *(reverse("office_delete_date", args=[pk]) for pk in dates),
            *(reverse("office_restore_date", args=[pk]) for pk in dates),
            reverse("wagtaildocs_serve", args=[document.pk, document.filename]),
            *addresses_taking_part(),
            *addresses_of_the_evening(),
            *addresses_of_places(),
            *addresses_of_measuring(),
        ]


def add_document(town: Municipality) -> None:
    """A file of the editors whose content carries the town's mark."""
    file = ContentFile(f"Beschlossen in {mark_of(town)}".encode(), f"beschluss-{town.slug}.csv")
    Document.objects.create(title="Beschluss", file=file, collection=Desk.objects.get().collection)


def write_strategy(town: Municipality, officer: Person, at: datetime) -> None:
    """What is missing, in the published version as in the draft that follows it."""
    strategy = Strategy.objects.get(is_current=True)
    version = Version.objects.published()[0]
    unit, _ = OrganisationUnit.objects.get_or_create(municipality=town, key="stelle", defaults={"name": "Stelle"})
    VisionTerm.objects.get_or_create(version=version, name="offen", defaults={"position": 90})
    OverarchingGoal.objects.get_or_create(version=version, key="offen", defaults={"position": 90, "name": "Offen"})
    TargetDecision.objects.get_or_create(strategy=strategy, subject="Offen", decided="2020", defaults={"year": 2030})
    goal = Goal.objects.create(strategy=strategy, code="QX-1")
    field = ActionField.objects.filter(strategy=strategy)[0]
    GoalWording.objects.create(version=version, goal=goal, field=field, position=900, title="Offen sein", unit=unit)
    text = IndicatorText("offenheit", "Offenheit", "Prozent")
    indicator = add_indicator(actor=TEST, municipality=town, text=text, goal=goal, at=at)
    set_target(actor=TEST, indicator=indicator, value=Decimal(90), year=2030, note="Ziel", at=at)
    record_value(actor=TEST, indicator=indicator, year=2024, value=Decimal(40), note="Wert", at=at)
    draft = open_draft(actor=TEST, strategy=strategy, label="9.9", at=at)
    remove_field(
        actor=TEST, wording=add_field(actor=TEST, version=draft, text=FieldText("weg", "", "Weg"), at=at), at=at
    )
    SpreadsheetUpload.objects.create(
        version=draft, uploaded_by=officer, uploaded_at=at, expires_at=at + timedelta(days=400), rows={}, seen=""
    )


def go_a_way(town: Municipality, at: datetime) -> None:
    process = found_process(actor=TEST, municipality=town, slug="weg", name="Weg", motto="Los", at=at)
    plan_phase(actor=TEST, process=process, key="anfang", words=PhaseWords("Anfang", "2020", "2030"), at=at)
    tour = MilestoneWords("Tour", "tour", "2021-05-01", "2021-05-02", place="Markt", text="Unterwegs")
    whole = record_milestone(actor=TEST, process=process, key="tour", words=tour, at=at)
    stop = MilestoneWords("Halt", "tour_stop", "2021-05-01T10:00", place="Platz")
    record_milestone(actor=TEST, process=process, key="tour-1", words=stop, part_of=whole, at=at)


def start_pilots(town: Municipality, at: datetime) -> None:
    words = PilotWords("Versuch", "Ein Versuch.", Membership.INVENTED, PilotState.CALLED, invented=True)
    notes = [Note(NoteKind.FACT, "Bekannt")]
    record_pilot(
        actor=TEST, municipality=town, number=1, key="versuch", words=words, goal_codes=["QX-1"], notes=notes, at=at
    )
    open_programme(actor=TEST, municipality=town, words=ProgrammeWords("Alle können mitmachen."), at=at)
    project = ProjectWords("nebenan", "Nebenan", "in Betrieb", "Ein Vorhaben.")
    record_related_project(actor=TEST, municipality=town, words=project, at=at)


def add_dates(town: Municipality, at: datetime) -> None:
    """One that stands in the calendar and one that was deleted; the search follows and notes how far it came."""
    day = date(2026, 11, 20)
    for title in ("Sitzung", "Abgesagt"):
        facts = DateFacts(title, "event", day, day, place="Rathaus", text="Offen für alle")
        entry = add_date(actor=TEST, town=town, facts=facts, at=at)
        if title == "Abgesagt":
            delete_date(actor=TEST, entry=entry, at=at)
    follow_changes(town)
