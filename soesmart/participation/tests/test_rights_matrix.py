"""Who may do what, when, with what: role x phase x visibility for every action, as one table.

Columns are the phases of a campaign: D draft, B before it opens, O open, E ended (moderation still open), Z ended and
moderation closed, A archived. A cell names the visibilities of the text for which the action is allowed:
v visible, h held, r removed, w withdrawn, m merged; "*" all of them, "-" none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from soesmart.accounts.models import Person
from soesmart.participation import access
from soesmart.participation.access import Actor
from soesmart.participation.models import Campaign, Case, Comment, Idea, Questionnaire, Window
from soesmart.participation.rules import FormatState, ResultsShown, Right, Visibility
from soesmart.region.models import Municipality

PHASES = "DBOEZA"
LETTERS = {
    "v": Visibility.VISIBLE,
    "h": Visibility.HELD,
    "r": Visibility.REMOVED,
    "w": Visibility.WITHDRAWN,
    "m": Visibility.MERGED,
}
ROLES = ("guest", "resident", "author", "moderator", "officer", "auditor")

#                      D    B    O    E    Z    A
TABLE = """
see_campaign
    guest              -    *    *    *    *    *
    resident           -    *    *    *    *    *
    author             -    *    *    *    *    *
    moderator          *    *    *    *    *    *
    officer            *    *    *    *    *    *
    auditor            *    *    *    *    *    *
see_results_shown_always
    guest              -    *    *    *    *    *
    resident           -    *    *    *    *    *
    author             -    *    *    *    *    *
    moderator          -    *    *    *    *    *
    officer            *    *    *    *    *    *
    auditor            *    *    *    *    *    *
see_results_hidden_until_the_end
    guest              -    -    -    *    *    *
    resident           -    -    -    *    *    *
    author             -    -    -    *    *    *
    moderator          -    -    -    *    *    *
    officer            *    *    *    *    *    *
    auditor            *    *    *    *    *    *
see_idea
    guest              -    vm   vm   vm   vm   vm
    resident           -    vm   vm   vm   vm   vm
    author             -    *    *    *    *    *
    moderator          *    *    *    *    *    *
    officer            *    *    *    *    *    *
    auditor            *    *    *    *    *    *
see_comment
    guest              v    v    v    v    v    v
    resident           v    v    v    v    v    v
    author             *    *    *    *    *    *
    moderator          *    *    *    *    *    *
    officer            *    *    *    *    *    *
    auditor            *    *    *    *    *    *
submit_idea
    guest              -    -    *    -    -    -
    resident           -    -    *    -    -    -
    author             -    -    *    -    -    -
    moderator          -    -    *    -    -    -
    officer            -    -    *    -    -    -
    auditor            -    -    *    -    -    -
give_opinion
    guest              -    -    v    -    -    -
    resident           -    -    v    -    -    -
    author             -    -    v    -    -    -
    moderator          -    -    v    -    -    -
    officer            -    -    v    -    -    -
    auditor            -    -    v    -    -    -
comment
    guest              -    -    v    -    -    -
    resident           -    -    v    -    -    -
    author             -    -    v    -    -    -
    moderator          -    -    v    -    -    -
    officer            -    v    v    v    v    v
    auditor            -    -    v    -    -    -
edit_idea
    guest              -    -    -    -    -    -
    resident           -    -    -    -    -    -
    author             -    -    vh   -    -    -
    moderator          -    -    -    -    -    -
    officer            *    *    *    *    *    *
    auditor            -    -    -    -    -    -
withdraw_idea
    guest              -    -    -    -    -    -
    resident           -    -    -    -    -    -
    author             vh   vh   vh   vh   vh   vh
    moderator          -    -    -    -    -    -
    officer            -    -    -    -    -    -
    auditor            -    -    -    -    -    -
edit_comment
    guest              -    -    -    -    -    -
    resident           -    -    -    -    -    -
    author             -    -    vh   -    -    -
    moderator          -    -    -    -    -    -
    officer            -    -    -    -    -    -
    auditor            -    -    -    -    -    -
