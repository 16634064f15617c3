"""Where an evening stands, as its stage direction needs it."""

from collections.abc import Iterable
from datetime import datetime

from soesmart.events.models import Ballot, Event, Item, Round, Scene, Stage, Voter
from soesmart.events.rules import WITHOUT_BALLOTS, RoundState, Showing
from soesmart.events.rules.steps import Place, Stop, Vote, seen_of


def stage_of(event: Event) -> Stage:
    """The stage with what it holds; one that shows the house where nothing was set yet. One query."""
    rows = Stage.objects.select_related("scene", "item__scene", "round")
    return rows.filter(event=event).first() or Stage(event=event)


def seen_on(stage: Stage) -> str:
    """`Place.seen`, from the stage alone."""
    round_, scene, item = stage.round, stage.scene, stage.item
    return seen_of(
        stage.showing,
        scene.position if scene else 0,
        item.number if item else 0,
        round_.pk if round_ else 0,
        round_.state if round_ else "",
        ends=round_ is not None and round_.hall_closes_at is not None,
    )


def place_of(event: Event, stage: Stage, at: datetime) -> Place:
    """Where the evening stands at `at`. Three queries, one more while a round is open."""
    scenes = list(Scene.objects.filter(event=event))
    items = list(Item.objects.filter(event=event).order_by("position"))
    rounds = rounds_of(event, stage)
    running = next((round_ for round_ in rounds if round_.state == RoundState.OPEN), None)
    is_voted = running is not None and has_ballots(running)
    return place_from(stage, scenes, items, rounds, at, is_voted=is_voted)


def rounds_of(event: Event, stage: Stage) -> list[Round]:
    """Rounds that count, of the evening or of the rehearsal, whichever the stage is in; in their order."""
    rounds = Round.objects.filter(event=event, is_rehearsal=stage.is_rehearsal)
    return list(rounds.exclude(state=RoundState.DISCARDED))


def place_from(
    stage: Stage,
    scenes: Iterable[Scene],
    items: Iterable[Item],
    rounds: Iterable[Round],
    at: datetime,
    *,
    is_voted: bool,
) -> Place:
    """The same from rows that are known. is_voted: whether the open round has a ballot."""
    items = list(items)
    numbers = {item.pk: item.number for item in items}
    votes = {
        numbers[row.item_id]: _vote(row, numbers[row.item_id], at, is_voted=is_voted)
        for row in rounds
        if row.item_id in numbers
    }
    stops = []
    for scene in scenes:
        stops.append(Stop(scene.position))
        stops += [
            Stop(scene.position, item.number, item.kind not in WITHOUT_BALLOTS)
            for item in items
            if item.scene_id == scene.pk
        ]
    return Place(
        agenda=tuple(stops),
        showing=Showing(stage.showing),
        scene=stage.scene.position if stage.scene else 0,
        item=stage.item.number if stage.item else 0,
        round=stage.round_id or 0,
        votes=votes,
    )


def _vote(round_: Round, item: int, at: datetime, *, is_voted: bool) -> Vote:
    state, closes = RoundState(round_.state), round_.hall_closes_at
    is_open = state == RoundState.OPEN
    return Vote(
        pk=round_.pk,
        item=item,
        state=state,
        is_closing=is_open and closes is not None and closes > at,
        is_ended=is_open and closes is not None and closes <= at,
        is_shown=round_.shown_at is not None,
        has_ballots=is_open and is_voted,
    )


def has_ballots(round_: Round) -> bool:
    """One query for an open ballot, or for who voted in a secret one."""
    if round_.secret:
        return Voter.objects.filter(round=round_).exists()
    return Ballot.objects.filter(round=round_).exists()
