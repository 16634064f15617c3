"""The public way of an idea."""

from dataclasses import dataclass, field

from soesmart.participation.models import Idea, Step


@dataclass(frozen=True)
class Trail:
    """steps: in order of time."""

    idea: Idea
    steps: list[Step] = field(default_factory=list)


def trail_of(idea: Idea) -> Trail:
    """The way of an idea with all that it led to."""
    return Trail(idea, list(Step.objects.filter(idea=idea)))
