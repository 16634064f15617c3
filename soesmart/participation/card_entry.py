"""One paper card as it is typed in: a row of choices per idea."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from soesmart.core.refusals import Refused
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import AccessCode, Campaign, Idea, Opinion, Voice
from soesmart.participation.opinion_table import credential_from, value_from
from soesmart.participation.rules import Channel, Visibility, Voting
from soesmart.participation.rules.opinions import MOST_STARS
from soesmart.participation.services.entry_checks import RecordedOpinion, moment_on, voice_spans
from soesmart.participation.services.voices import find_voice

# More do not fit on a card, nor on a page that is worked through by hand.
MOST_IDEAS = 200
CHOICES = {
    Voting.AGREE: [("ja", "Ja"), ("nein", "Nein"), ("egal", "Egal")],
    Voting.SUPPORT: [("ja", "Ja")],
    Voting.STARS: [(str(stars), str(stars)) for stars in range(1, MOST_STARS + 1)],
}


@dataclass(frozen=True)
class CardRow:
    """An idea on the page, with what was typed; choices: value and word, none where an amount is typed."""

    idea: Idea
    choices: list[tuple[str, str]]
    typed: str = ""
    is_important: bool = False


@dataclass(frozen=True)
class Card:
    """What a card says, and how many opinions its voice gave before."""

    opinions: list[RecordedOpinion] = field(default_factory=list)
    before: int = 0
    is_same: bool = False


def rows_for(campaign: Campaign, typed: Mapping[str, str]) -> tuple[list[CardRow], int]:
    """The visible ideas by number, and how many more there are than fit. Two queries at most."""
    visible = Idea.objects.filter(campaign=campaign, visibility=Visibility.VISIBLE).order_by("number")
    ideas = list(visible.only("number", "title")[: MOST_IDEAS + 1])
    more = visible.count() - MOST_IDEAS if len(ideas) > MOST_IDEAS else 0
    choices = CHOICES.get(Voting(campaign.voting), [])
    return [
        CardRow(idea, choices, typed.get(f"idea_{idea.number}", ""), f"important_{idea.number}" in typed)
        for idea in ideas[:MOST_IDEAS]
    ], more


def card_from(campaign: Campaign, head: Mapping[str, Any], typed: Mapping[str, str], at: datetime) -> Card:
    """The opinions of a card. Refused when the card has no name, an amount is none, or nothing is on it."""
    channel = Channel(head["channel"])
    try:
        who = credential_from(head["card"], channel)
    except ValueError as error:
        raise Refused("participation.entry.card", str(error), "card") from error
    given_at = moment_on(head["day"], voice_spans(campaign), at) if head["day"] else at
    rows, _ = rows_for(campaign, typed)
    opinions = [
        RecordedOpinion(
            who,
            row.idea.number,
            _value(row, campaign),
            row.is_important,
            channel,
            given_at,
            head["district"],
            head["age"],
        )
        for row in rows
        if row.typed.strip()
    ]
    if not opinions:
        raise Refused("participation.entry.empty", "Auf der Karte ist noch nichts gewählt.", "card")
    stored = _stored(campaign, who)
    said = {row.number: (row.value, row.important and campaign.with_important) for row in opinions}
    return Card(opinions, len(stored), said == stored)


def _value(row: CardRow, campaign: Campaign) -> int:
    try:
        return value_from(row.typed, Voting(campaign.voting))
    except ValueError as error:
        raise Refused("participation.entry.value", f"Idee {row.idea.number}: {error}") from error


def _stored(campaign: Campaign, who: Credential) -> dict[int, tuple[int, bool]]:
    """What the voice of this card said before, by number of the idea."""
    voice = _voice(campaign, who)
    if voice is None:
        return {}
    rows = Opinion.objects.filter(voice=voice).values_list("idea__number", "value", "important")
    return {number: (value, important) for number, value, important in rows}


def _voice(campaign: Campaign, who: Credential) -> Voice | None:
    if who.kind != Kind.CODE:
        return find_voice(campaign, who)
    digest = credential_digest(campaign, who)
    code = AccessCode.objects.filter(campaign=campaign, digest=digest).select_related("voice").first()
    return code.voice if code else None


def next_card(typed: str) -> str:
    """The number after this one, "" after a code: cards lie in order on the table."""
    text = typed.strip()
    found = re.fullmatch(r"((?:\D*[ -])?)(\d{1,6})", text)
    return f"{found[1]}{int(found[2]) + 1}" if found else ""
