"""Compute the opinion map of a campaign from its opinions and store it.

Not entered in the audit chain: it is derived from opinions, which are not there either (docs/decisions), and every
entry would make the pages of the town forget what they remembered.

The stored `result` (JSON, at most about 100 KB):

    sentence, voters, eligible, votes, silhouette, is_clear, left_out
    counts, common: number of the idea (text) -> [agree, disagree, passed], -> group-aware consensus
    consensus: {"agree": [number, ...], "disagree": [...]}
    groups: [{"label", "people", "centre", "outline", "representative": [[number, "agree"], ...], "tallies"}]
    points: [[x, y, group or null], ...], at most 600 of all; frame: [left, top, right, bottom] of the picture
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import numpy as np
from django.db import transaction

from soesmart.methods.opinion_map import Centres, OpinionMap, Votes, opinion_map, votes_of_triples
from soesmart.participation.map_frame import Frame, frame_of, outline_of
from soesmart.participation.models import Campaign, Idea, MapPlaces, Opinion, StoredMap, Voice
from soesmart.participation.rules import Visibility, Voting

SEED = 2030
# The covariance of the statements grows with their square; beyond, the most judged ones take part.
MOST_STATEMENTS = 1000
MOST_POINTS = 600
PART = 500
# A live map lags at least so long, and so many times the seconds it takes: one minute in sixty goes into maps at most.
LEAST_WAIT, WAIT_FACTOR = timedelta(minutes=3), 60
# Fewer changes than this share of all votes do not move the picture; after an hour any change counts.
WORTH, LONGEST_WAIT = 0.01, timedelta(hours=1)


def is_due(*, campaign: Campaign, at: datetime) -> bool:
    """Whether the stored map is missing, or old enough and no longer what the opinions say. Up to four queries."""
    if campaign.voting != Voting.AGREE or not campaign.is_published() or not campaign.opinions:
        return False
    stored = StoredMap.objects.filter(campaign=campaign).defer("centres").first()
    if stored is None:
        return True
    age = at - stored.computed_at
    if age < max(LEAST_WAIT, timedelta(seconds=WAIT_FACTOR * stored.seconds)):
        return False
    if campaign.closes_at and stored.computed_at < campaign.closes_at <= at:
        return True
    enough = 0 if age >= LONGEST_WAIT or campaign.has_ended(at) else WORTH * stored.opinions
    if _changes(campaign, stored, enough) > enough:
        return True
    taking_part = {str(number) for number in _statements(campaign)}
    return taking_part != {*stored.result.get("counts", {})}


def _changes(campaign: Campaign, stored: StoredMap, enough: float) -> int:
    """How many opinions came, went or changed; asks the opinions themselves only where the counter is not enough."""
    counted = abs(campaign.opinions - stored.opinions)
    if counted > enough:
        return counted
    return counted + Opinion.objects.filter(idea__campaign=campaign, changed_at__gt=stored.computed_at).count()


def refresh_map(*, campaign: Campaign, at: datetime) -> StoredMap | None:
    """Compute and store the map as of now; None for a campaign without agreement and disagreement.

    Computing takes place outside the transaction, so that nobody waits for it. An older result never replaces a newer.
    """
    if campaign.voting != Voting.AGREE:
        return None
    start = perf_counter()
    campaign.refresh_from_db(fields=["opinions", "voices"])
    before = StoredMap.objects.filter(campaign=campaign).first()
    previous = Centres.from_json(before.centres) if before and before.centres else None
    statements = _statements(campaign)
    votes = _votes(campaign, statements)
    found = opinion_map(votes, previous=previous, seed=SEED, smallest_group=max(campaign.smallest_group, 2))
    centres = found.centres or previous
    frame = frame_of(found.positions.values(), before.result.get("frame") if before else None)
    result = _result(found, votes, statements, frame, campaign.smallest_group)
    computed = {
        "computed_at": at,
        "opinions": campaign.opinions,
        "voices": campaign.voices,
        "outcome": found.outcome.value,
        "result": result | {"left_out": Idea.objects.filter(**_visible(campaign)).count() - len(statements)},
        "centres": centres.as_json() if centres else None,
        "seconds": round(perf_counter() - start, 3),
    }
    return _store(campaign, computed, found)


@transaction.atomic
def _store(campaign: Campaign, computed: dict[str, Any], found: OpinionMap) -> StoredMap:
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    stored = StoredMap.objects.filter(campaign=campaign).first()
    if stored and stored.computed_at > computed["computed_at"]:
        return stored
    stored, _ = StoredMap.objects.update_or_create(campaign=campaign, defaults=computed)
    MapPlaces.objects.filter(map=stored).delete()
    parts: dict[int, dict[str, list[Any]]] = {}
    for voice, (x, y) in found.positions.items():
        place = [round(x, 3), round(y, 3), found.groups.get(voice)]
        parts.setdefault(int(voice) // PART, {})[str(voice)] = place
    MapPlaces.objects.bulk_create(MapPlaces(map=stored, part=part, places=rows) for part, rows in parts.items())
    return stored


def _visible(campaign: Campaign) -> dict[str, object]:
    return {"campaign": campaign, "visibility": Visibility.VISIBLE}


def _statements(campaign: Campaign) -> list[int]:
    """Numbers of the visible ideas somebody judged; the most judged ones where there are very many. Rising."""
    rows = Idea.objects.filter(**_visible(campaign), voices__gt=0).order_by("-voices", "number")
    return sorted(rows.values_list("number", flat=True)[:MOST_STATEMENTS])


def _votes(campaign: Campaign, statements: Collection[int]) -> Votes:
    """Voices by number x ideas by number. Two queries; rows are streamed, eight bytes a number."""
    places = {number: place for place, number in enumerate(statements)}
    ideas = dict(Idea.objects.filter(**_visible(campaign)).values_list("pk", "number"))
    numbers = dict(Voice.objects.filter(campaign=campaign, opinions__gt=0).values_list("pk", "number"))
    people = sorted(numbers.values())
    rows = {number: row for row, number in enumerate(people)}
    own = {pk: rows[number] for pk, number in numbers.items()}
    columns = {pk: places[number] for pk, number in ideas.items() if number in places}

    def flat() -> Iterator[int]:
        opinions = Opinion.objects.filter(idea__campaign=campaign).order_by()
        for voice, idea, value in opinions.values_list("voice_id", "idea_id", "value").iterator(chunk_size=20_000):
            # Ideas that are merged, removed or held take no part; a voice may have come since its table was read.
            if idea in columns and voice in own:
                yield from (own[voice], columns[idea], value)

    triples = np.fromiter(flat(), dtype=np.int64).reshape(-1, 3).T
    return votes_of_triples(people, list(statements), (triples[0], triples[1], triples[2].astype(np.int8)))


def _result(
    found: OpinionMap, votes: Votes, statements: Collection[int], frame: Frame | None, smallest: int
) -> dict[str, Any]:
    return {
        "sentence": found.sentence,
        "voters": found.voters,
        "eligible": found.eligible,
        "votes": int(votes.own_votes.sum()),
        "silhouette": None if found.silhouette is None else round(found.silhouette, 3),
        "is_clear": found.is_clear,
        "counts": {str(number): list(found.counts[number]) for number in statements},
        "common": {str(number): round(found.group_aware_consensus[number], 4) for number in statements},
        "consensus": {
            "agree": list(found.consensus.agree),
            "disagree": list(found.consensus.disagree),
        },
        "groups": [_group(found, label, smallest) for label in sorted({*found.groups.values()})],
        "points": _points(found),
        "frame": frame,
    }


def _group(found: OpinionMap, label: int, smallest: int) -> dict[str, Any]:
    """A group in numbers. Small ones cannot come out of the method; should they, they stay undescribed."""
    members = [found.positions[person] for person, own in found.groups.items() if own == label]
    centre = [round(sum(axis) / len(members), 3) for axis in zip(*members, strict=True)]
    small = len(members) < smallest
    chosen = [] if small else found.representative[label]
    return {
        "label": label,
        "people": len(members),
        "centre": centre,
        "outline": outline_of(members, (centre[0], centre[1])),
        "representative": [[one.statement, one.stance.value] for one in chosen],
        "tallies": {} if small else {str(key): list(row) for key, row in found.group_tallies[label].items()},
    }


def _points(found: OpinionMap) -> list[list[Any]]:
    """Some places, always of the same voices: drawn by a fixed scattering of their numbers, which are not told."""
    drawn = sorted(found.positions, key=lambda voice: (int(voice) * 2654435761 % 2**32, voice))[:MOST_POINTS]
    rows = [[*(round(axis, 2) for axis in found.positions[voice]), found.groups.get(voice)] for voice in drawn]
    return sorted(rows, key=lambda row: row[:2])
