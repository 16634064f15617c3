"""QR codes are drawn here, with words, and read back as what they say."""

from xml.etree import ElementTree

import pytest

from soesmart.core.qr import qr_svg


def test_a_code_is_a_picture_with_a_name_and_without_styles() -> None:
    drawing = qr_svg("https://soest.example/e/ABCDEF", 'Zum <Abend> & "Saal"')
    root = ElementTree.fromstring(drawing)
    assert root.attrib["role"] == "img"
    assert root[0].text == 'Zum <Abend> & "Saal"'
    assert "style=" not in drawing
    assert len(drawing) < 4 * 1024


def test_different_addresses_give_different_codes() -> None:
    assert qr_svg("https://soest.example/a", "x") != qr_svg("https://soest.example/b", "x")


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="zu lang"):
        qr_svg("x" * 4000, "x")
