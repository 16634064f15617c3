"""Real conversations with published outcomes: what follows from the groups must be equal, groups nearly so."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from soesmart.methods.opinion_map import (
    Description,
    Id,
    Votes,
    adjusted_rand_index,
    describe,
    opinion_map,
    votes_of_triples,
)
from soesmart.methods.opinion_map.polis import read_votes

DATA = Path(__file__).parents[4] / "shared" / "data" / "deliberation"
NAMES = ("austria-climate.5twd2jsnkf.2022-08-08", "scoop-hivemind.taxes", "server-math.25-participants")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the reference data are not there ({DATA})")
each = pytest.mark.parametrize("name", NAMES)
each_with_groups = pytest.mark.parametrize("name", NAMES[:2])


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "expected.json").read_text())["polis"][name]
    return found


@cache
def votes_in(name: str) -> Votes:
    folder = DATA / "polis" / name
    if (folder / "votes.csv").exists():
        return read_votes(folder / "votes.csv", folder / "comments.csv")
    triples = [
        (vote["participant_id"], vote["statement_id"], vote["vote"])
        for vote in json.loads((folder / "votes.json").read_text())
    ]
    people, statements = (sorted({triple[part] for triple in triples}) for part in (0, 1))
    person, statement, vote = np.array(triples).T
    indices = (np.searchsorted(people, person), np.searchsorted(statements, statement), vote)
    about_person = {one["statement_id"] for one in json.loads((folder / "comments.json").read_text()) if one["is_meta"]}
    return votes_of_triples(people, statements, indices, left_out=about_person)


def published_groups(name: str) -> dict[Id, int]:
    return {int(person): group for person, group in expected(name)["groups"].items()}


def description(name: str) -> Description:
    return describe(votes_in(name), published_groups(name))


@each
def test_numbers_of_people_statements_and_votes_are_as_published(name: str) -> None:
    votes, reference = votes_in(name), expected(name)
    found = (len(votes.people), len(votes.statements), int(votes.own_votes.sum()), len(votes.left_out))
    assert found == tuple(reference[key] for key in ("participants", "statements", "votes", "moderated_out"))


@each
def test_representative_statements_of_given_groups_equal_the_reference(name: str) -> None:
    found = {
        str(group): [{"statement": one.statement, "for": one.stance} for one in chosen]
        for group, chosen in description(name).representative.items()
    }
    assert found == expected(name)["representative_given_groups"]


@each
def test_consensus_equals_the_reference(name: str) -> None:
    found = description(name).consensus
    assert {"agree": [*found.agree], "disagree": [*found.disagree]} == expected(name)["consensus"]


@each
def test_group_aware_consensus_of_given_groups_equals_the_reference(name: str) -> None:
    found = {str(one): round(value, 9) for one, value in description(name).group_aware_consensus.items()}
    assert found == expected(name)["group_aware_consensus_given_groups"]


@each_with_groups
def test_counts_equal_the_reference(name: str) -> None:
    assert {str(one): [*tally] for one, tally in description(name).counts.items()} == expected(name)["counts"]


@each_with_groups
def test_own_groups_reach_the_rand_index_of_a_sound_method(name: str) -> None:
    found = opinion_map(votes_in(name)).groups
    assert adjusted_rand_index(found, published_groups(name)) >= expected(name)["ari_min"]


@each_with_groups
def test_groups_do_not_depend_on_chance(name: str) -> None:
    first, other = (opinion_map(votes_in(name), seed=seed).groups for seed in (1, 2))
    assert first == other


@each_with_groups
def test_both_files_of_a_conversation_hold_the_same_votes(name: str) -> None:
    folder = DATA / "polis" / name
    other = read_votes(folder / "participants-votes.csv", folder / "comments.csv")
    votes = votes_in(name)
    assert (other.people, other.statements, other.left_out) == (votes.people, votes.statements, votes.left_out)
    assert np.array_equal(other.matrix, votes.matrix)


@each_with_groups
def test_ten_more_votes_leave_a_real_picture_in_place(name: str) -> None:
    votes, rng = votes_in(name), np.random.default_rng(5)
    first, matrix = opinion_map(votes), votes.matrix.copy()
    matrix[rng.integers(len(votes.people), size=10), rng.integers(len(votes.statements), size=10)] = 1
    more = Votes(votes.people, votes.statements, matrix, votes.left_out)
    second = opinion_map(more, previous=first.centres)
    assert np.mean([second.groups.get(one) == label for one, label in first.groups.items()]) >= 0.99
    shifts = [np.hypot(*np.subtract(second.positions[one], place)) for one, place in first.positions.items()]
    assert np.mean(shifts) < 0.05
