"""Background jobs of participation: thin; they call services."""

from soesmart.participation.jobs import counts, notices

__all__ = ["counts", "notices"]
