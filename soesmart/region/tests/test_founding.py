"""Towns and their facts come to life through services that may run twice."""

from dataclasses import replace
from datetime import datetime

import pytest
from django_scopes import scope

from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import District, Municipality, Region, TownFact
from soesmart.region.rules import Branding, DistrictFact, Fact, TownWords
from soesmart.region.services import (
    edit_branding,
    found_region,
    found_town,
    record_districts,
    record_network_facts,
    record_town_facts,
)

GREEN = Branding("#2d5a4c", "#8fc9b4", "#9a3d2b", "Sie")
WORDS = TownWords("Menden", "Stadt Menden", "Märkischer Kreis")


def found_menden(region: Region, at: datetime, branding: Branding = GREEN) -> Municipality:
    return found_town(actor="system:test", region=region, slug="menden", words=WORDS, branding=branding, at=at)


def test_a_town_founded_twice_is_one_town_and_one_entry(five_towns: Region, at: datetime) -> None:
    assert found_menden(five_towns, at) == found_menden(five_towns, at)
    assert AuditEntry.objects.filter(town="menden", action="region.town.founded").count() == 1


def test_founding_again_keeps_what_the_office_changed(five_towns: Region, at: datetime) -> None:
    menden = found_menden(five_towns, at)
    edit_branding(
        actor="system:test", municipality=menden, branding=replace(GREEN, address_form="du"), revision=1, at=at
    )
    assert found_menden(five_towns, at).address_form == "du"


def test_a_town_belongs_to_one_region(five_towns: Region, at: datetime) -> None:
    found_menden(five_towns, at)
    other = found_region(actor="system:test", slug="andere", name="Andere", at=at)
    with pytest.raises(Refused, match="schon zu einer anderen Region"):
        found_menden(other, at)


@pytest.mark.parametrize(
    ("field", "colour", "words"),
    [
        ("colour_primary", "#cccccc", "weißem Grund zu schwach"),
        ("colour_accent", "#ffcc00", "weißem Grund zu schwach"),
        ("colour_primary_dark", "#202020", "dunklem Grund zu schwach"),
        ("colour_primary", "green", "in der Form #1f4f46"),
    ],
)
def test_an_unreadable_colour_is_refused_with_advice(
    five_towns: Region, at: datetime, field: str, colour: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        found_menden(five_towns, at, replace(GREEN, **{field: colour}))
    assert refusal.value.field == field
    assert not Municipality.objects.filter(slug="menden").exists()


def test_of_two_editors_at_once_the_second_is_told(five_towns: Region, at: datetime) -> None:
    menden = found_menden(five_towns, at)
    edit_branding(
        actor="system:test", municipality=menden, branding=replace(GREEN, colour_accent="#1f5f7a"), revision=1, at=at
    )
    with pytest.raises(Conflict, match="von jemand anderem geändert"):
        edit_branding(
            actor="system:test", municipality=menden, branding=replace(GREEN, address_form="du"), revision=1, at=at
        )
    menden.refresh_from_db()
    assert (menden.colour_accent, menden.address_form, menden.revision) == ("#1f5f7a", "Sie", 2)


def test_facts_are_replaced_as_a_whole_and_only_when_they_differ(soest: Municipality, at: datetime) -> None:
    first = [Fact("Fläche", "85,81 km²", "https://example.org/"), Fact("Ortsteile", "18", invented=True)]
    for facts in (first, first, first[:1]):
        record_town_facts(actor="system:test", municipality=soest, facts=facts, at=at)
    with scope(municipality=soest):
        assert [fact.label for fact in TownFact.objects.all()] == ["Fläche"]
    assert AuditEntry.objects.filter(town="soest", action="region.facts.recorded").count() == 2


def test_facts_of_the_network_are_recorded_once(five_towns: Region, at: datetime) -> None:
    for _ in range(2):
        record_network_facts(actor="system:test", region=five_towns, facts=[Fact("Städte", "fünf")], at=at)
    assert AuditEntry.objects.filter(action="region.network_facts.recorded").count() == 1


def test_a_known_district_stays_as_it_is(soest: Municipality, at: datetime) -> None:
    for name in ("Ampen", "Anders"):
        record_districts(
            actor="system:test", municipality=soest, districts=[DistrictFact(slug="ampen", name=name)], at=at
        )
    with scope(municipality=soest):
        assert [district.name for district in District.objects.all()] == ["Ampen"]
