"""Questions, conditions and answers, without a database."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.participation.forms.questionnaire_page import raw_answers, typed_answers
from soesmart.participation.rules.question_answers import Surroundings, check_answer, check_answers
from soesmart.participation.rules.question_conditions import UnsoundList, condition_german, holds, sound
from soesmart.participation.rules.questions import QuestionKind, QuestionWords, Unsound, check_words, tidy_settings
from soesmart.participation.tests.questionnaires import AGE, ALL, BIKE, FIRST, HOME, PLACES, WAYS, WHY, YES_NO

SOEST = Surroundings({"ampen"}, Decimal("51.5711"), Decimal("8.1058"))
TIDY = {question.key: question for question in sound(ALL)}


def check(question: QuestionWords, raw: Any, *, complete: bool = True) -> Any:
    return check_answer(TIDY[question.key], raw, SOEST, complete=complete)


@pytest.mark.parametrize(
    ("question", "raw", "stored"),
    [
        (YES_NO, "1", {"is": ["1"]}),
        (WAYS, ["fuss", "rad"], {"is": ["rad", "fuss"]}),
        (WAYS, {"is": [], "other": "Roller"}, {"is": ["sonstiges"], "other": "Roller"}),
        (WAYS, {"is": ["rad"], "other": "  "}, {"is": ["rad"]}),
        (BIKE, "3", 3),
        (BIKE, 5, 5),
        (BIKE, "weiss-nicht", "weiss-nicht"),
        (PLACES, {"markt": "gut", "park": ""}, {"markt": "gut"}),
        (FIRST, ["licht", "baeume"], ["licht", "baeume"]),
        (FIRST, ["licht", ""], ["licht"]),
        (WHY, "  Ein\r\nRadweg\0 ", "Ein\nRadweg"),
        (AGE, "44", "44"),
        (AGE, 44, "44"),
        (AGE, "44,0", "44"),
        (HOME, {"district": "ampen", "text": "am Markt"}, {"district": "ampen", "text": "am Markt"}),
        (HOME, {"lat": "51,57", "lon": "8.1"}, {"lat": "51.57000", "lon": "8.10000"}),
        (HOME, {"district": "", "text": ""}, {}),
    ],
)  # fmt: skip
def test_an_answer_is_brought_into_one_form(question: QuestionWords, raw: Any, stored: Any) -> None:
    assert check(question, raw) == stored


@pytest.mark.parametrize(
    ("question", "raw", "says"),
    [
        (YES_NO, "3", "steht nicht zur Wahl"),
        (YES_NO, ["1", "2"], "nur eine Antwort"),
        (WAYS, {"is": ["sonstiges"], "other": "x" * 201}, "höchstens 200"),
        (BIKE, "6", "Stufe"),
        (PLACES, {"see": "gut"}, "Zeile"),
        (PLACES, {"markt": "toll"}, "Spalte"),
        (PLACES, "gut", "Zeile"),
        (FIRST, ["licht", "licht"], "„Licht“ steht auf zwei Plätzen"),
        (FIRST, ["", "licht"], "Platz 1 ist noch frei"),
        (FIRST, ["licht", "baeume", "baenke"], "höchstens 2"),
        (WHY, "x" * 201, "hat 201 Zeichen, höchstens 200"),
        (AGE, "vierzig", "keine Zahl"),
        (AGE, "9", "mindestens 10\N{NO-BREAK SPACE}Jahre"),
        (AGE, "111", "höchstens 110"),
        (AGE, "44,5", "ganze Zahl"),
        (AGE, "9" * 39, "zu groß"),
        (HOME, {"district": "olpe"}, "Ortsteil"),
        (HOME, {"lat": "51,57"}, "beide Koordinaten"),
        (HOME, {"lat": "8,1", "lon": "51,5"}, "zuerst die Breite"),
        (HOME, {"lat": "NaN", "lon": "8"}, "nicht bei uns"),
        (HOME, {"lat": "hier", "lon": "dort"}, "51,5711"),
    ],
)
def test_a_wrong_answer_is_refused_with_words_that_help(question: QuestionWords, raw: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        check(question, raw)


def test_how_many_may_be_ticked_counts_only_when_it_is_sent() -> None:
    question = replace(WAYS, settings={**WAYS.settings, "min": 2, "max": 2})
    assert check_answer(question, ["rad"], SOEST, complete=False) == {"is": ["rad"]}
    with pytest.raises(ValueError, match="mindestens 2"):
        check_answer(question, ["rad"], SOEST, complete=True)
    with pytest.raises(ValueError, match="höchstens 2"):
        check_answer(question, ["rad", "fuss", "auto"], SOEST, complete=False)


def test_a_required_table_wants_every_row() -> None:
    question = replace(TIDY["orte"], required=True)
    with pytest.raises(ValueError, match="Noch offen: Park"):
        check_answer(question, {"markt": "gut"}, SOEST, complete=True)
    assert check_answer(question, {"markt": "gut"}, SOEST, complete=False) == {"markt": "gut"}


@pytest.mark.parametrize(
    ("kind", "settings", "field"),
    [
        (QuestionKind.SINGLE, {"options": ["Eins"]}, "options"),
        (QuestionKind.SINGLE, {"options": ["Eins", "Eins"]}, "options"),
        (QuestionKind.SINGLE, {"options": [{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]}, "options"),
        (QuestionKind.SINGLE, {"options": [{"key": "sonstiges", "label": "A"}, {"key": "b", "label": "B"}]}, "options"),
        (QuestionKind.MULTIPLE, {"options": ["A", "B"], "min": 3}, "min"),
        (QuestionKind.MULTIPLE, {"options": ["A", "B", "C"], "min": 2, "max": 1}, "min"),
        (QuestionKind.SCALE, {"from": 5, "to": 1}, "to"),
        (QuestionKind.SCALE, {"from": -10, "to": 10}, "to"),
        (QuestionKind.MATRIX, {"rows": [], "columns": ["A", "B"]}, "rows"),
        (QuestionKind.RANKING, {"options": ["A", "B"], "top": 3}, "top"),
        (QuestionKind.TEXT, {"max": 100_000}, "max"),
        (QuestionKind.NUMBER, {"min": "5", "max": "5"}, "max"),
        (QuestionKind.NUMBER, {"min": "fünf"}, "min"),
    ],
)
def test_a_question_that_cannot_be_asked_names_the_setting(
    kind: QuestionKind, settings: dict[str, Any], field: str
) -> None:
    with pytest.raises(Unsound) as error:
        tidy_settings(kind, settings)
    assert error.value.field == field


def test_a_text_cannot_be_confidential() -> None:
    with pytest.raises(UnsoundList, match="niemand lesen"):
        sound([replace(WHY, condition={}, confidential=True)])


@pytest.mark.parametrize(
    "condition",
    [
        {"question": "alter", "is": ["1"]},  # below
        {"question": "sicher", "is": ["1"]},  # itself
        {"question": "nirgends", "answered": True},
        {"question": "wege", "is": ["boot"]},
        {"question": "wege", "is": "rad"},
        {"question": "wege", "is": []},
        {"question": "wege", "is": ["rad"], "not": ["auto"]},
        {"question": "wege"},
    ],
)
def test_a_condition_asks_only_for_what_stands_above(condition: dict[str, Any]) -> None:
    with pytest.raises(UnsoundList) as error:
        sound([WAYS, replace(BIKE, condition=condition), AGE])
    assert (error.value.question, error.value.field) == ("sicher", "condition")


def test_conditions_are_said_in_words() -> None:
    not_car = replace(BIKE, condition={"question": "wege", "not": ["auto", "fuss"]})
    after = replace(AGE, condition={"question": "wege", "answered": True})
    said = [condition_german(question.condition, [WAYS, not_car, after]) for question in (WAYS, not_car, after)]
    assert said == [
        "",
        "Nur wenn bei Frage 1 etwas anderes als „Mit dem Auto“ oder „Zu Fuß“ gewählt ist",
        "Nur wenn Frage 1 beantwortet ist",
    ]


# ---- whatever is typed

words = st.one_of(
    st.none(), st.text(max_size=30), st.integers(), st.lists(st.sampled_from(["rad", "auto", "1", "x"]), max_size=4)
)
anything = st.one_of(
    words,
    st.dictionaries(st.sampled_from(["is", "other", "markt", "park", "district", "lat", "lon", "text"]), words),
    st.lists(st.sampled_from(["licht", "baeume", "baenke", "", "x"]), max_size=4),
    st.sampled_from(["1", "2", "5", "weiss-nicht", "gut", "44", "ampen", "sonstiges"]),
)
typed = st.dictionaries(st.sampled_from([*TIDY]), anything)


@given(typed, st.booleans())
def test_whatever_is_typed_is_stored_in_form_or_refused_in_words(answers: dict[str, Any], complete: bool) -> None:
    questions = [*TIDY.values()]
    checked = check_answers(questions, answers, SOEST, complete=complete)
    assert not {*checked.answers} & {*checked.faults}
    assert {*checked.answers, *checked.faults} <= {*checked.asked}
    assert all(fault.endswith((".", "?")) or "keine Zahl" in fault for fault in checked.faults.values())
    # Nothing is kept that was not asked, and everything asked follows from what is kept.
    for question in questions:
        assert (question.key in checked.asked) == holds(question.condition, TIDY, checked.answers)
    # What was stored goes through the page and through the check again unchanged.
    again = raw_answers(questions, typed_answers(questions, checked.answers))
    assert check_answers(questions, again, SOEST, complete=False).answers == checked.answers


@st.composite
def lists_of_questions(draw: st.DrawFn) -> list[QuestionWords]:
    """Questions of two choices each, hanging on each other at random, also in impossible ways."""
    count = draw(st.integers(1, 6))
    keys = [f"f{number}" for number in range(count)]
    conditions = st.one_of(
        st.just({}),
        st.builds(
            lambda key, form, values: {"question": key, form: values},
            st.sampled_from(keys),
            st.sampled_from(["is", "not"]),
            st.lists(st.sampled_from(["1", "2"]), min_size=1, max_size=2, unique=True),
        ),
    )
    return [
        QuestionWords(key, QuestionKind.SINGLE, "Ja?", settings={"options": ["Ja", "Nein"]}, condition=draw(conditions))
        for key in keys
    ]


@given(lists_of_questions(), st.dictionaries(st.integers(0, 5), st.sampled_from(["1", "2"])))
def test_of_a_sound_list_one_walk_decides_what_is_asked(questions: list[QuestionWords], said: dict[int, str]) -> None:
    looks_back = all(
        not one.condition or int(one.condition["question"][1:]) < place for place, one in enumerate(questions)
    )
    if not looks_back:
        with pytest.raises(UnsoundList):
            sound(questions)
        return
    answers = {f"f{number}": value for number, value in said.items()}
    checked = check_answers(sound(questions), answers, SOEST, complete=True)
    by_key = {question.key: question for question in questions}

    def is_asked(key: str) -> bool:
        condition = by_key[key].condition
        if not condition:
            return True
        above = condition["question"]
        if not is_asked(above) or above not in answers:
            return False
        return (answers[above] in condition["is"]) if "is" in condition else answers[above] not in condition["not"]

    assert {*checked.asked} == {key for key in by_key if is_asked(key)}


def test_no_question_stands_at_the_address_of_the_empty_form() -> None:
    with pytest.raises(Unsound, match="vergeben"):
        check_words(QuestionWords("neu", QuestionKind.SINGLE, "Und nun?"))
