"""Prepared queries: built once, filled each time, bound to the scope of who runs them."""

import pytest
from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.functions import Concat
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from soesmart.core.prepared import Blank, prepared, prepared_update
from soesmart.region.models import District, Municipality
from tests.clients import CountQueries


@pytest.fixture
def districts(soest: Municipality, olpe: Municipality) -> None:
    with scopes_disabled():
        for town in (soest, olpe):
            for name in ("Nord", "Süd"):
                District.objects.create(municipality=town, slug=name.lower(), name=name)


def by_name() -> "QuerySet[District]":
    return District.objects.filter(name=Blank("name", CharField())).select_related("municipality")


def test_each_run_fills_the_blanks_anew(soest: Municipality, districts: None, count_queries: CountQueries) -> None:
    found = prepared(by_name)
    with scope(municipality=soest), count_queries() as queries:
        assert [row.name for row in found.rows(name="Nord")] == ["Nord"]
        south = found.first(name="Süd")
        assert south
        assert south.municipality == soest
    assert len(queries) == 2


def test_the_scope_is_that_of_who_runs_it(soest: Municipality, olpe: Municipality, districts: None) -> None:
    found = prepared(by_name)
    for town in (soest, olpe, soest):
        with scope(municipality=town):
            assert [row.municipality for row in found.rows(name="Nord")] == [town]
    with scopes_disabled():
        assert len(found.rows(name="Nord")) == 2


def test_without_a_scope_it_fails_even_when_it_was_built_in_one(soest: Municipality, districts: None) -> None:
    found = prepared(by_name)
    with scope(municipality=soest):
        found.rows(name="Nord")
    with pytest.raises(ScopeError):
        found.rows(name="Nord")


def test_a_number_beyond_every_column_finds_nothing(soest: Municipality, districts: None) -> None:
    found = prepared(lambda: District.objects.filter(population=Blank("people", BigIntegerField())))
    with scope(municipality=soest):
        assert found.rows(people=10**30) == []


def test_rows_of_values_are_prepared_too(soest: Municipality, districts: None) -> None:
    names = prepared(lambda: District.objects.filter(slug=Blank("slug", CharField())).values_list("name", "kind"))
    with scope(municipality=soest):
        kind = District.objects.values_list("kind", flat=True)[0]
        assert names.rows(slug="nord") == [("Nord", kind)]
        assert names.first(slug="ost") is None


def test_an_update_is_prepared_and_keeps_to_its_town(soest: Municipality, olpe: Municipality, districts: None) -> None:
    renamed = prepared_update(
        lambda: (
            District.objects.filter(slug=Blank("slug", CharField())),
            {"name": Concat(F("name"), Value(" "), Blank("more", CharField()))},
        )
    )
    with scope(municipality=soest):
        assert renamed(slug="nord", more="I") == 1
        assert renamed(slug="nord", more="II") == 1
    with scopes_disabled():
        assert set(District.objects.values_list("municipality__slug", "name")) == {
            ("soest", "Nord I II"),
            ("soest", "Süd"),
            ("olpe", "Nord"),
            ("olpe", "Süd"),
        }
