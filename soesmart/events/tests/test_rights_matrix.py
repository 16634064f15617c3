"""Who may do what with an event, when, with what: role x state x thing for every predicate, as one table.

Columns are the states of an event: D draft, P published, C cancelled, A archived. A cell names the things for which the
action is allowed: of rounds o open, c closed, n counted, s shown to everybody, y a rehearsal that was shown,
d discarded; "*" all of them, "-" none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from soesmart.accounts.models import Person
from soesmart.events import access
from soesmart.events.models import Event, Item, Round
from soesmart.events.rules import EventState, RoundState
from soesmart.participation.access import Actor
from tests.cast import AT

STATES = {
    "D": EventState.DRAFT,
    "P": EventState.PUBLISHED,
    "C": EventState.CANCELLED,
    "A": EventState.ARCHIVED,
}
ACTORS = {
    "guest": Actor(),
    "resident": Actor(Person()),
    "moderator": Actor(Person(), is_moderator=True),
    "officer": Actor(Person(), is_officer=True),
    "auditor": Actor(Person(), is_auditor=True),
}

#                      D      P      C      A
TABLE = """
see_event
    guest              -      *      *      *
    resident           -      *      *      *
    moderator          *      *      *      *
    officer            *      *      *      *
    auditor            *      *      *      *
prepare
    guest              -      -      -      -
    resident           -      -      -      -
    moderator          -      -      -      -
    officer            *      *      *      *
    auditor            -      -      -      -
read_office
    guest              -      -      -      -
    resident           -      -      -      -
    moderator          *      *      *      *
    officer            *      *      *      *
    auditor            *      *      *      *
direct
    guest              -      -      -      -
    resident           -      -      -      -
    moderator          -      -      -      -
    officer            -      *      *      *
    auditor            -      -      -      -
moderate
    guest              -      -      -      -
    resident           -      -      -      -
    moderator          -      *      *      *
    officer            -      *      *      *
    auditor            -      -      -      -
see_result
    guest              s      s      s      s
    resident           s      s      s      s
    moderator          s      s      s      s
    officer            ocnsy  ocnsy  ocnsy  ocnsy
    auditor            ocnsy  ocnsy  ocnsy  ocnsy
"""


@dataclass(frozen=True)
class Thing:
    """What a predicate is asked about."""

    event: Event
    round: Round


ROUNDS: dict[str, dict[str, Any]] = {
    "o": {"state": RoundState.OPEN},
    "c": {"state": RoundState.CLOSED},
    "n": {"state": RoundState.COUNTED},
    "s": {"state": RoundState.COUNTED, "shown_at": AT},
    "y": {"state": RoundState.COUNTED, "shown_at": AT, "is_rehearsal": True},
    "d": {"state": RoundState.DISCARDED},
}
ACTIONS: dict[str, Callable[[Actor, Thing], bool]] = {
    "see_event": lambda actor, thing: access.may_see_event(actor, thing.event),
    "prepare": lambda actor, thing: access.may_prepare(actor),
    "read_office": lambda actor, thing: access.may_read_office(actor),
    "direct": lambda actor, thing: access.may_direct(actor, thing.event),
    "moderate": lambda actor, thing: access.may_moderate(actor, thing.event),
    "see_result": lambda actor, thing: access.may_see_result(actor, thing.round),
}
LETTERS = {"see_result": "".join(ROUNDS)}


def rows_of_the_table() -> Iterator[tuple[str, str, str, str]]:
    """(action, role, state, letters) for every cell."""
    action = ""
    for line in TABLE.strip().splitlines():
        if not line.startswith(" "):
            action = line
            continue
        role, *cells = line.split()
        for state, cell in zip(STATES, cells, strict=True):
            yield action, role, state, {"*": LETTERS.get(action, "."), "-": ""}.get(cell, cell)


CELLS = list(rows_of_the_table())


def thing(state: str, letter: str) -> Thing:
    event = Event(state=STATES[state])
    item = Item(event=event)
    facts = ROUNDS.get(letter, {})
    return Thing(event, Round(event=event, item=item, **facts))


def test_the_table_has_a_cell_for_every_predicate_role_and_state() -> None:
    asked = [(action, role, state) for action, role, state, _ in CELLS]
    assert sorted(asked) == sorted((action, role, state) for action in ACTIONS for role in ACTORS for state in STATES)
    predicates = {name for name in vars(access) if name.startswith("may_")}
    assert {name for name in predicates if not any(name in asks(action) for action in ACTIONS.values())} == set()


def asks(function: Callable[[Actor, Thing], bool]) -> tuple[str, ...]:
    return function.__code__.co_names


@pytest.mark.parametrize("action", ACTIONS)
def test_the_predicates_say_what_the_table_says(action: str) -> None:
    wrong = []
    for its_action, role, state, allowed in CELLS:
        if its_action != action:
            continue
        for letter in LETTERS.get(action, "."):
            found = ACTIONS[action](ACTORS[role], thing(state, letter))
            if found != (letter in allowed):
                wrong.append(f"{action} {role} {state} {letter}: {found}")
    assert wrong == []
