"""A file that is no blueprint, or does not fit, changes nothing and says what is wrong where."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from soesmart.participation.blueprint import Blueprint
from soesmart.participation.blueprint_reading import LARGEST, Unreadable, read_blueprint
from soesmart.participation.models import Campaign, Category, Idea, Questionnaire
from soesmart.participation.tests.blueprints import QUESTIONS, card, load, plain
from soesmart.region.models import Municipality


def opening(right: str = "voice", first: object = 0, last: object = 5, clock: object = "00:00") -> dict[str, Any]:
    return {"right": right, "opens": {"day": first, "time": clock}, "closes": {"day": last, "time": "00:00"}}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kein lesbares JSON: Zeile 1"),
        (b"{", "kein lesbares JSON"),
        (b"\xff\xfe{}", "kein Text in UTF-8"),
        (b"[" * 100_000, "Verschachtelungen"),
        (b'{"version": ' + b"9" * 5000 + b"}", "Zahlen"),
        (b'{"version": NaN}', "Zahlen"),
        (b" " * (LARGEST + 1), "größer als 5 MB"),
        (b"[]", "keine Vorlage"),
        (b'{"a": 1}', "keine Vorlage"),
        (b'{"format": "soesmart-campaign", "version": 2}', "Fassung 2. Hier lässt sich nur Fassung 1 lesen"),
        (b'{"format": "soesmart-campaign"}', "Fassung None"),
        (b'{"format": "soesmart-campaign", "version": "\\ud800"}', "Hier lässt sich nur Fassung 1 lesen"),
    ],
)
def test_a_file_that_is_no_blueprint_says_so_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as caught:
        read_blueprint(content)
    assert len(caught.value.faults) == 1
    assert caught.value.faults[0].text.encode()  # can be shown


@pytest.mark.parametrize(
    ("parts", "paths"),
    [
        ({"campaign": None}, ["campaign"]),
        ({"campaign": {"title": "  "}}, ["campaign.title"]),
        ({"campaign": {"title": "x" * 201}}, ["campaign.title"]),
        ({"campaign": {"title": "N\0"}}, ["campaign.title"]),
        ({"campaign": {"title": "\ud800"}}, ["campaign.title"]),
        ({"campaign": {"title": "Neu", "who": "alle", "limit": -1, "limit_each": True}}, 3),
        ({"campaign": {"title": "Neu", "with_map": "ja", "answer_days": 1.5, "source": "javascript:x"}}, 3),
        ({"campaign": {"title": "Neu", "titel": "Alt"}}, ["campaign.titel"]),
        ({"persons": []}, ["persons"]),
        ({"windows": {}}, ["windows"]),
        ({"windows": [opening("vote")]}, ["windows[0].right"]),
        ({"windows": [opening(first=10**9), opening(clock="25:00"), opening(clock=5)]}, 4),
        ({"windows": [opening()] * 41}, ["windows"]),
        ({"ideas": [card(0), card(1, title=""), "Idee"]}, ["ideas[0].number", "ideas[1].title", "ideas[2]"]),
        ({"ideas": [card(1), card(1)]}, ["ideas[1].number"]),
        ({"ideas": [card(1, links=[1]), card(2, links=[9])]}, ["ideas[0].links", "ideas[1].links"]),
        ({"ideas": [card(1, links=["2"]), card(2, category=3)]}, ["ideas[0].links", "ideas[1].category"]),
        ({"ideas": [card(1, category="x")]}, ["ideas[0].category"]),
        ({"categories": [{"key": "a b", "name": "A"}, {"key": "c"}]}, ["categories[0].key", "categories[1].name"]),
        ({"categories": [{"key": "c", "name": "A"}, {"key": "c", "name": "a"}]}, 2),
        ({"questionnaires": [{"title": "F", "questions": [{"key": "a", "kind": "single", "text": "?"}]}]}, 1),
        ({"questionnaires": [{"title": "F", "questions": [{"key": "a", "kind": "single", "settings": 5}]}]}, 2),
        ({"questionnaires": [{"title": "F", "questions": [{**QUESTIONS[0], "settings": {"options": 3}}]}]}, 1),
        (
            {"questionnaires": [{"title": "F", "questions": [QUESTIONS[1]]}]},
            ["questionnaires[0].questions[0].condition"],
        ),
        ({"questionnaires": [{"title": "F", "questions": [QUESTIONS[0]] * 2}]}, ["questionnaires[0].questions[1].key"]),
    ],
)
def test_every_fault_is_named_by_its_place(parts: dict[str, Any], paths: list[str] | int) -> None:
    with pytest.raises(Unreadable) as caught:
        read_blueprint(json.dumps({**plain(), **parts}).encode())
    found = [fault.path for fault in caught.value.faults]
    assert found == paths if isinstance(paths, list) else len(found) == paths, caught.value.faults


@pytest.mark.parametrize(
    ("content", "start", "words"),
    [
        (plain(windows=[opening(), opening(first=3)]), date(2026, 11, 20), "überschneiden sich"),
        (plain(windows=[opening(clock="02:30")]), date(2027, 3, 28), "beginnt die Sommerzeit"),
        (plain(campaign={"title": "Neu", "voting": "points", "limit": 3, "limit_each": 5}), date(2027, 1, 1), "Grenze"),
        (plain(campaign={"title": "Neu", "smallest_group": 1}), date(2027, 1, 1), "verraten zu viel"),
        (plain(questionnaires=[{"title": "F", "window": {k: v for k, v in opening(last=-1).items() if k != "right"}}]),
         date(2027, 1, 1), "bevor es beginnt"),
    ],
)  # fmt: skip
def test_what_does_not_fit_leaves_nothing_behind(
    in_soest: Municipality, at: datetime, content: Any, start: date, words: str
) -> None:
    content |= {"categories": [{"key": "a", "name": "A"}], "ideas": [card(1)]}
    with pytest.raises(Unreadable, match=words):
        load(content, in_soest, at, start)
    assert not any(model.objects.exists() for model in (Campaign, Category, Idea, Questionnaire))


@settings(deadline=None, max_examples=150)
@given(
    some.recursive(
        some.none() | some.booleans() | some.integers() | some.text(max_size=5),
        lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(
            ["campaign", "title", "windows", "opens", "day", "ideas", "number", "questionnaires", "questions", "key",
             "kind", "settings", "options", "condition", "question", "is", "categories", "links", "window", "min"]),
            inner, max_size=5),
        max_leaves=30,
    )
)  # fmt: skip
def test_whatever_stands_in_a_file_it_is_read_or_refused_but_never_breaks(content: Any) -> None:
    whole = content if isinstance(content, dict) else {"ideas": content}
    try:
        found = read_blueprint(json.dumps({**plain(), **whole}).encode())
    except Unreadable:
        return
    assert isinstance(found, Blueprint)
