"""Every app says what it offers to the rest of the house, and why it leaves out what it leaves out."""

from dataclasses import fields
from importlib import import_module

import pytest
from django.conf import settings

from soesmart.core.module import Module, Nothing


def parts() -> list[tuple[str, str, object]]:
    """(module, part, what it offers) for every part of every module."""
    modules = [import_module(f"{path}.module").MODULE for path in settings.MODULES]
    return [(module.name, field.name, getattr(module, field.name)) for module in modules for field in fields(Module)]


def test_every_app_of_the_list_offers_a_module_of_its_own_name() -> None:
    for path in settings.MODULES:
        module = import_module(f"{path}.module").MODULE
        assert isinstance(module, Module)
        assert path == f"soesmart.{module.name}"
        assert module.label


@pytest.mark.parametrize(
    ("module", "part", "offer"), parts(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_part_is_offered_or_left_out_for_a_reason(module: str, part: str, offer: object) -> None:
    assert isinstance(offer, str) or callable(offer)
    if isinstance(offer, Nothing):
        assert len(offer.reason) > 10
        assert offer.reason != "folgt mit den Seiten", f"{module}.{part} is still open"


def test_every_folder_with_a_module_is_in_the_list() -> None:
    root = settings.BASE_DIR / "soesmart"
    found = {f"soesmart.{path.parent.name}" for path in root.glob("*/module.py")} - {"soesmart.core"}
    assert found == set(settings.MODULES)
