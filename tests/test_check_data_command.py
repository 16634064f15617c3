"""`soesmart check-data`: a table in, findings out, without Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from soesmart.config.commands.check_data import main

CLEAN = (
    "Energiebericht\n\nJahr;Strom (MWh);Gas (MWh);Gesamt (MWh)\n"
    "2019;48.213;90.118;138.331\n2020;47.890;91.204;139.094\n2021;46.512;89.077;135.589\n2022;46.100;88.954;135.054\n"
)
FAULTY = CLEAN.replace("89.077", "890.770").replace("139.094", "139.994")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "werte.csv"


def test_a_clean_file_has_no_findings(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(CLEAN)
    assert main([str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == "Nichts gefunden.\n"


def test_findings_come_with_their_place(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(FAULTY)
    assert main(["--json", str(file)]) == 1
    wrong_sum, jump = json.loads(capsys.readouterr().out)
    assert list(jump)[:5] == ["kind", "column", "row", "message", "suggestion"]
    assert (jump["kind"], jump["column"], jump["row"], jump["cell"]) == ("jump", "Gas (MWh)", 6, "C6")
    assert (jump["proposed"], jump["year"]) == (89077, 2021)
    assert (wrong_sum["kind"], wrong_sum["column"], wrong_sum["row"]) == ("sum_mismatch", "Gesamt (MWh)", 5)
    assert main([str(file)]) == 1
    head, first, second = capsys.readouterr().out.splitlines()
    assert head == "2 Befunde:"
    assert first.startswith("Zeile 5, Spalte „Gesamt (MWh)“: 2020: 139.994")
    assert second.endswith("Gemeint ist wohl 89.077.")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"Name;Ort\nAnna;Soest\n", b"\x00\x01"])
def test_a_file_that_cannot_be_used_gets_one_sentence(
    content: bytes, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(content)
    assert main([str(file), "--json"]) == 2
    out, err = capsys.readouterr()
    assert (json.loads(out), err.count("\n"), err[-2:]) == ({"error": err.strip()}, 1, ".\n")
    assert main([str(file)]) == 2
    assert capsys.readouterr() == ("", err)


@pytest.mark.parametrize("arguments", [[], ["a.csv", "b.csv"], ["a.csv", "--yaml"], ["gibt-es-nicht.csv"], ["/"]])
def test_wrong_use_gets_one_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert main([*arguments, "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out) == {"error": err.strip()}


def test_neither_django_nor_a_workbook_reader_is_loaded_for_a_csv_file(file: Path) -> None:
    file.write_text(FAULTY)
    program = (
        "import sys; sys.argv = ['soesmart', 'check-data', sys.argv[1], '--json']\n"
        "from soesmart.config.command import main\n"
        "try: main()\n"
        "except SystemExit as end: code = end.code\n"
        "print([name for name in ('django', 'openpyxl', 'numpy') if name in sys.modules], code, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)
    assert run.stderr == "[] 1\n"
    assert len(json.loads(run.stdout)) == 2
