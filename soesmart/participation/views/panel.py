"""The place on a card where one says what one thinks: what it shows to this browser at this moment."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from soesmart.core.numbers import format_euro, format_number
from soesmart.participation.access import Actor, may_voice
from soesmart.participation.credentials import Credential
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.queries.campaigns import openings_of
from soesmart.participation.queries.idea_page import Mine
from soesmart.participation.rules import FormatState, Right, Visibility, Voting, Who
from soesmart.participation.rules.opinions import AGREE, DISAGREE, MOST_STARS, PASS, Ballot, amount_german
from soesmart.participation.services.opinions import ballot_of

SAID = {AGREE: "Zustimmung", DISAGREE: "Ablehnung", PASS: "übersprungen"}


@dataclass(frozen=True)
class Button:
    """value: what it sends; kind: names its colour and sign; is_mine: this is what the reader said."""

    value: int
    label: str
    kind: str
    is_mine: bool = False


@dataclass(frozen=True)
class Share:
    """What can be handed out here. left: in words, with what the idea has; more, less: values of the buttons."""

    left: str = ""
    most: str = ""
    more: int | None = None
    less: int | None = None


@dataclass(frozen=True)
class Panel:
    """state: "open", "door" (something has to be shown first) or "closed"; closed: why, in German.

    mine: the reader's opinion in words, "" for none; field: what stands in the input; share: None unless points or
    money are handed out; token: of a browser that was never here, so that pressed twice it is one voice.
    """

    state: str
    voting: Voting
    mine: str
    buttons: list[Button]
    share: Share | None
    field: str
    is_important: bool
    with_important: bool
    closed: str = ""
    error: str = ""
    token: str = ""


def panel_of(
    request: HttpRequest,
    actor: Actor,
    idea: Idea,
    mine: Mine,
    credential: Credential | None,
    at: datetime,
    error: str = "",
) -> Panel | None:
    """None where there is nothing to say: a campaign of comments only, or an idea that is not to be seen."""
    campaign = idea.campaign
    if campaign.voting == Voting.COMMENT or idea.visibility != Visibility.VISIBLE:
        return None
    ballot = ballot_of(campaign)
    is_open = may_voice(actor, idea, at)
    is_in = credential is not None or campaign.who == Who.ANYONE
    typed = request.POST if error else {}
    return Panel(
        state="closed" if not is_open else "open" if is_in else "door",
        voting=ballot.voting,
        mine=_german(ballot, mine),
        buttons=_buttons(ballot, mine),
        share=_share(ballot, mine) if ballot.is_shared_out else None,
        field=typed.get("euro") or typed.get("value") or _field(ballot, mine.value),
        is_important=bool(typed.get("important")) if error else mine.important,
        with_important=ballot.with_important,
        closed="" if is_open else _why_closed(campaign, at),
        error=error,
        token="" if credential else secrets.token_urlsafe(24),
    )


def _german(ballot: Ballot, mine: Mine) -> str:
    if mine.value is None:
        return ""
    match ballot.voting:
        case Voting.AGREE:
            said = SAID.get(mine.value, "")
        case Voting.SUPPORT:
            said = "Unterstützung"
        case Voting.STARS:
            said = f"{mine.value} von {MOST_STARS} Sternen"
        case _:
            said = amount_german(ballot, mine.value)
    return f"{said}, wichtig" if mine.important else said


def _buttons(ballot: Ballot, mine: Mine) -> list[Button]:
    match ballot.voting:
        case Voting.AGREE:
            rows = [(AGREE, "Zustimmen", "agree"), (DISAGREE, "Ablehnen", "disagree"), (PASS, "Überspringen", "pass")]
        case Voting.SUPPORT:
            rows = [(1, "Unterstützen", "agree")]
        case Voting.STARS:
            rows = [(stars, "1 Stern" if stars == 1 else f"{stars} Sterne", "star") for stars in range(1, 6)]
        case _:
            rows = []
    return [Button(value, label, kind, mine.value == value) for value, label, kind in rows]


def _share(ballot: Ballot, mine: Mine) -> Share:
    """Points are stacked one by one; for money a button would mean nothing."""
    left = max(ballot.limit - mine.spent, 0)
    given = mine.value or 0
    most = min(ballot.limit_each or ballot.limit, given + left)
    is_stacked = ballot.voting == Voting.POINTS
    return Share(
        left=amount_german(ballot, left),
        most=amount_german(ballot, most),
        more=given + 1 if is_stacked and given < most else None,
        less=given - 1 if is_stacked and given > 1 else None,
    )


def _field(ballot: Ballot, value: int | None) -> str:
    if value is None:
        return ""
    return format_euro(value).rstrip("€\u202f ") if ballot.voting == Voting.BUDGET else format_number(value)


def _why_closed(campaign: Campaign, at: datetime) -> str:
    if campaign.state == FormatState.DRAFT:
        return "Die Beteiligung ist noch nicht veröffentlicht."
    opening = dict(openings_of(campaign, at)).get(Right.VOICE)
    return f"Die Abstimmung {opening.text}." if opening else "Hier gibt es keine Abstimmung."
