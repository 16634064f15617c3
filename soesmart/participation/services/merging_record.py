"""What a merge moved: gathered before, kept as JSON, and compared when it shall be taken back. Primary keys only."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from soesmart.participation.models import Comment, Follow, Idea, IdeaGoal, IdeaLink, Opinion
from soesmart.participation.rules.opinions import Ballot
from soesmart.participation.services.portions import portions

Pair = tuple[int, int]


@dataclass(frozen=True)
class Said:
    """An opinion as stored; times in ISO 8601."""

    value: int
    important: bool
    channel: str
    given_at: str
    changed_at: str

    @classmethod
    def of(cls, row: Opinion) -> "Said":
        moments = row.given_at.isoformat(), row.changed_at.isoformat()
        return cls(row.value, row.important, row.channel, *moments)

    def fields(self) -> dict[str, Any]:
        moments = {name: datetime.fromisoformat(getattr(self, name)) for name in ("given_at", "changed_at")}
        return asdict(self) | moments


@dataclass(frozen=True)
class Twice:
    """A voice that spoke on both ideas: both opinions (and the key of the one that goes), and what they became."""

    voice: int
    kept_row: int
    gone_row: int
    kept: Said
    gone: Said
    now: Said

    @property
    def given_back(self) -> int:
        """What the voice gets back, in points or cents, where both together are more than one idea may get."""
        return self.kept.value + self.gone.value - self.now.value

    @classmethod
    def read(cls, stored: dict[str, Any]) -> "Twice":
        said = {name: Said(**stored[name]) for name in ("kept", "gone", "now")}
        return cls(stored["voice"], stored["kept_row"], stored["gone_row"], **said)


@dataclass
class Moved:
    """Primary keys of moved rows; links as pairs of ideas; due: what the kept idea's answer was due before."""

    opinions: list[int] = field(default_factory=list)
    seal: str = ""
    twice: list[Twice] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    follows: list[int] = field(default_factory=list)
    follows_made: list[int] = field(default_factory=list)
    goals: list[int] = field(default_factory=list)
    links_dropped: list[Pair] = field(default_factory=list)
    links_made: list[Pair] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    revisions: Pair = (0, 0)
    due: str | None = None

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, stored: dict[str, Any]) -> "Moved":
        pairs = {name: [(one, two) for one, two in stored[name]] for name in ("links_dropped", "links_made")}
        one, two = stored["revisions"]
        twice = [Twice.read(row) for row in stored["twice"]]
        return cls(**stored | pairs | {"twice": twice, "revisions": (one, two)})


def gather(ballot: Ballot, kept: Idea, gone: Idea) -> Moved:
    """All that a merge of `gone` into `kept` would move; five queries, nothing is written."""
    rows = list(Opinion.objects.filter(idea__in=[kept, gone]).order_by("pk"))
    there = {row.voice_id: row for row in rows if row.idea_id == kept.pk}
    moved = Moved()
    for row in (row for row in rows if row.idea_id == gone.pk):
        if other := there.get(row.voice_id):
            moved.twice.append(_twice(ballot, other, row))
        else:
            moved.opinions.append(row.pk)
    moved.comments = _keys(Comment.objects.filter(idea=gone))
    moved.follows = _keys(without_doubles(Follow.objects.filter(idea=gone), kept))
    moved.goals = _keys(IdeaGoal.objects.filter(idea=gone).exclude(goal__in=kept.goals.all()))
    _gather_links(moved, kept, gone)
    return moved


def _twice(ballot: Ballot, kept: Opinion, gone: Opinion) -> Twice:
    """The later one counts; of points and euros the sum, up to what one idea may get."""
    later = Said.of(gone if gone.changed_at >= kept.changed_at else kept)
    value = later.value
    if ballot.is_shared_out:
        value = min(kept.value + gone.value, ballot.limit_each or ballot.limit, ballot.limit)
    now = Said(value, later.important, later.channel, kept.given_at.isoformat(), later.changed_at)
    return Twice(kept.voice_id, kept.pk, gone.pk, Said.of(kept), Said.of(gone), now)


def without_doubles(follows: QuerySet[Follow], idea: Idea) -> QuerySet[Follow]:
    """Those whose person or address does not follow `idea` yet."""
    people = Follow.objects.filter(idea=idea).exclude(person=None).values("person")
    addresses = Follow.objects.filter(idea=idea).exclude(email="").values("email")
    return follows.exclude(person__in=people).exclude(email__in=addresses)


def _keys(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _gather_links(moved: Moved, kept: Idea, gone: Idea) -> None:
    rows = IdeaLink.objects.filter(Q(first__in=[kept, gone]) | Q(second__in=[kept, gone]))
    pairs = set(rows.values_list("first_id", "second_id"))
    dropped = {pair for pair in pairs if gone.pk in pair}
    others = {one if two == gone.pk else two for one, two in dropped} - {kept.pk}
    wanted = {(min(kept.pk, other), max(kept.pk, other)) for other in others}
    moved.links_dropped, moved.links_made = sorted(dropped), sorted(wanted - pairs)


def seal_of(opinions: Iterable[int], twice: Iterable[Twice], kept: Idea) -> str:
    """A fingerprint of the opinions that a merge moved, as they stand now."""
    keys = sorted([*opinions, *(one.kept_row for one in twice)])
    names = ("pk", "value", "important", "channel", "changed_at")
    rows = [
        [*row[:-1], row[-1].isoformat()]
        for portion in portions(keys)
        for row in Opinion.objects.filter(pk__in=portion, idea=kept).order_by("pk").values_list(*names)
    ]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
