"""Names under which people appear: invented, compared, refused. Pure rules."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.accounts.rules import (
    LONGEST_KEY,
    LONGEST_PSEUDONYM,
    WORDS,
    fault_of_pseudonym,
    invent_pseudonym,
    key_of_pseudonym,
    tidy_pseudonym,
)


@given(st.integers(), st.integers(0, 40))
def test_every_invented_name_may_be_used(seed: int, tries: int) -> None:
    name = invent_pseudonym(random.Random(seed), tries)
    assert fault_of_pseudonym(name, "Soest") == ""
    assert tidy_pseudonym(name) == name


def test_the_same_seed_invents_the_same_name() -> None:
    assert invent_pseudonym(random.Random(27)) == invent_pseudonym(random.Random(27))


def test_there_are_names_enough_for_a_town() -> None:
    assert len(set(WORDS)) == len(WORDS)
    assert len(WORDS) * 98 > 5_000


@pytest.mark.parametrize(
    "same", ["linde 27", "LINDE-27", "Linde  27", "Linde27", "ｌｉｎｄｅ 27", "Lınde 27".replace("ı", "i")]
)
def test_names_that_look_alike_are_the_same(same: str) -> None:
    assert key_of_pseudonym(same) == key_of_pseudonym("Linde 27")


@pytest.mark.parametrize(("one", "other"), [("Löwe", "Lo\u0308we"), ("Straße", "STRASSE"), ("Ährengold", "ÄHRENGOLD")])
def test_german_letters_are_folded(one: str, other: str) -> None:
    assert key_of_pseudonym(one) == key_of_pseudonym(other)


@given(st.text())
def test_folding_and_tidying_are_stable(text: str) -> None:
    tidy = tidy_pseudonym(text)
    assert tidy_pseudonym(tidy) == tidy
    assert key_of_pseudonym(key_of_pseudonym(text)) == key_of_pseudonym(text)


@given(st.text(max_size=60))
def test_what_is_accepted_is_short_and_plain(text: str) -> None:
    if fault_of_pseudonym(text) == "":
        assert 3 <= len(text) <= LONGEST_PSEUDONYM
        assert all(character.isalnum() or character in " -" for character in text)
        assert 3 <= len(key_of_pseudonym(text)) <= LONGEST_KEY


@given(
    st.sampled_from(["Stadt", "Rathaus", "Bürgermeister", "Moderation", "Soest"]),
    st.sampled_from(["{}", "{} 7", "die-{}"]),
)
def test_nobody_passes_for_the_town_hall(word: str, form: str) -> None:
    assert "Stadtverwaltung" in fault_of_pseudonym(form.format(word).upper(), "Soest")


def test_a_word_inside_another_is_no_pretence() -> None:
    assert fault_of_pseudonym("Stadtmusikant", "Soest") == ""
    assert fault_of_pseudonym("Ratte", "Soest") == ""


@pytest.mark.parametrize("name", ["R\u0430thaus", "\u0410dmin", "St\u03b1dt Soest"])
def test_letters_of_another_script_do_not_make_a_second_town_hall(name: str) -> None:
    assert "nur einer Schrift" in fault_of_pseudonym(name, "Soest")


@pytest.mark.parametrize(
    "name", ["Łukasz 7", "Şükrü-Öz", "Ñandú", "\u041c\u0430\u0440\u0438\u044f", "\u0395\u03bb\u03ad\u03bd\u03b7"]
)
def test_names_of_all_scripts_are_welcome(name: str) -> None:
    assert fault_of_pseudonym(name, "Soest") == ""


def test_a_name_that_folds_to_a_long_one_is_refused() -> None:
    assert "ganze Wörter" in fault_of_pseudonym("\ufdfa" * 16, "Soest")
