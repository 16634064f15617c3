"""Background jobs of events: thin; they call services."""

from soesmart.events.jobs import counting

__all__ = ["counting"]
