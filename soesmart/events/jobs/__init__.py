"""Background jobs of events: thin; they call services."""

from soesmart.events.jobs import counting, forgetting, rounds

__all__ = ["counting", "forgetting", "rounds"]
