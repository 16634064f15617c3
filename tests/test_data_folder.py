"""What lies in the data folder is nobody's business but the operator's."""

from pathlib import Path

import pytest

from soesmart.config import env


def test_a_new_data_folder_and_its_key_are_for_the_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "town"
    monkeypatch.setattr(env, "DATA_DIR", folder)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    assert env.secret_key() == (folder / "secret_key").read_text()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