withdraw_comment
    guest              -    -    -    -    -    -
    resident           -    -    -    -    -    -
    author             vh   vh   vh   vh   vh   vh
    moderator          -    -    -    -    -    -
    officer            -    -    -    -    -    -
    auditor            -    -    -    -    -    -
moderate
    guest              -    -    -    -    -    -
    resident           -    -    -    -    -    -
    author             -    -    -    -    -    -
    moderator          -    -    *    *    -    -
    officer            -    *    *    *    *    *
    auditor            -    -    -    -    -    -
prepare
    guest              -    -    -    -    -    -
    resident           -    -    -    -    -    -
    author             -    -    -    -    -    -
    moderator          -    -    -    -    -    -
    officer            *    *    *    *    *    *
    auditor            -    -    -    -    -    -
answer
    guest              -    -    -    -    -    -
    resident           -    -    -    -    -    -
    author             -    -    -    -    -    -
    moderator          -    -    -    -    -    -
    officer            *    *    *    *    *    *
    auditor            -    -    -    -    -    -
report_text
    guest              -    v    v    v    v    v
    resident           -    v    v    v    v    v
    author             -    v    v    v    v    v
    moderator          -    v    v    v    v    v
    officer            -    v    v    v    v    v
    auditor            -    v    v    v    v    v
object_to_a_removal
    guest              r    r    r    r    r    r
    resident           r    r    r    r    r    r
    author             r    r    r    r    r    r
    moderator          r    r    r    r    r    r
    officer            r    r    r    r    r    r
    auditor            r    r    r    r    r    r
see_questionnaire
    guest              -    *    *    *    *    *
    resident           -    *    *    *    *    *
    author             -    *    *    *    *    *
    moderator          *    *    *    *    *    *
    officer            *    *    *    *    *    *
    auditor            *    *    *    *    *    *
see_answers_hidden_until_the_end
    guest              -    -    -    *    *    *
    resident           -    -    -    *    *    *
    author             -    -    -    *    *    *
    moderator          -    -    -    *    *    *
    officer            *    *    *    *    *    *
    auditor            *    *    *    *    *    *
