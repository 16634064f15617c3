"""Background jobs of tickets: thin; they call services."""

from soesmart.tickets.jobs import retention

__all__ = ["retention"]
