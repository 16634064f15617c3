"""What the town answered to the ideas of a campaign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from soesmart.participation.models import Campaign, Step
from soesmart.participation.rules import StepKind, Visibility


@dataclass(frozen=True)
class GivenAnswer:
    """unit: who speaks for the town."""

    number: int
    title: str
    at: datetime
    unit: str
    text: str
    invented: bool


def answers_of(campaign: Campaign, numbers: Iterable[int]) -> list[GivenAnswer]:
    """The newest answer to each of these ideas, in the order of the cards. One query."""
    steps = Step.objects.filter(idea__campaign=campaign, idea__visibility=Visibility.VISIBLE, kind=StepKind.ANSWERED)
    rows = steps.order_by("at", "pk").values_list(
        "idea__number", "idea__title", "at", "unit", "text", "invented", named=False
    )
    wanted = {*numbers}
    newest = {row[0]: GivenAnswer(*row) for row in rows if row[0] in wanted}
    return [newest[number] for number in sorted(newest)]
