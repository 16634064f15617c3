"""Background jobs of participation: thin; they call services."""

from soesmart.participation.jobs import counts

__all__ = ["counts"]
