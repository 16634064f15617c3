"""What the projector shows now, drawn anew for every version of the stage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, prefetch_related_objects

from soesmart.events.models import AudienceQuestion, Ballot, Event, Item, Round, Stage
from soesmart.events.queries.hidden_words import hidden_words
from soesmart.events.queries.place import stage_of
from soesmart.events.queries.projector_rows import MOST_ROWS, MOST_WORDS, Row, Word, drawn, words_of
from soesmart.events.queries.questions import visible_questions
from soesmart.events.queries.turnout import turnout_of
from soesmart.events.rules import Channel, ItemKind, RoundState, Showing, choice_from
from soesmart.events.rules.result_rows import Told, rows_of, without_hidden
from soesmart.events.rules.small_groups import are_told_apart, may_grow_in_sight
from soesmart.methods.tally import results_of, tally_for

MOST_QUESTIONS = 5
MARK_STAYS = timedelta(seconds=12)


@dataclass(frozen=True)
class Clock:
    """One of the two countdowns. closes: None while no end is set."""

    channel: Channel
    opens: datetime
    closes: datetime | None
    is_over: bool
    ballots: int

    def says(self, at: datetime) -> str:
        if self.is_over or (self.closes and at >= self.closes):
            return "geschlossen"
        if at < self.opens:
            return f"öffnet in {_seconds(self.opens - at)} s"
        return f"noch {_seconds(self.closes - at)} s" if self.closes else "offen"


@dataclass
class Picture:
    """showing: what is really shown; the house where something is missing. rows, words: of result or live tally.
    told: the tally behind them, {"all", "hall", "stream"}. hidden_rows: options that found no place."""

    event: Event
    stage: Stage
    showing: Showing
    at: datetime
    item: Item | None = None
    round: Round | None = None
    clocks: list[Clock] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    words: dict[str, list[Word]] = field(default_factory=dict)
    told: Told = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    questions: list[AudienceQuestion] = field(default_factory=list)
    taken: AudienceQuestion | None = None
    live: str = ""
    hidden_rows: int = 0

    @property
    def ballots(self) -> int:
        return sum(clock.ballots for clock in self.clocks)

    @property
    def is_apart(self) -> bool:
        """Whether hall and stream are told one by one."""
        return bool(self.told.get("hall") and self.told.get("stream"))

    @property
    def mark(self) -> datetime | None:
        """When the mark is to be seen by which the delay is measured; None once it is gone."""
        mark = self.stage.probe_at
        return mark if mark and self.at < mark + MARK_STAYS else None


def picture_of(event: Event, at: datetime) -> Picture:
    """At most six queries."""
    stage = stage_of(event)
    picture = Picture(event, stage, face_of(stage), at, item=stage.item, round=stage.round)
    item, round_ = picture.item, picture.round
    if picture.showing == Showing.QUESTIONS and item:
        _read_questions(picture, item)
    if picture.showing in (Showing.QUESTION, Showing.RESULT) and item and round_:
        round_.event, round_.item = event, item
        prefetch_related_objects([item], "options")
        picture.labels = {option.number: option.label for option in item.options.all()}
        picture.told = _told(picture, item, round_)
        picture.clocks = _clocks(round_, turnout_of(round_))
        _draw(picture, item)
    return picture


def face_of(stage: Stage) -> Showing:
    """What may be shown: no result that is not public, nothing of a rehearsal outside of it and the other way round."""
    showing, round_ = Showing(stage.showing), stage.round
    if showing == Showing.SCENE and not stage.scene:
        return Showing.HOUSE
    if showing == Showing.QUESTIONS and (not stage.item or stage.item.kind != ItemKind.QUESTIONS):
        return Showing.HOUSE
    if showing not in (Showing.QUESTION, Showing.RESULT):
        return showing
    if not stage.item or not round_ or round_.is_rehearsal != stage.is_rehearsal:
        return Showing.HOUSE
    return showing if showing == Showing.QUESTION or round_.is_shown else Showing.HOUSE


def _told(picture: Picture, item: Item, round_: Round) -> Told:
    if picture.showing == Showing.RESULT:
        told: Told = round_.result or {}
    elif round_.shows_live and len(picture.labels) <= MOST_ROWS:
        # Bars of these stay where they are, so that the script can move them; others are drawn anew.
        steady = item.kind not in (ItemKind.WORDS, ItemKind.ESTIMATE) and item.most - item.least < MOST_ROWS
        picture.live = "bars" if steady else "drawn"
        told = live_tally(round_, item)
    else:
        return {}
    return without_hidden(told, hidden_words(item)) if item.kind == ItemKind.WORDS else told


def live_tally(round_: Round, item: Item) -> Told:
    """The ballots so far, counted here; hall and stream apart once both have enough, nothing while one of them is
    small. One query.
    """
    tallies = {channel: tally_for(item.kind, item.bounds()) for channel in Channel}
    rows = Ballot.objects.filter(round=round_).values_list("channel", "choice")
    for channel, choice, times in rows.annotate(times=Count("pk")).order_by():
        ballot = choice_from(choice)
        for _ in range(times):
            tallies[Channel(channel)].add(ballot)
    hall, stream = (tallies[channel].ballots for channel in (Channel.HALL, Channel.STREAM))
    if not may_grow_in_sight(hall, stream, round_.event.smallest_group):
        return {}
    told: dict[str, Any] = dict(results_of(tallies[Channel.HALL], tallies[Channel.STREAM]))
    if not are_told_apart(hall, stream, round_.event.smallest_group):
        told |= {"hall": None, "stream": None}
    return told


def _clocks(round_: Round, ballots: Mapping[str, int]) -> list[Clock]:
    over = round_.state != RoundState.OPEN
    windows = [(Channel.HALL, round_.opened_at, round_.hall_closes_at)]
    if round_.event.stream != "none" or ballots[Channel.STREAM]:
        windows.append((Channel.STREAM, round_.stream_opens_at, round_.stream_closes_at))
    return [Clock(channel, opens, closes, over, ballots[channel]) for channel, opens, closes in windows]


def _draw(picture: Picture, item: Item) -> None:
    if item.kind == ItemKind.WORDS:
        if not picture.told and picture.showing == Showing.QUESTION:
            return  # words that wait for the result: "no word yet" would be wrong
        names = ("hall", "stream") if picture.is_apart else ("all",)
        picture.words = {name: words_of(item, picture.told.get(name), MOST_WORDS // len(names)) for name in names}
        return
    rows = rows_of(item, picture.labels, picture.told, longest_is_full=True)
    if picture.showing == Showing.RESULT:
        picture.hidden_rows = max(0, len(rows) - MOST_ROWS)
        rows = rows[:MOST_ROWS]
    else:
        rows.sort(key=lambda row: row.number)  # as asked: none jumps about while ballots come in
    picture.rows = drawn(item, rows) or [Row(number, label) for number, label in picture.labels.items()]


def _read_questions(picture: Picture, item: Item) -> None:
    visible = visible_questions(item)
    picture.taken = visible.filter(taken_at__isnull=False).order_by("-taken_at").first()
    most = MOST_QUESTIONS - 2 if picture.taken else MOST_QUESTIONS
    picture.questions = list(visible.filter(taken_at=None)[:most])


def _seconds(span: timedelta) -> int:
    return -(-span // timedelta(seconds=1))
