"""What the measuring of goals knows of a person, told and forgotten: values, deliveries, questions, estimates."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, F, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from soesmart.accounts.models import Person
from soesmart.core.module import PersonalRecords
from soesmart.strategy.models import (
    Assumption,
    Delivery,
    Finding,
    GoalQuestion,
    Indicator,
    IndicatorValue,
    MeasureEstimate,
    Report,
)
from soesmart.strategy.rules import DeliveryState, QuestionState

# Tables and their columns that name who did something; the rows stay when the person goes.
ACTS: tuple[tuple[Any, str], ...] = (
    (IndicatorValue, "entered_by"),
    (IndicatorValue, "approved_by"),
    (Delivery, "delivered_by"),
    (Delivery, "decided_by"),
    (Finding, "decided_by"),
    (GoalQuestion, "asked_by"),
    (GoalQuestion, "answered_by"),
    (MeasureEstimate, "estimated_by"),
    (Assumption, "assumed_by"),
    (Report, "published_by"),
)


def export_person_measuring(person: Person) -> Iterator[PersonalRecords]:
    """For which values she is asked, what she entered, delivered, decided, asked and answered."""
    yield PersonalRecords("Werte, die ich liefere", "Wissen, wen die Stadt nach einem Wert fragt", _contact_of(person))
    yield PersonalRecords("Werte, die ich eingetragen oder freigegeben habe", PROOF, _values(person))
    yield PersonalRecords("Lieferungen von Werten", PROOF, _deliveries(person))
    yield PersonalRecords("Meine Fragen zu Zielen", "Frage und Antwort veröffentlichen", _questions(person))
    yield PersonalRecords("Antworten, Schätzungen, Annahmen und Berichte für die Stadt", PROOF, _work(person))


PROOF = "Nachweis, woher eine Zahl der Stadt kommt"


def erase_person_measuring(person: Person) -> None:
    """What is public or proves a number stays without her; what she asked and nobody answered goes."""
    unanswered = GoalQuestion.objects.filter(asked_by=person, answer="")
    unanswered.filter(state__in=[QuestionState.WAITING, QuestionState.HIDDEN]).delete()
    Indicator.objects.filter(contact=person).update(contact=None, contact_by_address=False)
    for model, column in ACTS:
        model.objects.filter(**{column: person}).update(**{column: None})


def _contact_of(person: Person) -> list[dict[str, object]]:
    rows = Indicator.objects.filter(contact=person).order_by("key")
    return [{"Kennzahl": row.name, "Nächster Wert fällig": row.due_on} for row in rows]


def _values(person: Person) -> list[dict[str, object]]:
    """A row for each indicator: there may be thousands of values."""
    hers: QuerySet[Any] = IndicatorValue.objects.filter(Q(entered_by=person) | Q(approved_by=person))
    rows = hers.order_by("indicator__key").values_list("indicator__name", "indicator__key")
    counted = rows.annotate(number=Count("pk"), first=Min("recorded_at"), last=Max("recorded_at"))
    return [
        {"Kennzahl": name, "Werte": number, "Zuerst": first, "Zuletzt": last}
        for name, _, number, first, last in counted
    ]


def _deliveries(person: Person) -> list[dict[str, object]]:
    rows = Delivery.objects.filter(Q(delivered_by=person) | Q(decided_by=person)).defer("content", "mapping")
    return [
        {
            "Lieferung": row.name,
            "Stand": DeliveryState(row.state).label,
            "Geliefert": row.delivered_at if row.delivered_by_id == person.pk else None,
            "Entschieden": row.decided_at if row.decided_by_id == person.pk else None,
        }
        for row in rows.order_by("delivered_at")
    ]


def _questions(person: Person) -> list[dict[str, object]]:
    rows = GoalQuestion.objects.filter(asked_by=person).select_related("goal").order_by("asked_at")
    return [
        {
            "Ziel": row.goal.code,
            "Frage": row.text,
            "Gefragt": row.asked_at,
            "Stand": QuestionState(row.state).label,
            "Antwort": row.answer,
        }
        for row in rows
    ]


# What a kind of act is called; "{}" is the thing it was about.
WORK = {
    "a": "Antwort zum Ziel {}",
    "b": "Schätzung zur Maßnahme {}",
    "c": "Annahme: {}",
    "d": "Bericht {} veröffentlicht",
    "e": "{} Befunde entschieden, zuletzt",
}


def _work(person: Person) -> list[dict[str, object]]:
    """Acts of all kinds, in the order in which they happened. One query."""
    decided = Finding.objects.filter(decided_by=person).order_by().annotate(kind_=Value("e")).values("kind_")
    counted = decided.annotate(what_=Cast(Count("pk"), CharField()), when_=Max("decided_at"))
    parts = [
        _acts("a", GoalQuestion.objects.filter(answered_by=person), "goal__code", "answered_at"),
        _acts("b", MeasureEstimate.objects.filter(estimated_by=person), "measure__name", "recorded_at"),
        _acts("c", Assumption.objects.filter(assumed_by=person), "text", "recorded_at"),
        _acts("d", Report.objects.filter(published_by=person), "year", "published_at"),
        counted.values_list("kind_", "what_", "when_"),
    ]
    found = [act for act in parts[0].union(*parts[1:], all=True) if act[2]]  # a count of nothing has no moment
    found.sort(key=lambda act: act[2])
    return [{"Was": WORK[kind].format(what), "Wann": when} for kind, what, when in found]


def _acts(kind: str, rows: Any, what: str, when: str) -> Any:
    told = rows.order_by().annotate(kind_=Value(kind), what_=Cast(what, CharField()), when_=F(when))
    return told.values_list("kind_", "what_", "when_")
