"""Who takes part, by district and by age, against the register of the town; small groups joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soesmart.participation.models import Campaign, RegisterCount
from soesmart.participation.queries.result_figures import Figures
from soesmart.participation.rules.joined_groups import Group, fork, shown_groups
from soesmart.participation.rules.missing_people import Part, ages_together, most_missing
from soesmart.participation.rules.people import AgeBand
from soesmart.region.rules import german_order

AGE, DISTRICT = RegisterCount.Dimension.AGE, RegisterCount.Dimension.DISTRICT


@dataclass(frozen=True)
class Comparison:
    """One dimension. said: how many said it, of `of` who took part.

    is_coarse: parts had to be joined; is_partial: people came from districts that the register does not count.
    """

    dimension: str
    title: str
    parts: list[Part]
    said: int
    of: int
    is_coarse: bool
    is_partial: bool
    invented: bool
    sources: list[str]

    @property
    def missing(self) -> list[Part]:
        return most_missing(self.parts)

    @property
    def widest(self) -> float:
        """The largest share, for the picture."""
        return max((max(part.share, part.town_share) for part in self.parts), default=1.0) or 1.0


@dataclass(frozen=True)
class WhoIsMissing:
    """comparisons: those that can be told; has_register: whether there is anything to compare with."""

    comparisons: list[Comparison]
    has_register: bool


def who_is_missing(campaign: Campaign, figures: Figures) -> WhoIsMissing:
    """One query."""
    register: dict[str, list[RegisterCount]] = {DISTRICT: [], AGE: []}
    for row in RegisterCount.objects.all():
        register[row.dimension].append(row)
    found = []
    if campaign.with_districts:
        found.append(_compare(campaign, figures.districts, register[DISTRICT], DISTRICT))
    found.append(_compare(campaign, figures.ages, register[AGE], AGE))
    return WhoIsMissing([one for one in found if one], any(register.values()))


def _compare(
    campaign: Campaign, counts: Mapping[str, int], rows: Sequence[RegisterCount], dimension: str
) -> Comparison | None:
    people = {row.key: row.people for row in rows}
    cells = {key: counts.get(key, 0) for key in people}
    tree = fork(list(people), people, is_ordered=dimension == AGE)
    groups = shown_groups(tree, cells, campaign.smallest_group)
    if len(groups) < 2 or not sum(people.values()):
        return None
    said, all_people = sum(cells.values()), sum(people.values())
    names = {row.key: row.label for row in rows}
    is_partial = bool({*counts} - {*people, ""})
    where = "in diesen Ortsteilen" if is_partial else "in der Stadt"
    parts = []
    for group in groups:
        label, words = _words(group, names, dimension)
        registered = sum(people[key] for key in group.keys)
        parts.append(Part(label, words, group.people, said, registered, all_people, where))
    return Comparison(
        dimension=dimension,
        title="Nach Alter" if dimension == AGE else "Nach Ortsteilen",
        parts=parts,
        said=said,
        of=sum(counts.values()),
        is_coarse=len(groups) < len(cells),
        is_partial=is_partial,
        invented=any(row.invented for row in rows),
        sources=list(dict.fromkeys(row.source for row in rows if row.source)),
    )


def _words(group: Group, names: Mapping[str, str], dimension: str) -> tuple[str, str]:
    if dimension == AGE and all(key in set(AgeBand) for key in group.keys):
        return ages_together(group.keys)
    *first, last = sorted((names[key] for key in group.keys), key=german_order)
    label = f"{', '.join(first)} und {last}" if first else last
    return label, f"Menschen aus {label}"