"""


@dataclass(frozen=True)
class Scene:
    """What the predicates are asked about."""

    campaign: Campaign
    idea: Idea
    comment: Comment
    questionnaire: Questionnaire
    case: Case
    at: datetime


ACTIONS: dict[str, Callable[[Actor, Scene], bool]] = {
    "see_campaign": lambda actor, scene: access.may_see_campaign(actor, scene.campaign),
    "see_results_shown_always": lambda actor, scene: access.may_see_results(actor, scene.campaign, scene.at),
    "see_results_hidden_until_the_end": lambda actor, scene: access.may_see_results(actor, scene.campaign, scene.at),
    "see_idea": lambda actor, scene: access.may_see_idea(actor, scene.idea),
    "see_comment": lambda actor, scene: access.may_see_comment(actor, scene.comment),
    "submit_idea": lambda actor, scene: access.may_submit(actor, scene.campaign, scene.at),
    "give_opinion": lambda actor, scene: access.may_voice(actor, scene.idea, scene.at),
    "comment": lambda actor, scene: access.may_comment(actor, scene.idea, scene.at),
    "edit_idea": lambda actor, scene: access.may_edit_idea(actor, scene.idea, scene.at),
    "withdraw_idea": lambda actor, scene: access.may_withdraw_idea(actor, scene.idea),
    "edit_comment": lambda actor, scene: access.may_edit_comment(actor, scene.comment, scene.at),
    "withdraw_comment": lambda actor, scene: access.may_withdraw_comment(actor, scene.comment),
    "moderate": lambda actor, scene: access.may_moderate(actor, scene.campaign, scene.at),
    "prepare": lambda actor, scene: access.may_prepare(actor),
    "answer": lambda actor, scene: access.may_answer(actor),
    "report_text": lambda actor, scene: access.may_report(scene.idea) and access.may_report(scene.comment),
    "object_to_a_removal": lambda actor, scene: access.may_object(scene.case, scene.at),
    "see_questionnaire": lambda actor, scene: access.may_see_questionnaire(actor, scene.questionnaire),
    "see_answers_hidden_until_the_end": lambda actor, scene: access.may_see_answers(
        actor, scene.questionnaire, scene.at
    ),
}


def rows_of_the_table() -> Iterator[tuple[str, str, str, str]]:
    """(action, role, phase, visibilities) for every cell."""
    action = ""
    for line in TABLE.strip().splitlines():
        if not line.startswith(" "):
            action = line
            continue
        role, *cells = line.split()
        for phase, cell in zip(PHASES, cells, strict=True):
            yield action, role, phase, {"*": "vhrwm", "-": ""}.get(cell, cell)


CELLS = list(rows_of_the_table())


def test_the_table_has_a_cell_for_every_action_role_and_phase() -> None:
    asked = [(action, role, phase) for action, role, phase, _ in CELLS]
    assert sorted(asked) == sorted((action, role, phase) for action in ACTIONS for role in ROLES for phase in PHASES)
    predicates = {name for name in vars(access) if name.startswith("may_") and name != "may_edit_way"}
    assert {name for name in predicates if not any(name in _names(action) for action in ACTIONS.values())} == set()


def _names(function: Callable[[Actor, Scene], bool]) -> tuple[str, ...]:
    return function.__code__.co_names


def stage(town: Municipality, phase: str, author: Person, at: datetime) -> Campaign:
    """A campaign in a phase: residents' windows of ten days, moderation ten days longer."""
    start = {"D": 0, "B": 5, "O": -5, "E": -12, "Z": -30, "A": -30}[phase]
    opens, closes = at + timedelta(days=start), at + timedelta(days=start + 10)
    state = {"D": FormatState.DRAFT, "A": FormatState.ARCHIVED}.get(phase, FormatState.PUBLISHED)
    campaign = Campaign.objects.create(
        municipality=town, key=f"phase-{phase.lower()}", state=state, opens_at=opens, closes_at=closes, published_at=at
    )
    Window.objects.bulk_create(
        Window(
            campaign=campaign,
            right=right,
            opens_at=opens,
            closes_at=closes + timedelta(days=10 if right == Right.MODERATE else 0),
        )
        for right in Right
    )
    return campaign


@pytest.mark.parametrize("phase", PHASES)
def test_the_predicates_say_what_the_table_says(
    phase: str, in_soest: Municipality, amira: Person, eva: Person, at: datetime
) -> None:
    campaign = stage(in_soest, phase, amira, at)
    actors = {
        "guest": Actor(),
        "resident": Actor(eva),
        "author": Actor(amira),
        "moderator": Actor(eva, is_moderator=True),
        "officer": Actor(eva, is_officer=True),
        "auditor": Actor(eva, is_auditor=True),
    }
    wrong = []
    for action, role, its_phase, allowed in CELLS:
        if its_phase != phase:
            continue
        hidden = action.endswith("hidden_until_the_end")
        campaign.results = ResultsShown.AFTER_END if hidden else ResultsShown.ALWAYS
        for letter, visibility in LETTERS.items():
            idea = Idea(campaign=campaign, author=amira, visibility=visibility)
            comment = Comment(idea=idea, author=amira, visibility=visibility)
            asked = Questionnaire(
                state=campaign.state, opens_at=campaign.opens_at, closes_at=campaign.closes_at, results=campaign.results
            )
            decided = Case.State.REMOVED if visibility == Visibility.REMOVED else Case.State.KEPT
            case = Case(campaign=campaign, idea=idea, state=decided, decided_at=at)
            found = ACTIONS[action](actors[role], Scene(campaign, idea, comment, asked, case, at))
            if found != (letter in allowed):
                wrong.append(f"{action} {role} {phase} {visibility}: {found}")
    assert wrong == []
