"""The drawing is sound SVG that a keyboard and a screen reader find their way in, by day and by night."""

import gzip
import re
import time
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from soesmart.core.colours import contrast
from soesmart.strategy.house import Door, HouseContent, Part, People, Room, Window
from soesmart.strategy.house.draw import draw_house
from soesmart.strategy.house.measures import NARROW, WIDE
from soesmart.strategy.house.render import house_style, render_house, standalone_svg
from soesmart.strategy.house.style import Roof, style_of
from soesmart.strategy.rules import Light
from soesmart.strategy.tests.houses import TOWNS, Town, rooms, soest

SVG = "{http://www.w3.org/2000/svg}"


def links(drawing: str) -> list[tuple[str, str]]:
    """Address and name of every link, in the order of the keyboard."""
    return [(a.get("href", ""), a.get("aria-label", "")) for a in ElementTree.fromstring(drawing).iter(f"{SVG}a")]


def drawn(content: HouseContent, measures: object = WIDE) -> str:
    return draw_house(content, house_style(Town()), measures)  # type: ignore[arg-type]


@pytest.mark.parametrize("measures", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_keyboard_walks_vision_rooms_windows_ground_floor_door_people(measures: object) -> None:
    found = links(drawn(soest(), measures))
    assert found[0] == (
        "/strategie/",
        "Vision: Klimaneutrale Smart City (nachhaltig, digital, vernetzt, lebendig, attraktiv)",
    )
    assert found[1] == ("/felder/0/", "Mobilität: 4 Ziele")
    assert found[2] == ("/ziele/Mob-1/", "Ziel Mob-1: Ziel Nummer 1, auf Kurs")
    assert [name for _, name in found[-3:]] == [
        "Übergeordnetes Ziel: Generationengerechtigkeit",
        "10 Pilotprojekte",
        "1.843 Menschen haben im letzten Jahr mitgemacht",
    ]
    assert len(found) == 1 + 8 + 28 + 1 + 1 + 1


def test_what_has_no_address_is_drawn_without_a_link() -> None:
    drawing = drawn(soest())
    assert "Resilienz" in drawing
    assert not [name for _, name in links(drawing) if "Resilienz" in name]


def test_every_light_has_its_own_pattern_and_its_word() -> None:
    page = render_house(soest(), Town())
    for light in Light:
        assert f'href="#h-{light.value}"' in page
        assert light.label in page
    patterns = re.findall(r'<pattern id="h-\w+-lines".*?</pattern>', page)
    assert len({re.sub(r"h-\w+", "", pattern) for pattern in patterns}) == 3


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.slug)
def test_ids_are_unique_and_every_reference_has_its_target(town: Town) -> None:
    page = render_house(soest(), town)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|url\(#)([\w-]+)', page)) <= set(ids)


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.slug)
def test_every_colour_of_the_drawing_is_given_by_day_and_by_night(town: Town) -> None:
    named = set(re.findall(r"var\(--h-(\w+)\)", render_house(soest(), town)))
    style = house_style(town)
    assert named <= set(dict(style.day)) == set(dict(style.night))


def test_nothing_is_styled_inline() -> None:
    """The pages' content security policy forbids it."""
    assert "style=" not in render_house(soest(), Town())
    assert "<style" not in standalone_svg(soest(), Town()).decode()


@settings(max_examples=40, deadline=None)
@given(some.from_regex(r"#[0-9a-f]{6}", fullmatch=True), some.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_all_letters_can_be_read_whatever_colours_a_town_has(primary: str, accent: str) -> None:
    style = style_of("irgendwo", primary, accent)
    for colours in (dict(style.day), dict(style.night)):
        for ink, ground in (("ink", "plaster"), ("ink", "tablet"), ("carving", "timber"), ("onDoor", "door")):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_five_towns_have_houses_of_different_looks() -> None:
    looks = {(house_style(town).roof, dict(house_style(town).day)["stone"]) for town in TOWNS}
    assert len(looks) == 5
    assert house_style(TOWNS[0]).roof is Roof.CROSS
    assert {house_style(town).roof for town in TOWNS} == set(Roof)


def test_the_people_are_as_many_as_known_and_fourteen_at_most() -> None:
    def figures(people: People | None) -> int:
        return len(re.findall(r'href="#h-p\d"', drawn(replace(soest(), people=people))))

    assert [figures(people) for people in (None, People(0), People(3), People(1843))] == [0, 0, 3, 14]


def test_without_pilots_there_is_a_door_but_no_link_and_no_number() -> None:
    found = links(drawn(replace(soest(), door=None)))
    assert not [name for _, name in found if "Pilot" in name]


def test_two_drawings_weigh_less_than_twelve_kilobytes() -> None:
    assert len(gzip.compress(render_house(soest(), Town()).encode(), 6)) < 12_000


def test_a_house_is_drawn_in_a_few_milliseconds() -> None:
    """3 ms is promised and 2.5 were measured; four times that leaves room for a busy machine."""
    content, style = soest(), house_style(Town())
    draw_house(content, style, WIDE)
    start = time.process_time()
    for _ in range(10):
        draw_house(content, style, WIDE)
        draw_house(content, style, NARROW)
    assert (time.process_time() - start) / 10 < 0.012


@pytest.mark.parametrize("dark", [False, True])
def test_the_file_needs_no_style_sheet(dark: bool) -> None:
    drawing = standalone_svg(soest(), Town(), dark=dark).decode()
    assert "var(" not in drawing
    assert "h-say" not in drawing
    titles = [title.text for title in ElementTree.fromstring(drawing).iter(f"{SVG}title")]
    assert "Ziel Mob-1: Ziel Nummer 1, auf Kurs" in titles


words = some.text(max_size=40) | some.sampled_from(["<script>\"&'", "]]>", "\x00\ud7ff\uffff", "a" * 200, "&amp;"])
some_windows = some.lists(some.builds(Window, words, words, words, some.sampled_from(Light), words), max_size=4).map(
    tuple
)
some_houses = some.builds(
    HouseContent,
    words,
    words,
    some.lists(words, max_size=3).map(tuple),
    some.lists(some.builds(Part, words, words), max_size=3).map(tuple),
    some.lists(some.builds(Room, words, words, some_windows), max_size=4).map(tuple),
    some.none() | some.builds(Door, some.integers(0, 999), words, words),
    some.none() | some.builds(People, some.integers(0, 99999), words, words),
    words,
)


@settings(max_examples=60, deadline=None)
@given(some_houses)
def test_no_text_breaks_out_of_the_drawing(content: HouseContent) -> None:
    for narrow in (False, True):
        ElementTree.fromstring(standalone_svg(content, Town(), narrow=narrow).decode())
    page = ElementTree.fromstring(f"<div>{render_house(content, Town())}</div>")
    assert not list(page.iter("script")) + list(page.iter(f"{SVG}script"))


def test_a_room_without_goals_is_still_a_room() -> None:
    found = links(drawn(replace(soest(), rooms=rooms(0, 1))))
    assert ("/felder/0/", "Raum 0") in found
    assert ("/felder/1/", "Raum 1: 1 Ziel") in found
