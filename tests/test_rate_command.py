"""`soesmart rate`: a series in, ratings and forecast out, without Django."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from soesmart.config.commands.rate import main

GOAL = ("--target", "0", "--target-year", "2030", "--direction", "down")
KEYS = {
    "symbol", "reason", "linear_ratio", "linear_status", "linear_reason", "cagr_ratio", "cagr_status", "cagr_reason",
    "disagreement", "forecast", "evidence", "chance", "backtest", "history",
}  # fmt: skip


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A hundred in 2014, four less every year, and a break in 2016."""
    file = tmp_path / "reihe.csv"
    rows = [f"{2014 + place},{100 - 4 * place},{'|' if place == 2 else ''}" for place in range(11)]
    file.write_text("year,value,flag\n" + "\n".join(rows))
    return file


def rated(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert set(found) == KEYS
    return found


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one sentence on stderr, nothing on stdout; with --json the same sentence there, too."""
    assert main(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), err[-2:]) == ("", 1, ".\n")
    assert main([*arguments, "--json"]) == 2
    as_json, again = capsys.readouterr()
    assert (json.loads(as_json), again) == ({"error": err.strip()}, err)
    return err


def test_all_of_it_for_a_straight_line(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rated(capsys, str(series), *GOAL)
    assert (found["symbol"], found["linear_ratio"], found["linear_status"]) == ("cloud", 0.64, "moderate")
    assert "60,0" in found["reason"]  # 60 today, 36 in 2030: 60 percent of what is missing stays missing
    assert (found["cagr_ratio"], found["cagr_status"]) == (None, None)
    assert "null" in found["cagr_reason"]
    assert [step["year"] for step in found["forecast"]] == list(range(2025, 2031))
    assert found["forecast"][0] == pytest.approx(
        {"year": 2025, "value": 56.4, "low50": 56.4, "high50": 56.4, "low80": 56.4, "high80": 56.4}
    )
    assert (found["chance"], found["evidence"]) == (0.0, "ok")
    assert found["backtest"]["origins"] == 5
    assert [(one["year"], one["symbol"]) for one in found["history"][3:7]] == [
        (2017, None), (2018, None), (2019, "cloud"), (2020, "cloud"),
    ]  # fmt: skip
    assert "seit dem Bruch in der Reihe 2016" in found["history"][4]["reason"]


def test_only_values_up_to_a_year_and_another_base_year(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rated(capsys, str(series), *GOAL, "--at", "2020", "--base-year", "2018")
    assert found["linear_ratio"] == pytest.approx(4 / 7)  # four a year, seven needed: 84 in twelve years
    assert found["linear_status"] == "insufficient"
    assert [one["year"] for one in found["history"]] == list(range(2014, 2021))
    assert (found["forecast"][0]["year"], found["evidence"]) == (2021, "low")


def test_a_direction_needs_no_target(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rated(capsys, str(series), "--direction", "down", "--kind", "direction")
    assert (found["symbol"], found["linear_status"], found["cagr_status"], found["chance"]) == ("sun", None, None, None)
    assert len(found["forecast"]) == 5


def test_a_target_to_keep_needs_no_year(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rated(capsys, str(series), "--direction=down", "--kind=constant", "--target=60")
    assert (found["symbol"], found["linear_ratio"], found["linear_status"]) == ("sun", None, None)
    assert (found["chance"], len(found["forecast"])) == (None, 5)


def test_reached_is_achieved_in_b_and_c(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rated(capsys, str(series), "--target", "64,5", "--target-year", "2030", "--direction", "down")
    assert (found["symbol"], found["linear_status"], found["cagr_status"]) == ("sun", "achieved", "achieved")
    assert found["linear_ratio"] == pytest.approx(4 / (35.5 / 16))


def test_a_target_year_that_is_past_has_no_forecast(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rated(capsys, str(series), "--target", "0", "--target-year", "2024", "--direction", "down")
    assert (found["forecast"], found["chance"], found["symbol"]) == ([], None, "cloud")


def test_a_short_series_is_no_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kurz.csv"
    file.write_text("2020;5\n2021;4,5\n")
    found = rated(capsys, str(file), *GOAL)
    assert (found["symbol"], found["forecast"], found["chance"], found["backtest"]) == (None, [], None, None)
    assert "zusammenhängende Werte" in found["reason"]
    assert found["linear_status"] == "on_track"


def test_where_the_rules_disagree_a_sentence_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "zuletzt.csv"
    file.write_text("2010,100\n2017,10\n2018,11\n2019,12\n2020,13\n2021,14\n2022,15\n")
    found = rated(capsys, str(file), *GOAL)
    assert (found["symbol"], found["linear_status"]) == ("storm", "on_track")
    assert "schlechter voran als im Durchschnitt seit 2010" in found["disagreement"]


def test_for_the_eye_it_says_the_same(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(series), *GOAL]) == 0
    told = capsys.readouterr().out
    for words in ("Wettersymbol: bewölkt", "lineares Tempo: 0,64", "2030", "unwahrscheinlich", "Rückschau", "Bruch"):
        assert words in told
    assert max(len(line) for line in told.splitlines()) <= 100


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Es fehlt die Datei"),
        (("{}", "{}", *GOAL), "nur eine Datei"),
        (("/gibt/es/nicht.csv", *GOAL), "lässt sich nicht öffnen"),
        (("/", *GOAL), "lässt sich nicht öffnen"),
        (("{}", "--target-year", "2030", "--direction", "down"), "Es fehlt der Zielwert"),
        (("{}", "--target", "0", "--direction", "down"), "Es fehlt das Zieljahr"),
        (("{}", "--kind", "constant", "--direction", "down"), "Es fehlt der Zielwert"),
        (("{}", "--target", "0", "--target-year", "2030"), "--direction"),
        (("{}", *GOAL, "--direction", "up"), "zweimal"),
        (("{}", *GOAL, "--ziel", "4"), "--ziel gibt es nicht"),
        (("{}", *GOAL, "--at"), "--at braucht ein Jahr"),
        (("{}", *GOAL, "--at", "2010"), "Bis 2010 steht kein Wert"),
        (("{}", *GOAL, "--base-year", "2009"), "Werte gibt es für: 2014, 2015"),
        (("{}", *GOAL, "--kind", "keep"), "value oder constant oder direction"),
        (("{}", "--target", "wenig", "--target-year", "2030", "--direction", "down"), "braucht eine Zahl"),
        (("{}", "--target", "0", "--target-year", "bald", "--direction", "down"), "braucht ein Jahr"),
    ],
    ids=range(16),
)
def test_a_wrong_call_is_answered_with_what_to_do(
    arguments: tuple[str, ...], words: str, series: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in refused(capsys, *(argument.format(series) for argument in arguments))


@pytest.mark.parametrize("content", ["", "2020,5\n2020,6\n", "2020,fünf\n"], ids=["empty", "twice", "text"])
def test_a_wrong_file_is_answered_with_what_to_do(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "falsch.csv"
    file.write_text(content)
    refused(capsys, str(file), *GOAL)


def test_help_is_german(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "Zielwert" in capsys.readouterr().out


def test_it_answers_at_once_because_django_stays_out(series: Path) -> None:
    code = (
        "import sys, time\n"
        f"sys.argv = ['soesmart', 'rate', {str(series)!r}, *{GOAL!r}]\n"
        "from soesmart.config.command import main\n"
        "try:\n    main()\n"
        "except SystemExit as left:\n"
        "    heavy = {'django', 'numpy', 'openpyxl', 'environ'} & set(sys.modules)\n"
        "    print(left.code, sorted(heavy), time.process_time(), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "ascii"},
        check=True,
    )
    status, heavy, seconds = done.stderr.split()
    assert (status, heavy) == ("0", "[]")
    assert float(seconds) < 0.5
    assert "−4,00 im Jahr" in done.stdout


def test_a_reader_that_leaves_early_is_no_mistake(series: Path) -> None:
    command = [sys.executable, "-m", "soesmart.config.command", "rate", str(series), *GOAL]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
