"""Moves of places between free, held and sold: each a conditional update, so that none is given out twice.

The database refuses every other state (contingent_places_add_up). One query each; the key was found in scope before.
"""

from typing import Any

from django.db.models import BigIntegerField, Exists, F, Field, OuterRef, QuerySet

from soesmart.core.prepared import Blank, prepared_update
from soesmart.tickets.models import Contingent, WaitingEntry
from soesmart.tickets.rules import WaitingState

_NUMBER: "Field[Any, Any]" = BigIntegerField()
Move = tuple["QuerySet[Any]", dict[str, Any]]


def take_free(contingent: int, seats: int) -> bool:
    """Free places become sold, if there are so many."""
    return bool(_take_free(pk=contingent, seats=seats))


def take_unwaited(contingent: int, seats: int) -> bool:
    """The same, but only where nobody has been waiting for longer."""
    return bool(_take_unwaited(pk=contingent, seats=seats))


def hold_free(contingent: int, seats: int) -> bool:
    """Free places are held for an offer, if there are so many."""
    return bool(_hold_free(pk=contingent, seats=seats))


def sell_held(contingent: int, seats: int) -> None:
    _must(_sell_held(pk=contingent, seats=seats))


def let_go_held(contingent: int, seats: int) -> None:
    _must(_let_go_held(pk=contingent, seats=seats))


def give_back_sold(contingent: int, seats: int) -> None:
    """Places of tickets that hold no more become free. Whoever calls it lets services.offers look who waits."""
    _must(_give_back_sold(pk=contingent, seats=seats))


def take_from(contingent: int, seats: int) -> bool:
    """Free places leave a contingent, if there are so many."""
    rows = Contingent._base_manager.filter(pk=contingent, free__gte=seats)
    return bool(rows.update(free=F("free") - seats, seats=F("seats") - seats))


def add_to(contingent: int, seats: int) -> None:
    _must(Contingent._base_manager.filter(pk=contingent).update(free=F("free") + seats, seats=F("seats") + seats))


def _must(changed: int) -> None:
    """What is given back was taken before; else the books are wrong and nothing may be stored."""
    if not changed:
        raise RuntimeError("a contingent has fewer places than are given back")


def _move(take: str, give: str) -> Move:
    seats = Blank("seats", _NUMBER)
    rows = Contingent._base_manager.filter(pk=Blank("pk", _NUMBER), **{f"{take}__gte": seats})
    return rows, {take: F(take) - seats, give: F(give) + seats}


@prepared_update
def _take_free() -> Move:
    return _move("free", "sold")


@prepared_update
def _take_unwaited() -> Move:
    rows, columns = _move("free", "sold")
    line = WaitingEntry._base_manager.filter(category=OuterRef("category"), state=WaitingState.WAITING)
    return rows.filter(~Exists(line)), columns


@prepared_update
def _hold_free() -> Move:
    return _move("free", "held")


@prepared_update
def _sell_held() -> Move:
    return _move("held", "sold")


@prepared_update
def _let_go_held() -> Move:
    return _move("held", "free")


@prepared_update
def _give_back_sold() -> Move:
    return _move("sold", "free")
