"""The opinion map of a campaign: from votes to groups, picture and selections."""

from dataclasses import dataclass

import numpy as np

from soesmart.methods.opinion_map.centres import Centres, Point, labels_by_size, labels_like
from soesmart.methods.opinion_map.clusters import Clusters, find_clusters
from soesmart.methods.opinion_map.description import Description, describe
from soesmart.methods.opinion_map.outcome import SENTENCES, Outcome
from soesmart.methods.opinion_map.projection import Floats, Projection, project
from soesmart.methods.opinion_map.statistics import count
from soesmart.methods.opinion_map.votes import Id, Members, Votes

LEAST_VOTES = 7  # of a person who is put into a group; fewer where there are fewer statements
SMALLEST_GROUP = 5
MOST_GROUPS = 5
CLEAR = 0.5  # silhouette from which groups are well apart (Kaufman and Rousseeuw 1990: "reasonable structure")


@dataclass(frozen=True, kw_only=True)
class OpinionMap(Description):
    """groups: person -> 0, 1, ... (0 is the largest group of the first run); who has voted too little is missing.

    positions: person -> (x, y), for all with a vote that counts; empty where the outcome does not show people.
    centres: to be stored and handed to the next run; None where there is no picture. explained: share of all
    differences along each axis. silhouette: how far the groups are apart, None without groups.
    sentence: the outcome in German. voters, eligible: people with one vote, and with enough votes for a group.
    """

    outcome: Outcome
    sentence: str
    groups: dict[Id, int]
    positions: dict[Id, Point]
    centres: Centres | None
    explained: tuple[float, float]
    silhouette: float | None
    voters: int
    eligible: int

    @property
    def is_clear(self) -> bool:
        """Whether the groups are well apart; otherwise they merge into each other, and a page should say so."""
        return self.silhouette is not None and self.silhouette >= CLEAR


def opinion_map(
    votes: Votes, *, previous: Centres | None = None, seed: int = 2030, smallest_group: int = SMALLEST_GROUP
) -> OpinionMap:
    """Find groups of opinion and describe them.

    The same votes and seed give the same map, in whatever order people come. previous: `centres` of the last run, so
    that labels, sides and positions do not jump. No group is smaller than `smallest_group` (at least 2, else
    ValueError). 20,000 people x 900 statements take about two seconds and 250 MB. Raises nothing for few or odd votes:
    then `outcome` says what is missing, and counts and consensus are still there.
    """
    if smallest_group < 2:
        raise ValueError("a group is at least two people")
    projection = project(votes, previous.axes_of(votes) if previous else None)
    crowd = _crowd(votes, projection, 2 * smallest_group)
    outcome, clusters = _outcome(votes, projection, crowd), None
    if outcome is Outcome.OK:
        clusters = _clusters(projection.positions[crowd.eligible], previous, seed, smallest_group)
        outcome = outcome if clusters else Outcome.ONE_GROUP
    labels = _labels(clusters, previous)
    groups = _groups(votes, crowd, clusters, labels)
    return OpinionMap(
        **vars(describe(votes, groups)),
        outcome=outcome,
        sentence=_sentence(outcome, crowd, len(labels)),
        groups=groups,
        positions=_positions(votes, projection, crowd.voters) if outcome.shows_people else {},
        centres=_centres(votes, projection, clusters, labels) if outcome.shows_people else None,
        explained=projection.explained,
        silhouette=clusters.silhouette if clusters else None,
        voters=len(crowd.voters),
        eligible=len(crowd.eligible),
    )


def places(votes: Votes) -> dict[Id, Point]:
    """Where everybody stands who has voted, however few they are. On a page take `OpinionMap.positions`."""
    projection = project(votes)
    return _positions(votes, projection, _crowd(votes, projection, 0).voters)


@dataclass(frozen=True, eq=False)
class _Crowd:
    """voters, eligible: rows; needed: people for a map; least: votes of a person for a group."""

    voters: Members
    eligible: Members
    needed: int
    least: int


def _crowd(votes: Votes, projection: Projection, needed: int) -> _Crowd:
    has_voted = ~np.isnan(projection.positions[:, 0])
    least = min(LEAST_VOTES, int(votes.taking_part.sum()))
    return _Crowd(np.flatnonzero(has_voted), np.flatnonzero(has_voted & (votes.own_votes >= least)), needed, least)


def _outcome(votes: Votes, projection: Projection, crowd: _Crowd) -> Outcome:
    if len(crowd.voters) == 1:
        return Outcome.ONE_PERSON
    if len(crowd.voters) < crowd.needed:
        return Outcome.TOO_FEW_PEOPLE
    if len(crowd.eligible) < crowd.needed:
        return Outcome.TOO_FEW_VOTES
    everybody = count(votes)
    if not (votes.taking_part & (everybody.agree > 0) & (everybody.disagree > 0)).any():
        return Outcome.NOBODY_DISAGREES if projection.variance > 0 else Outcome.ONE_OPINION
    return Outcome.OK


def _sentence(outcome: Outcome, crowd: _Crowd, groups: int) -> str:
    return SENTENCES[outcome].format(
        voters=len(crowd.voters), eligible=len(crowd.eligible), people=crowd.needed, least=crowd.least, groups=groups
    )


def _clusters(points: Floats, previous: Centres | None, seed: int, smallest: int) -> Clusters | None:
    before = np.array(list(previous.groups.values())) if previous and previous.groups else None
    most = min(MOST_GROUPS, 2 + len(points) // 12)
    return find_clusters(points, smallest=smallest, most=most, rng=np.random.default_rng(seed), before=before)


def _labels(clusters: Clusters | None, previous: Centres | None) -> list[int]:
    """The label of each cluster."""
    if clusters is None:
        return []
    if previous and previous.groups:
        return labels_like(previous.groups, clusters.centres)
    return labels_by_size(np.bincount(clusters.labels).tolist(), clusters.centres)


def _groups(votes: Votes, crowd: _Crowd, clusters: Clusters | None, labels: list[int]) -> dict[Id, int]:
    if clusters is None:
        return {}
    own = zip(crowd.eligible.tolist(), clusters.labels.tolist(), strict=True)
    return {votes.people[row]: labels[cluster] for row, cluster in own}


def _positions(votes: Votes, projection: Projection, voters: Members) -> dict[Id, Point]:
    places = projection.positions[voters].tolist()
    return {votes.people[row]: (x, y) for row, (x, y) in zip(voters.tolist(), places, strict=True)}


def _centres(votes: Votes, projection: Projection, clusters: Clusters | None, labels: list[int]) -> Centres:
    weights = zip(votes.statements_taking_part, projection.axes.T.tolist(), strict=True)
    axes = {statement: (x, y) for statement, (x, y) in weights}
    middles = clusters.centres.tolist() if clusters else []
    return Centres(axes, dict(sorted((label, (x, y)) for label, (x, y) in zip(labels, middles, strict=True))))
