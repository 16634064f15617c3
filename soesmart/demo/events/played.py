"""The evening of 30 July 2020 as it might have gone: rounds with hall and stream, counted and shown; questions."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from soesmart.demo.events.agenda import rows_of
from soesmart.demo.events.audience import Audience, after, moods_of, told
from soesmart.demo.towns import ACTOR
from soesmart.events.live.box import cast
from soesmart.events.live.papers import Status
from soesmart.events.models import Event, Item
from soesmart.events.rules import Channel, Showing
from soesmart.events.services.counting import count_round
from soesmart.events.services.questions import (
    answer_question,
    ask_question,
    moderate_question,
    support_question,
    take_question,
)
from soesmart.events.services.rounds import close_round, finish_round, open_round, show_result
from soesmart.events.services.stage import show
from soesmart.participation.rules import Visibility

COUNTDOWN = 10


def play(event: Event, plan: Mapping[str, Any]) -> None:
    """The whole evening, from the first round to the house as resting image."""
    audience = Audience.of(event, plan["audience"])
    rows = rows_of(event, plan)
    for item, row in rows:
        for number, minute in enumerate(row.get("opens", [])):
            vote(audience, item, row, after(event.starts_at, minute), again=number > 0)
    asked_in = next(item for item, row in rows if row["kind"] == "questions")
    talk(event, asked_in, plan)
    show(event=event, showing=Showing.HOUSE, by=ACTOR, at=event.ends_at)


def vote(audience: Audience, item: Item, row: Mapping[str, Any], opens: datetime, *, again: bool) -> None:
    """One round: opened, voted on, closed with a countdown, counted, shown."""
    round_ = open_round(item=item, by=ACTOR, at=opens)
    ends = opens + timedelta(seconds=item.seconds)
    close_round(round_=round_, by=ACTOR, at=ends, in_seconds=COUNTDOWN)
    outcomes = cast(list(audience.papers(item, round_, moods_of(row, again=again))))
    assert {outcome.status for outcome in outcomes} == {Status.STORED}
    round_.refresh_from_db()
    closed = round_.stream_closes_at
    assert closed is not None
    # How many came from where is counted again below, from the ballots themselves.
    finish_round(round_=round_, at=closed, hall=0, stream=0)
    count_round(round_=round_, at=closed + timedelta(seconds=1))
    show_result(round_=round_, by=ACTOR, at=closed + timedelta(seconds=4))


def talk(event: Event, item: Item, plan: Mapping[str, Any]) -> None:
    """What the audience asked, wanted answered, and was told; one question was removed."""
    for number, row in enumerate(plan["questions"]):
        at = after(event.starts_at, row["minute"])
        question = ask_question(
            item=item,
            voter=told(event, Channel(row["channel"]), number),
            text=row["text"],
            nonce=uuid.uuid5(uuid.NAMESPACE_URL, f"https://soesmart.example.org/demo/question/{event.key}/{number}"),
            at=at,
        )
        removed = row.get("removed", "")
        seen = Visibility.REMOVED if removed else Visibility.VISIBLE
        moderate_question(question=question, visibility=seen, by=ACTOR, at=after(at, 1), reason=removed)
        question.refresh_from_db()
        for supporter in range(row["support"]):
            channel = Channel.HALL if supporter % 4 == 0 else Channel.STREAM
            support_question(question=question, voter=told(event, channel, supporter), at=after(at, 2))
        if "taken" in row:
            take_question(question=question, by=ACTOR, at=after(event.starts_at, row["taken"]))
        if "answer" in row:
            answer_question(question=question, answer=row["answer"], by=ACTOR, at=after(event.ends_at, 60 * 24))
