"""`soesmart campaign export|import`: from one town to another, or a clear word why not."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from soesmart.participation.models import Campaign
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality


def test_a_campaign_moves_from_soest_to_olpe_and_back_is_the_same(
    soest: Municipality, olpe: Municipality, at: datetime, tmp_path: Path
) -> None:
    there, back = tmp_path / "hin.json", tmp_path / "zurueck.json"
    with scope(municipality=soest):
        an_idea(a_campaign(soest, at), at)
    call_command("campaign", "export", "ideen", "--town", "soest", "--out", str(there))
    call_command("campaign", "import", str(there), "--town", "olpe", "--start", "2027-03-01")
    with scope(municipality=olpe):
        made = Campaign.objects.get()
        assert (made.state, made.key) == ("draft", "ideen-fuer-soest")
    call_command("campaign", "export", made.key, "--town", "olpe", "--out", str(back))
    assert back.read_text() == there.read_text()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["export", "ideen", "--town", "nirgends", "--out", "x"], "keine Stadt „nirgends“. Bekannt: .*soest"),
        (
            ["export", "gibt-es-nicht", "--town", "soest", "--out", "x"],
            "keine Beteiligung „gibt-es-nicht“. Bekannt: ideen",
        ),
        (["export", "ideen", "--town", "soest", "--out", "/gibt/es/nicht"], "lässt sich nicht schreiben"),
        (["import", "/gibt/es/nicht", "--town", "soest"], "lässt sich nicht lesen"),
        (["import", "/gibt/es/nicht", "--town", "soest", "--phase", "x"], "keinen Abschnitt „x“"),
    ],
)
def test_what_is_not_there_is_named(in_soest: Municipality, at: datetime, command: list[str], words: str) -> None:
    a_campaign(in_soest, at)
    with pytest.raises(CommandError, match=words):
        call_command("campaign", *command)


def test_a_faulty_file_changes_nothing(in_soest: Municipality, tmp_path: Path) -> None:
    file = tmp_path / "vorlage.json"
    file.write_text('{"format": "soesmart-campaign", "version": 1, "campaign": {"who": "alle"}, "ideas": [5]}')
    with pytest.raises(CommandError) as caught:
        call_command("campaign", "import", str(file), "--town", "soest")
    text = str(caught.value)
    assert all(path in text for path in ("Nichts angelegt", "campaign.title", "campaign.who", "ideas[0]"))
    assert not Campaign.objects.exists()
