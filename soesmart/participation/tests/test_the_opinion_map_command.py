"""`soesmart opinion-map`: a file in, a file out, no database."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

KEYS = {"groups", "positions", "consensus", "representative", "group_aware_consensus", "counts", "seconds"}
LEFT, RIGHT = "1,1,-1,1,0,-1,1", "-1,-1,1,-1,0,1,-1"


def votes(folder: Path) -> Path:
    """Seven of one mind, six of the other, one who has said little."""
    rows = [f"{number},,{LEFT if number < 7 else RIGHT}" for number in range(13)]
    path = folder / "participants-votes.csv"
    path.write_text("\n".join(["participant,group-id,0,1,2,3,4,5,6", *rows, "13,,1,,,,,,"]), encoding="utf-8")
    return path


def run(folder: Path, *options: str) -> dict[str, Any]:
    out = folder / "out.json"
    call_command("opinion-map", str(votes(folder)), *options, "--json", str(out))
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_groups_are_found_and_described(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(tmp_path)
    assert set(found) == KEYS
    assert found["groups"] == {str(number): int(number >= 7) for number in range(13)}
    assert len(found["positions"]) == 14
    assert found["counts"]["0"] == [8, 6, 0]
    assert {"statement": 0, "for": "agree"} in found["representative"]["0"]
    assert {"statement": 2, "for": "agree"} in found["representative"]["1"]
    assert found["consensus"] == {"agree": [], "disagree": []}
    assert found["group_aware_consensus"]["4"] == pytest.approx(1 / 9 * 1 / 8)
    assert "2 Meinungsgruppen sind erkennbar." in capsys.readouterr().out


def test_given_groups_are_taken_as_they_are(tmp_path: Path) -> None:
    given = {"0": "a", "1": "b", "13": "b"}
    (tmp_path / "groups.json").write_text(json.dumps(given))
    found = run(tmp_path, "--groups", str(tmp_path / "groups.json"))
    assert set(found) == KEYS
    assert found["groups"] == given
    assert set(found["representative"]) == {"a", "b"}


def test_a_bad_file_ends_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "comments.csv").write_text("nichts\n")
    with pytest.raises(CommandError, match=r"comments\.csv, Zeile 1: Die Spalten"):
        run(tmp_path, "--comments", str(tmp_path / "comments.csv"))


def test_a_result_that_cannot_be_written_ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Dorthin lässt sich nicht schreiben"):
        call_command("opinion-map", str(votes(tmp_path)), "--json", str(tmp_path / "keiner" / "out.json"))
