"""When a question is asked at all: only if an earlier one was answered in a certain way. Pure.

A condition is {} (always) or one of {"question": key, "is": [values]}, {"question": key, "not": [values]} and
{"question": key, "answered": true}. It never holds on a question that was left out: "not" means answered otherwise.
A condition looks back only, so there are no cycles, and one walk in order decides everything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from soesmart.participation.rules.questions import (
    MOST_QUESTIONS,
    Option,
    QuestionKind,
    QuestionWords,
    Unsound,
    check_words,
    numbers_of,
    tidy_settings,
)


def given_values(question: QuestionWords, answer: Any) -> frozenset[str]:
    """What a condition can ask for in an answer: keys of options, steps of a scale, the district of a place."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return frozenset(answer["is"])
        case QuestionKind.SCALE:
            return frozenset([str(answer)])
        case QuestionKind.PLACE:
            return frozenset(filter(None, [answer.get("district", "")]))
    return frozenset()


def values_of(question: QuestionWords, districts: Sequence[Option] = ()) -> tuple[Option, ...]:
    """What a condition on this question can name; nothing where it can only ask whether it was answered."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return question.options
        case QuestionKind.SCALE:
            return question.steps
        case QuestionKind.PLACE:
            return tuple(districts)
    return ()


def holds(condition: Mapping[str, Any], questions: Mapping[str, QuestionWords], answers: Mapping[str, Any]) -> bool:
    """Whether a question with this condition is asked. answers: tidy answers of the questions asked so far."""
    if not condition:
        return True
    key = condition["question"]
    if key not in answers:
        return False
    given = given_values(questions[key], answers[key])
    if "is" in condition:
        return bool(given & set(condition["is"]))
    return not given & set(condition.get("not", ()))


def sound(questions: Sequence[QuestionWords]) -> list[QuestionWords]:
    """The questions with tidy settings and conditions. Raises UnsoundList with the first that cannot stand."""
    if len(questions) > MOST_QUESTIONS:
        raise UnsoundList(questions[MOST_QUESTIONS].key, f"Mehr als {MOST_QUESTIONS} Fragen gehen nicht.", "text")
    before: dict[str, QuestionWords] = {}
    for question in questions:
        try:
            check_words(question)
            if question.key in before:
                raise Unsound(f"Das Kürzel {question.key} gibt es schon.", "key")
            settings = tidy_settings(question.kind, question.settings)
            condition = tidy_condition(question.condition, before)
        except Unsound as error:
            raise UnsoundList(question.key, error.text, error.field) from error
        before[question.key] = replace(question, settings=settings, condition=condition)
    return list(before.values())


class UnsoundList(Unsound):
    """As Unsound; question: key of the question that cannot stand."""

    def __init__(self, question: str, text: str, field: str) -> None:
        super().__init__(text, field)
        self.question = question


def tidy_condition(raw: Mapping[str, Any], before: Mapping[str, QuestionWords]) -> dict[str, Any]:
    """A condition in one of its three forms, with values as texts. Raises Unsound when it asks for what is not there.

    before: the questions that stand above the one with the condition.
    """
    if not raw:
        return {}
    asked = before.get(str(raw.get("question", "")))
    if asked is None:
        raise Unsound("Eine Bedingung kann nur nach einer Frage weiter oben fragen.", "condition")
    forms = [form for form in ("is", "not", "answered") if raw.get(form)]
    if len(forms) != 1:
        raise Unsound("Bitte wählen, bei welchen Antworten die Frage erscheint.", "condition")
    (form,) = forms
    if form == "answered":
        return {"question": asked.key, "answered": True}
    values = [str(value) for value in raw[form]] if isinstance(raw[form], list | tuple) else [""]
    if asked.kind != QuestionKind.PLACE:
        known = {option.key for option in values_of(asked)}
        if unknown := [value for value in values if value not in known]:
            text = (
                f"Die Antwort „{unknown[0][:50]}“, nach der die Bedingung fragt, gibt es in „{asked.text[:60]}“ nicht."
            )
            raise Unsound(text, "condition")
    return {"question": asked.key, form: values}


def condition_german(
    condition: Mapping[str, Any], questions: Sequence[QuestionWords], districts: Sequence[Option] = ()
) -> str:
    """ "Nur wenn bei Frage 2 „Mit dem Rad“ oder „Zu Fuß“ gewählt ist"; "" without condition."""
    asked = {question.key: question for question in questions}.get(condition.get("question", ""))
    if asked is None:
        return ""
    name = f"Frage {numbers_of(questions)[asked.key]}"
    if "answered" in condition:
        return f"Nur wenn {name} beantwortet ist"
    labels = {option.key: option.label for option in values_of(asked, districts)}
    form = "is" if "is" in condition else "not"
    named = " oder ".join(f"„{labels.get(value, value)}“" for value in condition[form])
    if form == "is":
        return f"Nur wenn bei {name} {named} gewählt ist"
    return f"Nur wenn bei {name} etwas anderes als {named} gewählt ist"
