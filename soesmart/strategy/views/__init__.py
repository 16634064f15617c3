"""The public face of the strategy. Everybody may read what is published; drafts belong to the office."""

from soesmart.strategy.views.files import goals_csv, values_csv
from soesmart.strategy.views.goal import goal
from soesmart.strategy.views.pages import field, house, measurements
from soesmart.strategy.views.rating import rating, rating_csv
from soesmart.strategy.views.search import search
from soesmart.strategy.views.versions import compare, old_goal, version, versions

__all__ = [
    "compare",
    "field",
    "goal",
    "goals_csv",
    "house",
    "measurements",
    "old_goal",
    "rating",
    "rating_csv",
    "search",
    "values_csv",
    "version",
    "versions",
]
