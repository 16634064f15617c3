"""Background jobs of tickets: thin; they call services."""

from soesmart.tickets.jobs import flowing, retention

__all__ = ["flowing", "retention"]
