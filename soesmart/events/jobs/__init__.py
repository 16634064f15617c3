"""Background jobs of events: thin; they call services."""

from soesmart.events.jobs import counting, rounds

__all__ = ["counting", "rounds"]
