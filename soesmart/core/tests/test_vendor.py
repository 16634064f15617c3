"""Third-party files are exactly the listed ones, free to use, and ask no other host."""

import re
from pathlib import Path

import pytest

from soesmart.core import vendor
from soesmart.core.vendor_css import prune


def test_every_vendored_file_is_listed_and_unchanged() -> None:
    assert vendor.verify() == []


def test_a_changed_a_missing_and_an_unlisted_file_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in vendor.FOLDER.rglob("*"):
        if path.is_file():
            (tmp_path / path.relative_to(vendor.FOLDER)).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path.relative_to(vendor.FOLDER)).write_bytes(path.read_bytes())
    monkeypatch.setattr(vendor, "FOLDER", tmp_path)
    monkeypatch.setattr(vendor, "LIST", tmp_path / "vendor.json")
    (tmp_path / "kern" / "kern.css").write_text("body{}")
    (tmp_path / "kern" / "LICENSE.md").unlink()
    (tmp_path / "stray.js").write_text("")
    assert vendor.verify() == [
        "kern/LICENSE.md: fehlt",
        "stray.js: steht nicht in der Liste",
        "kern/kern.css: Prüfsumme weicht ab",
    ]


def test_every_entry_has_version_licence_and_licence_text() -> None:
    for entry in vendor.read_list():
        assert entry["version"]
        assert entry["licence"] in {"EUPL-1.2", "OFL-1.1", "MIT", "0BSD", "BSD-2-Clause", "Apache-2.0"}
        assert any("LICENSE" in path for path in entry["files"])


def test_no_stylesheet_asks_another_host() -> None:
    for path in vendor.FOLDER.parent.rglob("*.css"):
        addresses = re.findall(r"url\([\"']?([^\"')]{0,80})", path.read_text())
        assert not [address for address in addresses if re.match(r"(https?:)?//", address)], path
        assert "@import" not in path.read_text()


def test_pruning_keeps_used_components_and_drops_the_rest() -> None:
    css = (
        ":root{--kern-a: 1px;--kern-b: var(--kern-a);--kern-c: 3px}\n"
        ".kern-btn{width:var(--kern-b, 7px)} .kern-loader{top:0} .kern-btn .kern-icon--sign-language{top:0}\n"
        "@media print{.kern-row{top:0}.kern-alert,.kern-col-1{top:1px}}"
    )
    kept = prune(css)
    assert "--kern-a:1px" in kept
    assert "--kern-c" not in kept
    assert ".kern-btn{width:var(--kern-b)}" in kept
    assert "@media print{.kern-alert{top:1px}" in kept
    assert not re.search(r"loader|kern-row|kern-col|sign-language", kept)
