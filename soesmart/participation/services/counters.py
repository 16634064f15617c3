"""Adding to the counters of a row by its key, which was found in the town's scope before. One query each."""

from dataclasses import asdict, fields
from typing import Any

from django.db.models import BigIntegerField, F, Field, Model, QuerySet

from soesmart.core.prepared import Blank, prepared_update
from soesmart.participation.models import Campaign, Idea, Tally, Voice
from soesmart.participation.rules.opinions import Counts

_NUMBER: "Field[Any, Any]" = BigIntegerField()


def _more(model: type[Model], *counters: str) -> "tuple[QuerySet[Any], dict[str, Any]]":
    """By the key alone: a scoped row would be joined up to its town once more."""
    row = model._base_manager.filter(pk=Blank("pk", _NUMBER))
    return row, {name: F(name) + Blank(name, _NUMBER) for name in counters}


def add_to_voice(voice: Voice, *, opinions: int) -> None:
    _voice(pk=voice.pk, opinions=opinions)


def add_to_campaign(key: int, *, voices: int = 0, opinions: int = 0, comments: int = 0) -> None:
    """key: the primary one."""
    _campaign(pk=key, voices=voices, opinions=opinions, comments_count=comments)


def add_to_idea(key: int, *, voices: int = 0, score: int = 0, comments: int = 0) -> None:
    """key: the primary one."""
    _idea(pk=key, voices=voices, score=score, comments_count=comments)


def add_to_tally(key: int, counts: Counts) -> None:
    """key: the primary one."""
    _tally(pk=key, **asdict(counts))


@prepared_update
def _voice() -> "tuple[QuerySet[Voice], dict[str, Any]]":
    return _more(Voice, "opinions")


@prepared_update
def _campaign() -> "tuple[QuerySet[Campaign], dict[str, Any]]":
    return _more(Campaign, "voices", "opinions", "comments_count")


@prepared_update
def _idea() -> "tuple[QuerySet[Idea], dict[str, Any]]":
    return _more(Idea, "voices", "score", "comments_count")


@prepared_update
def _tally() -> "tuple[QuerySet[Tally], dict[str, Any]]":
    return _more(Tally, *(part.name for part in fields(Counts)))
