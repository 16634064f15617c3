"""What the strategy offers to the rest of the house."""

from datetime import date, datetime

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models import Version
from soesmart.strategy.module import MODULE
from soesmart.strategy.services.decisions import write_decision
from soesmart.strategy.services.strategies import note_target_decision
from soesmart.strategy.tests.drafting import ACTOR, make_draft, make_strategy, publish
from soesmart.strategy.tests.reading import make_published
from tests.clients import ClientFor


def test_every_address_of_the_sitemap_and_the_search_answers(
    in_soest: Municipality, bernd: Person, clara: Person, at: datetime, client_for: ClientFor
) -> None:
    make_published(in_soest, bernd, clara, at)
    guest = client_for()
    addresses = {entry.url for entry in MODULE.sitemap()} | {found.url for found in MODULE.search_documents()}
    addresses |= {export.url for export in MODULE.exports()} | {card.url for card in MODULE.cards(at)}
    assert len(addresses) > 15
    assert {address: guest.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_the_search_knows_goals_by_code_and_indicator_and_where_they_stand(
    in_soest: Municipality, bernd: Person, clara: Person, at: datetime
) -> None:
    make_published(in_soest, bernd, clara, at)
    found = {document.key: document for document in MODULE.search_documents()}
    assert "Radverkehrsanteil" in found["goal-MOB-1"].text
    assert found["goal-MOB-1"].title.endswith("(MOB-1)")
    assert "Prognose" in found["outlook"].text
    assert found["field-energie"].kind == "Handlungsfeld"


def test_decisions_whose_day_is_known_stand_in_the_calendar(
    in_soest: Municipality, bernd: Person, clara: Person, at: datetime
) -> None:
    strategy = make_strategy(in_soest, at)
    for decided in ("2020", "2021-06-15"):
        note_target_decision(actor=ACTOR, strategy=strategy, subject="Klima", year=2030, decided=decided, at=at)
    draft = make_draft(strategy, at)
    write_decision(actor=ACTOR, version=draft, decided_on="2021-10-06", decided_by="Rat", at=at)
    publish(draft, bernd, clara, at)
    entries = {entry.start: entry.title for entry in MODULE.calendar(date(2021, 1, 1), date(2021, 12, 31))}
    assert entries == {
        date(2021, 6, 15): "Beschlossen: Klima bis 2030",
        date(2021, 10, 6): "Rat beschließt: Soest 2030",
    }
    assert not list(MODULE.calendar(date(2022, 1, 1), date(2022, 12, 31)))


def test_a_person_gets_told_her_steps_and_is_forgotten_on_request(
    in_soest: Municipality, bernd: Person, clara: Person, at: datetime
) -> None:
    make_published(in_soest, bernd, clara, at)
    steps = {
        person.pk: [row["Schritt"] for part in MODULE.export_person(person) for row in part.rows]
        for person in (bernd, clara)
    }
    assert steps == {bernd.pk: ["zur Freigabe gegeben"], clara.pk: ["freigegeben"]}
    MODULE.erase_person(bernd, at)
    version = Version.objects.get()
    assert (version.submitted_by, version.approved_by) == (None, clara)
    assert not [part for part in MODULE.export_person(bernd) if part.rows]
