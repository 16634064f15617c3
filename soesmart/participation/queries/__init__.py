"""Reads of participation."""

from soesmart.participation.queries.way import Stage, Stop, Way, process_of_the_town, span_of, way_of

__all__ = ["Stage", "Stop", "Way", "process_of_the_town", "span_of", "way_of"]
