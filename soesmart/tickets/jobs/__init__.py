"""Background jobs of tickets: thin; they call services."""

from soesmart.tickets.jobs import flowing, no_shows, retention

__all__ = ["flowing", "no_shows", "retention"]
