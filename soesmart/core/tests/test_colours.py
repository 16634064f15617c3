"""Whatever colours a town chooses, its pages can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.core.colours import NIGHT, contrast, palette

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours, colours, colours)
def test_every_pair_of_colours_becomes_readable_in_light_and_dark(primary: str, accent: str, dark: str) -> None:
    made = palette(primary, accent, dark)
    assert contrast(made.primary, "#ffffff") >= 6
    assert contrast(made.accent, "#ffffff") >= 6
    assert contrast(made.primary, made.on_primary) >= 4.5
    assert contrast(made.primary_dark, NIGHT) >= 7
    assert contrast(made.accent_dark, NIGHT) >= 7
    assert contrast(made.primary_dark, made.on_primary_dark) >= 4.5


def test_a_readable_colour_stays_as_it_is() -> None:
    assert palette("#1f4f46", "#9a3d2b", "#8fd0bf").primary == "#1f4f46"
    assert palette("#1f4f46", "#9a3d2b", "#8fd0bf").primary_dark == "#8fd0bf"


def test_contrast_follows_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#123456;}body{display:none"])
def test_what_is_no_colour_never_reaches_a_stylesheet(colour: str) -> None:
    with pytest.raises(ValueError, match="Farbe"):
        palette(colour, "#000000")
