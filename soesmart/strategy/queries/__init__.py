"""Reads of the strategy: published words and public numbers, scoped to the town."""

from soesmart.strategy.queries.goals import GoalPage, goal_page
from soesmart.strategy.queries.numbers import further_measurements, targets_by_goal
from soesmart.strategy.queries.tree import read_pair, read_version, strategy_at, words_of
from soesmart.strategy.queries.versions import current_version, published, version_of, version_rows

__all__ = [
    "GoalPage",
    "current_version",
    "further_measurements",
    "goal_page",
    "published",
    "read_pair",
    "read_version",
    "strategy_at",
    "targets_by_goal",
    "version_of",
    "version_rows",
    "words_of",
]
