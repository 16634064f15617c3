"""Background jobs of participation: thin; they call services."""

from soesmart.participation.jobs import counts, moderation, notices, opinion_maps, pictures, questionnaires

__all__ = ["counts", "moderation", "notices", "opinion_maps", "pictures", "questionnaires"]
