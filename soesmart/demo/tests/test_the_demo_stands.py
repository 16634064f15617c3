"""The demo is built by one command, as often as one likes, and never into a public town."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django_scopes import scope, scopes_disabled
from pytest_django import Settings

from soesmart.core.audit import verify
from soesmart.core.colours import NIGHT, WHITE, contrast
from soesmart.demo.story import DATA, read
from soesmart.demo.towns import BRANDS
from soesmart.participation.models import Milestone, Phase
from soesmart.pilots.models import Pilot, PilotNote
from soesmart.region.models import HostName, Municipality, Region
from soesmart.region.queries import place_of


def rows() -> dict[str, int]:
    """How many rows each of our tables has."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("soesmart.")]
    with scopes_disabled():
        return {model._meta.label: model._base_manager.count() for model in ours}


def test_a_second_run_adds_nothing(demo_db: None) -> None:
    before = rows()
    call_command("demo", verbosity=0)
    assert {label: (before[label], count) for label, count in rows().items() if count != before[label]} == {}


def test_the_audit_chain_of_every_town_holds(demo_db: None) -> None:
    assert [chain.town for chain in verify() if chain.breaks] == []


@pytest.mark.parametrize(
    ("header", "slug"),
    [
        ("localhost:8000", "soest"),
        ("127.0.0.1:8000", "soest"),
        ("[::1]:8000", "soest"),
        ("soest.localhost:8000", "soest"),
        ("arnsberg.localhost:8000", "arnsberg"),
        ("bad-berleburg.localhost:8000", "bad-berleburg"),
        ("menden.localhost:8000", "menden"),
        ("olpe.localhost:8000", "olpe"),
        ("region.localhost:8000", None),
    ],
)
def test_each_town_answers_under_its_host(demo_db: None, header: str, slug: str | None) -> None:
    place = place_of(header)
    assert place is not None
    assert (place.municipality.slug if place.municipality else None) == slug


def test_soest_is_full(demo_db: None) -> None:
    with scope(municipality=Municipality.objects.get(slug="soest")):
        assert Phase.objects.count() == 9  # eight of the data, and one of today
        assert Milestone.objects.count() == 15 + 5
        assert list(Pilot.objects.values_list("number", flat=True)) == list(range(1, 11))
        assert all(pilot.goals.exists() and pilot.field for pilot in Pilot.objects.all())
        assert PilotNote.objects.filter(pilot__key="energiespar-wettbewerb", kind="role_model").count() == 6


def test_what_the_data_calls_invented_is_invented_in_the_database(demo_db: None) -> None:
    data = {row["key"]: (row["invented"], row["status"]["invented"]) for row in read("pilots")["pilots"]}
    with scope(municipality=Municipality.objects.get(slug="soest")):
        stored = {pilot.key: (pilot.invented, pilot.state_invented) for pilot in Pilot.objects.all()}
    assert stored == data


@pytest.mark.parametrize("slug", sorted(BRANDS))
def test_the_colours_of_a_town_can_be_read(slug: str) -> None:
    brand = BRANDS[slug]
    assert contrast(brand.colour_primary, WHITE) >= 4.5
    assert contrast(brand.colour_accent, WHITE) >= 4.5
    assert contrast(brand.colour_primary_dark, NIGHT) >= 4.5


@pytest.mark.parametrize("slug", sorted(BRANDS))
def test_every_town_has_a_small_sign_of_its_own(slug: str) -> None:
    sign = Path(__file__).parents[2] / "region" / "static" / "region" / "signs" / f"{slug}.svg"
    assert 200 < len(sign.read_bytes()) < 2000


def test_every_file_of_data_is_read_as_it_is() -> None:
    for file in DATA.glob("*.json"):
        assert read(file.stem)


@pytest.mark.django_db
def test_without_demo_nothing_is_built(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="nicht eingeschaltet"):
        call_command("demo", verbosity=0)
    assert not Municipality.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("really", [False, True])
def test_a_database_that_answers_publicly_gets_no_demo(settings: Settings, really: bool) -> None:
    settings.DEMO = True
    region = Region.objects.create(slug="echt", name="Echt")
    HostName.objects.create(host="echt.example", region=region)
    with pytest.raises(CommandError, match=r"echt\.example"):
        call_command("demo", really=really, verbosity=0)
    assert not Municipality.objects.exists()
