"""A published version never changes, whatever service is called on it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.forms.models import model_to_dict

from soesmart.accounts.models import Person
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import (
    FieldWording,
    GoalWording,
    OverarchingGoal,
    RemovedText,
    SpreadsheetUpload,
    Version,
    VisionTerm,
)
from soesmart.strategy.services import decisions, order, removals, tables, versions, words
from soesmart.strategy.services.decisions import VersionFacts
from soesmart.strategy.spreadsheet import digest
from soesmart.strategy.spreadsheet_check import Changes
from soesmart.strategy.spreadsheet_rows import rows_of
from soesmart.strategy.tests.drafting import ACTOR, goal, make_draft, make_strategy, publish

Attack = Callable[[Version, Person, datetime], object]


def field(version: Version) -> FieldWording:
    return FieldWording.objects.select_related("field").filter(version=version)[0]


def removed(version: Version, at: datetime) -> RemovedText:
    return RemovedText.objects.create(
        version=version, kind="goal", key="MOB-9", title="Alt", position=1, words={}, removed_at=at
    )


def upload(version: Version, actor: Person, at: datetime) -> SpreadsheetUpload:
    return SpreadsheetUpload.objects.create(
        version=version,
        uploaded_by=actor,
        uploaded_at=at,
        expires_at=at + timedelta(hours=1),
        rows={"Ziele": []},
        seen=digest(rows_of(version)),
    )


ATTACKS: dict[str, Attack] = {
    "add_field": lambda version, _, at: words.add_field(
        actor=ACTOR, version=version, text=words.FieldText("kultur", "KUL", "Kultur"), at=at
    ),
    "edit_field": lambda version, _, at: words.edit_field(
        actor=ACTOR, wording=field(version), text=words.FieldText("mobilitaet", "MOB", "Anders"), at=at
    ),
    "add_goal": lambda version, _, at: words.add_goal(
        actor=ACTOR, version=version, text=words.GoalText("ENE-2", "energie", "Neu"), at=at
    ),
    "edit_goal": lambda version, _, at: words.edit_goal(
        actor=ACTOR, wording=goal(version, "ENE-1"), text=words.GoalText("ENE-1", "energie", "Neu"), at=at
    ),
    "write_vision": lambda version, _, at: words.write_vision(
        actor=ACTOR, version=version, vision="Neu", terms=[], at=at
    ),
    "write_overarching_goals": lambda version, _, at: words.write_overarching_goals(
        actor=ACTOR, version=version, goals=[], at=at
    ),
    "edit_version_facts": lambda version, _, at: decisions.edit_version_facts(
        actor=ACTOR, version=version, facts=VersionFacts("9.9"), at=at
    ),
    "write_decision": lambda version, _, at: decisions.write_decision(
        actor=ACTOR, version=version, decided_by="Niemand", at=at
    ),
    "move_goal": lambda version, _, at: order.move_goal(actor=ACTOR, wording=goal(version, "MOB-2"), way="up", at=at),
    "move_field": lambda version, _, at: order.move_field(actor=ACTOR, wording=field(version), way="down", at=at),
    "remove_goal": lambda version, _, at: removals.remove_goal(actor=ACTOR, wording=goal(version, "ENE-1"), at=at),
    "remove_field": lambda version, _, at: removals.remove_field(actor=ACTOR, wording=field(version), at=at),
    "restore": lambda version, _, at: removals.restore(actor=ACTOR, removed=removed(version, at), at=at),
    "submit_version": lambda version, actor, at: versions.submit_version(actor=actor, version=version, at=at),
    "return_version": lambda version, actor, at: versions.return_version(
        actor=actor, version=version, reason="Doch nicht", at=at
    ),
    "approve_version": lambda version, actor, at: versions.approve_version(actor=actor, version=version, at=at),
    "publish_version": lambda version, actor, at: versions.publish_version(actor=actor, version=version, at=at),
    "discard_draft": lambda version, actor, at: versions.discard_draft(actor=actor, version=version, at=at),
    "try_out": lambda version, _, at: tables.try_out(actor=ACTOR, version=version, changes=Changes((), ()), at=at),
    "take_over": lambda version, actor, at: tables.take_over(
        actor=actor, upload=upload(version, actor, at), remove_missing=True, at=at
    ),
}


@pytest.fixture
def published(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Version:
    return publish(make_draft(make_strategy(in_soest, at), at), bernd, clara, at)


def everything(version: Version) -> list[object]:
    rows: list[object] = [model_to_dict(Version.objects.get(pk=version.pk))]
    for model in (FieldWording, GoalWording, OverarchingGoal, VisionTerm):
        rows += [model_to_dict(row) for row in model.objects.filter(version=version).order_by("pk")]
    return rows


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("stale", [False, True], ids=["as published", "as it was as a draft"])
def test_no_service_changes_it(published: Version, amira: Person, at: datetime, name: str, stale: bool) -> None:
    before = everything(published)
    if stale:
        # What a view still holds that read the version before somebody else published it.
        published.state = "draft"
    with pytest.raises(Refused):
        ATTACKS[name](published, amira, at)
    assert everything(published) == before


def test_every_service_that_takes_a_version_is_attacked() -> None:
    modules = (words, decisions, order, removals, versions, tables)
    services = {
        name
        for module in modules
        for name, member in vars(module).items()
        if callable(member) and getattr(member, "__module__", "") == module.__name__ and hasattr(member, "__wrapped__")
    }
    assert len(services) > 15
    harmless = {"open_draft", "keep_upload"}
    assert services - harmless - ATTACKS.keys() == set()
