"""A campaign travels as a file: whole or not at all, equal field by field, without a word of its residents."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from soesmart.core.clock import BERLIN
from soesmart.core.ids import new_id
from soesmart.participation.blueprint import CampaignPart, QuestionnairePart, to_text
from soesmart.participation.blueprint_reading import read_blueprint
from soesmart.participation.models import Campaign, Idea, Question, Questionnaire
from soesmart.participation.queries.blueprints import blueprint_of
from soesmart.participation.rules import AuthorRole, Channel, ResultsShown, Right, Span, Voting, Who
from soesmart.participation.rules.questions import QuestionWords
from soesmart.participation.rules.windows import fault_of
from soesmart.participation.services.blueprints import import_campaign
from soesmart.participation.services.campaigns import CampaignWords, found_campaign, set_categories
from soesmart.participation.services.ideas import IdeaWords, Origin, link_ideas, submit_idea
from soesmart.participation.services.windows import set_windows
from soesmart.participation.tests.blueprints import OFFICE, QUESTIONS, card, load, plain
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality

FIRST = datetime(2026, 11, 5, tzinfo=BERLIN)

printable = some.characters(
    codec="utf-8", exclude_characters="\0", categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Co")
)


def text(most: int, least: int = 0) -> some.SearchStrategy[str]:
    return some.text(printable, min_size=least, max_size=most)


title = text(60, 1).filter(lambda name: bool(name.strip()))
words = some.builds(
    CampaignWords,
    title=title,
    summary=text(100),
    question=text(100),
    text=text(200),
    contact=text(50),
    who=some.sampled_from(Who),
    voting=some.sampled_from([Voting.AGREE, Voting.SUPPORT, Voting.STARS, Voting.COMMENT]),
    with_important=some.booleans(),
    results=some.sampled_from(ResultsShown),
    smallest_group=some.integers(3, 500),
    answer_days=some.integers(0, 730),
    with_map=some.booleans(),
    with_districts=some.booleans(),
    source=some.sampled_from(["", "https://www.example.org/ä?b=c"]),
    invented=some.booleans(),
) | some.builds(
    CampaignWords,
    title=title,
    voting=some.sampled_from([Voting.POINTS, Voting.BUDGET]),
    limit=some.integers(10, 10**10),
    limit_each=some.integers(0, 10),
)
windows = some.lists(
    some.tuples(some.sampled_from(Right), some.integers(0, 40), some.integers(1, 20), some.integers(0, 23 * 60)),
    max_size=5,
).map(
    lambda rows: [
        (right, Span(FIRST + timedelta(days=day, minutes=minute), FIRST + timedelta(days=day + length, minutes=minute)))
        for right, day, length, minute in rows
    ]
).filter(lambda rows: not fault_of(rows))  # fmt: skip
names = some.lists(title, max_size=4, unique_by=lambda name: name.strip().casefold())
cards = some.lists(
    some.tuples(title, title, text(30), some.sampled_from(Channel), some.sampled_from(AuthorRole), some.booleans()),
    max_size=4,
)
questionnaires = some.lists(some.tuples(title, text(50), some.integers(0, 4), some.booleans()), max_size=2)


def build(town: Municipality, at: datetime, spec: Any) -> Campaign:
    """A campaign made by the services, as the office would."""
    said, spans, headings, ideas, sheets = spec
    campaign = found_campaign(actor=OFFICE, municipality=town, key="vorbild", words=said, phase=None, at=at)
    set_windows(actor=OFFICE, campaign=campaign, windows=spans, at=at)
    rows = set_categories(actor=OFFICE, campaign=campaign, categories=[("", name) for name in headings], at=at)
    made = []
    for number, (name, what, who, channel, role, invented) in enumerate(ideas):
        card = IdeaWords(name, what, who, category=rows[number % len(rows)] if rows else None)
        origin = Origin(channel=channel, role=role, reference=f"I{number}", invented=invented)
        made.append(submit_idea(campaign=campaign, words=card, origin=origin, nonce=new_id(), at=at))
    if len(made) > 2:
        link_ideas(actor=OFFICE, idea=made[2], others=made[:2], at=at)
        Idea.objects.filter(pk=made[1].pk).delete()  # numbers of cards have gaps
    for number, (name, note, count, is_dated) in enumerate(sheets):
        days = {"opens_at": FIRST, "closes_at": FIRST + timedelta(days=9)} if is_dated else {}
        sheet = Questionnaire.objects.create(
            municipality=town, campaign=campaign, key=f"f{number}", title=name, thanks=note, **days
        )
        for position, row in enumerate(QUESTIONS[:count], 1):
            Question.objects.create(questionnaire=sheet, position=position, **row)
    return Campaign.objects.get(pk=campaign.pk)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25)
@given(some.tuples(words, windows, names, cards, questionnaires), some.dates(date(2027, 1, 1), date(2028, 12, 1)))
def test_what_was_exported_and_imported_in_another_town_is_exported_equally(
    soest: Municipality, olpe: Municipality, at: datetime, spec: Any, start: date
) -> None:
    with transaction.atomic():
        with scope(municipality=soest):
            exported = to_text(blueprint_of(build(soest, at, spec)))
        with scope(municipality=olpe):
            blueprint = read_blueprint(exported.encode())
            made = import_campaign(actor=OFFICE, municipality=olpe, blueprint=blueprint, start=start, at=at)
            assert to_text(blueprint_of(made)) == exported
            assert (made.state, made.phase, made.municipality) == ("draft", None, olpe)
        transaction.set_rollback(True)


def test_every_field_of_the_organiser_travels() -> None:
    """A field that is added to the words of a campaign must be added to the file."""
    assert CampaignPart.__dataclass_fields__.keys() == CampaignWords.__dataclass_fields__.keys()


def test_nothing_that_people_said_or_were_travels(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    an_idea(campaign, at, "Karte der Stadt", role=AuthorRole.ADMINISTRATION)
    an_idea(campaign, at, "Karte aus der Werkstatt", channel=Channel.WORKSHOP)
    an_idea(campaign, at, "Einsendung auf Papier", channel=Channel.PAPER)
    sent = an_idea(campaign, at, "Einsendung aus dem Rat", credential=browser("clara"), role=AuthorRole.COUNCIL)
    part = an_idea(campaign, at, "Teil der Einsendung", role=AuthorRole.COUNCIL)
    Idea.objects.filter(pk=part.pk).update(split_from=sent)
    hidden = an_idea(campaign, at, "Entfernte Karte", role=AuthorRole.ADMINISTRATION)
    Idea.objects.filter(pk=hidden.pk).update(visibility="removed")
    campaign.refresh_from_db()
    exported = to_text(blueprint_of(campaign))
    assert "Karte der Stadt" in exported
    assert "Karte aus der Werkstatt" in exported
    assert "Einsendung" not in exported
    assert "Entfernte" not in exported
    assert "voices" not in exported
    assert "token" not in exported


def test_windows_count_from_the_new_first_day(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    blueprint = replace(blueprint_of(campaign), campaign=CampaignPart("Neu"))
    made = import_campaign(actor=OFFICE, municipality=in_soest, blueprint=blueprint, start=date(2027, 5, 1), at=at)
    opens = made.opens_at.astimezone(BERLIN)
    # The time of the day stays, though summer time lies between.
    assert (opens.date(), opens.time()) == (date(2027, 5, 1), campaign.opens_at.astimezone(BERLIN).time())


def test_numbers_of_cards_stay_as_printed_and_answers_wait_for_the_publication(
    in_soest: Municipality, at: datetime
) -> None:
    content = plain(campaign={"title": "Neu", "answer_days": 30})
    content["ideas"] = [card(7, links=[12]), card(12)]
    made = load(content, in_soest, at)
    assert list(made.ideas.values_list("number", flat=True)) == [7, 12]
    assert (made.ideas_count, made.last_idea_number) == (2, 12)
    assert not made.ideas.filter(answer_due_at__isnull=False).exists()
    assert an_idea(made, at).number == 13


# What the town or the people add to a campaign, a questionnaire, a question, a card; it does not travel.
OF_THE_TOWN = {
    Campaign: {
        "id",
        "municipality",
        "phase",
        "key",
        "state",
        "opens_at",
        "closes_at",
        "published_at",
        "revision",
        "nonce",
    }
    | {"voices", "opinions", "ideas_count", "comments_count", "last_idea_number", "removals"},
    Questionnaire: {"id", "municipality", "phase", "campaign", "key", "state", "opens_at", "closes_at", "published_at"}
    | {"revision", "responses_count", "changes", "nonce"},
    Question: {"id", "questionnaire", "position"},
}
PARTS = {Campaign: CampaignPart, Questionnaire: QuestionnairePart, Question: QuestionWords}
DERIVED = {"window", "questions"}


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_a_new_column_travels_or_is_named_here_as_one_that_does_not(model: Any) -> None:
    columns = {field.name for field in model._meta.concrete_fields}
    assert columns - OF_THE_TOWN[model] == set(PARTS[model].__dataclass_fields__) - DERIVED
