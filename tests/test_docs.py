"""docs/operate.md names every setting, command and job, and none that does not exist; the README's commands answer."""

import json
import re
import shlex
from importlib import import_module

import pytest
from django.core.management import get_commands

from soesmart.config.command import WITHOUT_DJANGO
from soesmart.config.env import ROOT
from soesmart.core import jobs

OPERATE = (ROOT / "docs" / "operate.md").read_text()
README = (ROOT / "README.md").read_text()


def named_in(heading: str) -> set[str]:
    """The first column of the table under a heading."""
    section = OPERATE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def test_every_setting_is_described() -> None:
    source = (ROOT / "soesmart" / "config" / "env.py").read_text()
    assert named_in("Settings") == set(re.findall(r'env\.\w+\("([A-Z_]+)"', source))


def test_every_command_is_described() -> None:
    ours = {name for name, app in get_commands().items() if str(app).startswith("soesmart.")}
    assert named_in("Commands") == ours | set(WITHOUT_DJANGO)


def test_every_repeating_job_is_described_and_nothing_else() -> None:
    jobs.discover()
    ours = {name.rpartition(".")[2] for name in jobs.SCHEDULE if ".tests." not in name}
    assert named_in("Background jobs") == ours


def test_links_between_the_documents_lead_somewhere() -> None:
    broken = [
        f"{document.relative_to(ROOT)} -> {target}"
        for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", document.read_text())
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_the_commands_of_the_readme_answer_from_a_clone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    said = {}
    for name, rest in re.findall(r"^    \.venv/bin/soesmart (rate|check-data) (.+?)(?:  #.*)?$", README, re.MULTILINE):
        ended = import_module(WITHOUT_DJANGO[name]).main([*shlex.split(rest), "--json"])
        said[name] = (ended, json.loads(capsys.readouterr().out))
    rating, findings = said["rate"], said["check-data"]
    assert (rating[0], rating[1]["symbol"], rating[1]["linear_status"]) == (0, "cloud", "moderate")
    assert findings[0] == 1
    assert {finding["kind"] for finding in findings[1]} == {
        "mixed_number_style", "jump", "sum_mismatch", "duplicate_column", "per_capita_mismatch", "repeated_year",
    }  # fmt: skip
    assert len(findings[1]) == 6
