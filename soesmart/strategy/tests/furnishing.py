"""A row in every table of measuring, made by the services; what the rights matrix and the walks through towns open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.delivery.mapping import Plan
from soesmart.strategy.models import DataSource, Delivery, Goal, GoalQuestion, Indicator, Measure, Reminder, Report
from soesmart.strategy.queries.reports import composed
from soesmart.strategy.rules import SourceKind, Stage
from soesmart.strategy.services.assumptions import note_assumption
from soesmart.strategy.services.deliveries import check, confirm_mapping, receive
from soesmart.strategy.services.duties import Duty, assign_duty
from soesmart.strategy.services.measures import EstimateText, MeasureText, add_measure, record_estimate
from soesmart.strategy.services.questions import answer_question, ask_question
from soesmart.strategy.services.reports import open_report, publish_report, write_block
from soesmart.strategy.services.sources import SourceText, add_source

TEST = "system:test"
# Far from the years that others write reports about.
PUBLISHED, DRAFT = 2020, 2021


@dataclass(frozen=True)
class Furnished:
    """Rows to open. mapping and findings: a delivery in that state; asked waits, answered is public."""

    indicator: Indicator
    source: DataSource
    mapping: Delivery
    findings: Delivery
    measure: Measure
    asked: GoalQuestion
    answered: GoalQuestion
    published: Report
    draft: Report


def furnish_measuring(
    town: Municipality, goal: Goal, indicator: Indicator, contact: Person, at: datetime, words: str = "Worte"
) -> Furnished:
    """Inside the town's scope. indicator: of `goal`, delivered by `contact`; words: stand in what is frozen."""
    duty = Duty(contact=contact, update_months=12, due_on=at.date())
    indicator = assign_duty(actor=TEST, indicator=indicator, duty=duty, at=at)
    Reminder.objects.create(indicator=indicator, due_on=at.date(), stage=Stage.CONTACT, reminded_at=at)
    published = write_report(town, PUBLISHED, at, words)
    content = composed(published, town, at)
    assert content is not None
    publish_report(actor=TEST, report=published, content=content, pdf=words.encode(), at=at)
    asked, answered = (
        ask_question(municipality=town, goal=goal, text=f"Frage {number}", nonce=uuid4(), at=at, person=contact)
        for number in (1, 2)
    )
    answer_question(actor=TEST, question=answered, answer="Antwort", at=at)
    text = SourceText("Ferne Tabelle", SourceKind.CSV, "https://daten.example.org/werte.csv", every_days=7)
    return Furnished(
        indicator=indicator,
        source=add_source(actor=TEST, municipality=town, text=text, at=at),
        mapping=deliver(town, indicator, contact, at),
        findings=examined(deliver(town, indicator, contact, at + timedelta(minutes=1), odd=True), contact, at),
        measure=assume(town, indicator, at),
        asked=asked,
        answered=answered,
        published=published,
        draft=write_report(town, DRAFT, at, words),
    )


def write_report(town: Municipality, year: int, at: datetime, words: str) -> Report:
    report = open_report(actor=TEST, municipality=town, year=year, title=f"Bericht {year}", known_on=at.date(), at=at)
    write_block(actor=TEST, report=report, place="foreword", text=words, at=at)
    return report


def deliver(town: Municipality, indicator: Indicator, person: Person, at: datetime, *, odd: bool = False) -> Delivery:
    """A table of one series. odd: with a word where a number should be."""
    last = "siehe Anlage" if odd else "47"
    lines = [f"Jahr;{indicator.name} ({indicator.unit})", "2019;41", "2020;42", "2021;44", "2022;45", f"2023;{last}"]
    content = "\n".join([*lines, ""]).encode()
    return receive(
        actor=person,
        municipality=town,
        name="werte.csv",
        kind=SourceKind.UPLOAD,
        content=content,
        at=at,
        delivered_by=person,
    )


def examined(delivery: Delivery, person: Person, at: datetime) -> Delivery:
    """The delivery with its findings."""
    plan = Plan.from_dict(delivery.mapping)
    assert plan is not None
    confirm_mapping(actor=person, delivery=delivery, uses=plan.uses, origin=plan.origin, at=at)
    check(delivery=delivery.pk, at=at)
    delivery.refresh_from_db()
    return delivery


def assume(town: Municipality, indicator: Indicator, at: datetime) -> Measure:
    measure = add_measure(actor=TEST, municipality=town, text=MeasureText("tun", "Etwas tun", starts=2027), at=at)
    effect = EstimateText(Decimal(1), Decimal(2), Decimal(3), "Gutachten")
    record_estimate(actor=TEST, measure=measure, indicator=indicator, text=effect, at=at)
    note_assumption(actor=TEST, indicator=indicator, text="Es bleibt so.", at=at)
    return measure
