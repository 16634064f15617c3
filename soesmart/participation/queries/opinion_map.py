"""The stored opinion map of a campaign as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from soesmart.methods.opinion_map import Outcome
from soesmart.participation.credentials import Credential, credential_digest
from soesmart.participation.map_drawing import SHAPES, MapDrawing, draw_map, letter_of, slots_of
from soesmart.participation.models import Campaign, Idea, MapPlaces, StoredMap, Voice
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.opinion_groups import Share, apart, groups_german, share_of, together, unites
from soesmart.participation.services.opinion_map import PART

MOST_UNITING = 5


@dataclass(frozen=True)
class Told:
    """An idea that stands for a group, or for all. own: share within; others: among the rest, None where none."""

    number: int
    title: str
    is_for: bool
    own: Share
    others: Share

    @property
    def percent(self) -> int | None:
        return self.own.percent if self.is_for else self.own.against

    @property
    def others_percent(self) -> int | None:
        return self.others.percent if self.is_for else self.others.against


@dataclass(frozen=True)
class GroupView:
    """share: of all who are in a group, in percent; told: empty for a group that is too small to be described."""

    label: int
    slot: int
    people: int
    share: int
    told: list[Told]

    @property
    def name(self) -> str:
        return f"Gruppe {letter_of(self.label)}"

    @property
    def shape(self) -> str:
        return SHAPES[self.slot]

    @property
    def wants(self) -> list[Told]:
        return [one for one in self.told if one.is_for]

    @property
    def refuses(self) -> list[Told]:
        return [one for one in self.told if not one.is_for]


@dataclass(frozen=True)
class MapRow:
    """An idea with the agreement of all and of each group, in the order of the groups."""

    number: int
    title: str
    everybody: Share
    groups: list[Share]


@dataclass(frozen=True)
class MapView:
    """What is stored. titles: of the visible ideas, as far as they were read (`name_ideas`); others are not named."""

    stored: StoredMap
    smallest: int
    titles: dict[int, str]

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.stored.outcome)

    @property
    def sentence(self) -> str:
        return str(self.stored.result.get("sentence", ""))

    @property
    def is_clear(self) -> bool:
        return bool(self.stored.result.get("is_clear"))

    @property
    def voters(self) -> int:
        return int(self.stored.result.get("voters", 0))

    @property
    def votes(self) -> int:
        return int(self.stored.result.get("votes", 0))

    @property
    def left_out(self) -> int:
        return int(self.stored.result.get("left_out", 0))

    @property
    def in_groups(self) -> int:
        return sum(group["people"] for group in self._groups)

    @property
    def headline(self) -> str:
        return groups_german(len(self._groups))

    @property
    def _groups(self) -> list[dict[str, Any]]:
        return list(self.stored.result.get("groups", []))

    @cached_property
    def groups(self) -> list[GroupView]:
        """The largest first."""
        slots = slots_of([group["label"] for group in self._groups])
        views = [
            GroupView(
                label=group["label"],
                slot=slots[group["label"]],
                people=group["people"],
                share=round(100 * group["people"] / self.in_groups),
                told=self._told(group),
            )
            for group in self._groups
        ]
        return sorted(views, key=lambda group: (-group.people, group.label))

    def _told(self, group: dict[str, Any]) -> list[Told]:
        if group["people"] < self.smallest:
            return []
        rest = [other for other in self._groups if other is not group]
        told = []
        for number, stance in group["representative"]:
            others = together([other["tallies"].get(str(number)) for other in rest])
            own = share_of(group["tallies"].get(str(number)), self.smallest)
            if own.percent is not None and number in self.titles:
                others_share = share_of(others, self.smallest)
                told.append(Told(number, self.titles[number], stance == "agree", own, others_share))
        return told

    @cached_property
    def uniting(self) -> list[Told]:
        """What all groups are for, or all against; without groups, what most people are."""
        common = self.stored.result.get("common", {})
        if self._groups:
            ranked, shares = sorted(common, key=common.__getitem__, reverse=True), self._shares
            found = [(key, True) for key in ranked if unites(shares.get(key, []))]
            found += [(key, False) for key in ranked[::-1] if unites(shares.get(key, []), against=True)]
        else:
            most = self.stored.result.get("consensus", {"agree": [], "disagree": []})
            found = [(str(number), side == "agree") for side in ("agree", "disagree") for number in most[side]]
        found = [one for one in found if int(one[0]) in self.titles and self._everybody(one[0]).percent is not None]
        return [
            Told(int(key), self.titles[int(key)], is_for, self._everybody(key), Share(None))
            for key, is_for in found[:MOST_UNITING]
        ]

    def _everybody(self, key: str) -> Share:
        return share_of(self.stored.result["counts"].get(key), self.smallest)

    @cached_property
    def _shares(self) -> dict[str, list[Share]]:
        """By number of the idea, the largest group first."""
        rows = sorted(self._groups, key=lambda group: (-group["people"], group["label"]))
        tallies = [group["tallies"] for group in rows]
        keys = self.stored.result.get("counts", {})
        return {key: [share_of(one.get(key), self.smallest) for one in tallies] for key in keys}

    @cached_property
    def order(self) -> list[int]:
        """Numbers of the ideas, those first about which the groups differ most."""
        differences = {int(key): apart(shares) for key, shares in self._shares.items()}
        return sorted(differences, key=lambda number: (-differences[number], number))

    @cached_property
    def tells_shares(self) -> bool:
        """Whether enough people spoke of any idea to tell a percentage."""
        keys = self.stored.result.get("counts", {})
        return any(self._everybody(key).percent is not None for key in keys)

    def rows(self, numbers: Iterable[int]) -> list[MapRow]:
        return [
            MapRow(number, self.titles[number], self._everybody(str(number)), self._shares[str(number)])
            for number in numbers
            if number in self.titles
        ]

    def picture(self, own: list[float] | None = None) -> MapDrawing | None:
        result = self.stored.result
        if not result.get("points") or not result.get("frame"):
            return None
        return draw_map(result["frame"], self._groups, result["points"], own)


@dataclass(frozen=True)
class ShortMap:
    """What the result says of the map: no picture, no table."""

    sentence: str
    is_clear: bool
    groups: list[GroupView]
    uniting: list[Told]


def short_map(campaign: Campaign) -> ShortMap | None:
    """None where no map is stored. Two queries."""
    stored = stored_map(campaign)
    if stored is None or not stored.result:
        return None
    view = name_ideas(map_view(campaign, stored))
    return ShortMap(view.sentence, view.is_clear, view.groups, view.uniting)


def stored_map(campaign: Campaign) -> StoredMap | None:
    """One query; what only the next run needs is left where it is."""
    return StoredMap.objects.filter(campaign=campaign).defer("centres").first()


def map_view(campaign: Campaign, stored: StoredMap) -> MapView:
    """The map, its ideas still without names."""
    return MapView(stored, campaign.smallest_group, {})


def name_ideas(view: MapView, numbers: Iterable[int] = ()) -> MapView:
    """Read the titles of what unites, of what stands for groups, and of `numbers`. One query."""
    result = view.stored.result
    wanted = {number for group in result.get("groups", []) for number, _ in group["representative"]} | {*numbers}
    wanted |= {number for side in result.get("consensus", {}).values() for number in side}
    common = result.get("common", {})
    ranked = sorted(common, key=common.__getitem__, reverse=True)
    wanted |= {int(key) for key in (*ranked[: 4 * MOST_UNITING], *ranked[-4 * MOST_UNITING :])}
    # What was taken away since the map was computed is no longer named.
    ideas = Idea.objects.filter(
        campaign=view.stored.campaign_id, number__in=wanted, visibility=Visibility.VISIBLE
    ).order_by()
    view.titles.update(ideas.values_list("number", "title"))
    return view


def own_place(campaign: Campaign, credential: Credential | None, stored: StoredMap) -> list[Any] | None:
    """x, y and group of the reader; None for who did not take part. Two queries."""
    if credential is None:
        return None
    digest = credential_digest(campaign, credential)
    number = Voice.objects.filter(campaign=campaign, credential=digest).values_list("number", flat=True).first()
    if number is None:
        return None
    row = MapPlaces.objects.filter(map=stored, part=number // PART).values_list("places", flat=True).first()
    found: list[Any] | None = (row or {}).get(str(number))
    return found
