"""An operator founds a town from the terminal."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from soesmart.region.models import HostName, Municipality, Region


@pytest.mark.django_db
def test_a_town_is_founded_and_answers(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("town", "werl", "--host=werl.example", "--host=www.werl.example", name="Werl", district="Kreis Soest")
    assert "Stadt Werl antwortet unter werl.example, www.werl.example" in capsys.readouterr().out
    for path in ("/", "/stadt/", "/aktuelles/", "/strategie/"):
        assert Client(HTTP_HOST="www.werl.example").get(path).status_code == 200, path
    assert HostName.objects.get(is_primary=True).host == "werl.example"
    assert Region.objects.get().name == "Werl"


def test_a_town_joins_the_region_that_is_there(five_towns: Region) -> None:
    call_command("town", "werl", "--host=werl.example", name="Werl")
    assert Municipality.objects.get(slug="werl").region == five_towns


def test_a_known_town_gets_a_further_name(soest: Municipality) -> None:
    call_command("town", "soest", "--host=soest.example")
    assert set(soest.hosts.values_list("host", flat=True)) == {"soest.localhost", "soest.example"}
    assert soest.hosts.filter(is_primary=True).count() == 1


def test_a_name_that_is_taken_founds_nothing(soest: Municipality) -> None:
    with pytest.raises(CommandError, match="antwortet schon eine andere Stadt"):
        call_command("town", "werl", "--host=werl.example", "--host=soest.localhost", name="Werl")
    assert not Municipality.objects.filter(slug="werl").exists()


def test_a_new_town_needs_a_name(five_towns: Region) -> None:
    with pytest.raises(CommandError, match="bitte --name angeben"):
        call_command("town", "werl", "--host=werl.example")
