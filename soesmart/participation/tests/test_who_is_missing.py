"""Who takes part, against the register."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.core import clock
from soesmart.participation.models import Campaign, RegisterCount
from soesmart.participation.queries.missing_people import who_is_missing
from soesmart.participation.queries.results import results_of
from soesmart.participation.rules.joined_groups import fork, shown_groups
from soesmart.participation.rules.missing_people import Part, Standing, ages_together, most_missing
from soesmart.participation.rules.people import AgeBand
from soesmart.participation.services.register import RegisterFact, record_register
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.results import AGES, said, spoken
from soesmart.region.models import District, Municipality
from tests.clients import ClientFor

REGISTER = (8000, 6500, 9000, 11500, 9500, 5500)


def register_ages(town: Municipality, at: datetime, *, invented: bool = False) -> None:
    facts = [
        RegisterFact(band.value, band.label, people, invented=invented)
        for band, people in zip(AgeBand, REGISTER, strict=True)
    ]
    record_register(actor="system:test", municipality=town, dimension=RegisterCount.Dimension.AGE, counts=facts, at=at)


def took_part(town: Municipality, at: datetime, ages: dict[str, int]) -> Campaign:
    campaign = a_campaign(town, at)
    an_idea(campaign, at)
    people = [age for age, number in ages.items() for _ in range(number)]
    rows = [said(campaign, place, 1, 1, at, age_band=age) for place, age in enumerate(people)]
    return spoken(campaign, rows, at)


def text_of(client_for: ClientFor, at: datetime) -> str:
    with clock.stopped_at(at):
        text: str = client_for().get("/mitmachen/ideen/ergebnis/").content.decode()
    return text


def test_who_is_missing_is_said_in_a_sentence(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    register_ages(in_soest, at)
    took_part(in_soest, at, dict(zip(AGES, (20, 60, 90, 100, 80, 11), strict=True)) | {"": 40})
    text = text_of(client_for, at)
    assert "Menschen ab 75 fehlen: 3 von 100 Teilnehmenden, 11 von 100 in der Stadt." in text
    assert "Menschen unter 18 fehlen: 6 von 100 Teilnehmenden, 16 von 100 in der Stadt." in text
    assert "Ihr Alter haben 361 von 401 genannt." in text


def test_shares_are_those_of_the_voices(in_soest: Municipality, at: datetime) -> None:
    register_ages(in_soest, at)
    numbers = dict(zip(AGES, (20, 60, 90, 100, 80, 11), strict=True))
    campaign = took_part(in_soest, at, numbers | {"": 40})
    [ages] = results_of(campaign, at).missing.comparisons
    assert [part.people for part in ages.parts] == list(numbers.values())
    assert sum(part.share for part in ages.parts) == pytest.approx(100)
    assert sum(part.town_share for part in ages.parts) == pytest.approx(100)


def test_a_small_group_is_joined_with_a_neighbour(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    register_ages(in_soest, at)
    campaign = took_part(in_soest, at, dict(zip(AGES, (3, 60, 90, 100, 80, 40), strict=True)))
    [ages] = results_of(campaign, at).missing.comparisons
    assert (ages.parts[0].label, ages.parts[0].people) == ("unter 30", 63)
    assert ages.is_coarse
    assert "unter 18" not in text_of(client_for, at)


def test_few_people_are_not_compared(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    register_ages(in_soest, at)
    took_part(in_soest, at, {"18-29": 5, "75-plus": 4})
    assert "Noch haben zu wenige gesagt" in text_of(client_for, at)


def test_without_a_register_it_says_what_will_be_there(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    took_part(in_soest, at, {"18-29": 50, "75-plus": 40})
    assert "sobald die Stadt ihre Zahlen eingetragen hat" in text_of(client_for, at)


def test_invented_numbers_of_the_register_carry_the_mark(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    register_ages(in_soest, at, invented=True)
    took_part(in_soest, at, dict(zip(AGES, (20, 60, 90, 100, 80, 11), strict=True)))
    part = text_of(client_for, at).split('id="wer-fehlt"')[1].split("</section>")[0]
    assert part.count("Beispielwert") == 3  # beside both sentences and at the table


def test_districts_that_the_register_does_not_count_are_said_to_be_left_out(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    names = [
        District.objects.create(municipality=in_soest, slug=name.lower(), name=name) for name in ("Ampen", "Ost", "X")
    ]
    facts = [RegisterFact(row.slug, row.name, 1000) for row in names[:2]]
    record_register(
        actor="system:test", municipality=in_soest, dimension=RegisterCount.Dimension.DISTRICT, counts=facts, at=at
    )
    campaign = a_campaign(in_soest, at)
    an_idea(campaign, at)
    rows = [said(campaign, place, 1, 1, at, district=names[place % 3]) for place in range(60)]
    rows += [said(campaign, place, 1, 1, at, district=names[0]) for place in range(60, 100)]
    spoken(campaign, rows, at)
    text = text_of(client_for, at)
    assert "Menschen aus Ost fehlen: 25 von 100 Teilnehmenden, 50 von 100 in diesen Ortsteilen." in text
    assert "Verglichen sind nur Ortsteile, deren Einwohnerzahl bekannt ist." in text


@given(st.lists(st.integers(0, 60), min_size=6, max_size=6), st.integers(2, 20))
def test_nothing_below_the_minimum_is_told_or_left_over(numbers: list[int], smallest: int) -> None:
    """Every shown part is large enough, and so is whatever remains of the known sum without any of them."""
    weights = dict(zip(AGES, REGISTER, strict=True))
    counts = dict(zip(AGES, numbers, strict=True))
    groups = shown_groups(fork(list(AGES), weights, is_ordered=True), counts, smallest)
    total, told = sum(numbers), sum(group.people for group in groups)
    assert all(group.people >= smallest for group in groups)
    assert told in (0, total)
    for group in groups:
        alone = len(group.keys) == 1
        assert (
            alone or min(counts[key] for key in group.keys) < smallest or _has_small_side(group.keys, counts, smallest)
        )


def _has_small_side(keys: tuple[str, ...], counts: dict[str, int], smallest: int) -> bool:
    """Joined for a reason: some neighbours within it are fewer than the minimum together."""
    return any(
        sum(counts[key] for key in keys[start:end]) < smallest
        for start in range(len(keys))
        for end in range(start + 1, len(keys) + 1)
    )


@pytest.mark.parametrize(
    ("keys", "label", "words"),
    [
        (("under-18",), "unter 18", "Menschen unter 18"),
        (("under-18", "18-29"), "unter 30", "Menschen unter 30"),
        (("30-44", "45-59"), "30 bis 59", "Menschen von 30 bis 59"),
        (("18-29",), "18 bis 29", "Menschen von 18 bis 29"),
        (("60-74", "75-plus"), "60 und älter", "Menschen ab 60"),
        (("75-plus",), "75 und älter", "Menschen ab 75"),
    ],
)
def test_ages_that_are_told_together_have_one_name(keys: tuple[str, ...], label: str, words: str) -> None:
    assert ages_together(keys) == (label, words)


@pytest.mark.parametrize(
    ("people", "registered", "standing"),
    [(3, 11, Standing.MISSING), (9, 11, Standing.FITTING), (20, 11, Standing.STRONG), (1, 3, Standing.FITTING)],
)
def test_small_differences_are_not_worth_a_sentence(people: int, registered: int, standing: Standing) -> None:
    part = Part("x", "Menschen aus X", people, 100, registered, 100)
    assert part.standing == standing
    assert most_missing([part]) == ([part] if standing == Standing.MISSING else [])


def test_a_campaign_without_districts_does_not_compare_them(in_soest: Municipality, at: datetime) -> None:
    register_ages(in_soest, at)
    campaign = a_campaign(in_soest, at, with_districts=False)
    figures: Any = SimpleNamespace(districts={"ampen": 90}, ages={"18-29": 90, "75-plus": 90})
    assert [one.dimension for one in who_is_missing(campaign, figures).comparisons] == ["age"]
