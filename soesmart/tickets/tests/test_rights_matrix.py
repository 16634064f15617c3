"""Who may do what with places and tickets: every predicate and every role, as one table."""

from collections.abc import Callable

from soesmart.accounts.models import Person
from soesmart.tickets import access
from soesmart.tickets.access import Actor

ACTORS = {
    "guest": Actor(),
    "resident": Actor(Person()),
    "box_office": Actor(Person(), is_box_office=True),
    "officer": Actor(Person(), is_officer=True),
    "auditor": Actor(Person(), is_auditor=True),
}
ACTIONS: dict[str, Callable[[Actor], bool]] = {
    "plan_places": access.may_plan_places,
    "sell": access.may_sell,
    "see_deletions": access.may_see_deletions,
}

TABLE = """
                 guest  resident  box_office  officer  auditor
plan_places      -      -         -           yes      -
sell             -      -         yes         yes      -
see_deletions    -      -         yes         yes      yes
"""


def test_the_predicates_say_what_the_table_says() -> None:
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert head == list(ACTORS)
    assert [row[0] for row in rows] == list(ACTIONS)
    wrong = [
        f"{action} {role}: {cell}"
        for action, *cells in rows
        for role, cell in zip(head, cells, strict=True)
        if ACTIONS[action](ACTORS[role]) != (cell == "yes")
    ]
    assert wrong == []


def test_every_predicate_stands_in_the_table() -> None:
    predicates = {name for name in vars(access) if name.startswith("may_")}
    assert predicates == {predicate.__name__ for predicate in ACTIONS.values()}
