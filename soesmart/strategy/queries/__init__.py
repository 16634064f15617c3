"""Reads of the strategy: published words and public numbers, scoped to the town."""

from soesmart.strategy.queries.numbers import further_measurements
from soesmart.strategy.queries.tree import field_at, read_version, strategy_at
from soesmart.strategy.queries.versions import current_version, version_of, version_rows

__all__ = [
    "current_version",
    "field_at",
    "further_measurements",
    "read_version",
    "strategy_at",
    "version_of",
    "version_rows",
]
