"""Evenings with open rounds in a data folder; each command in a process of its own, answering with JSON.

python -m tests.ballots.folder prepare 500 2      two events, each with an open round and cookies of 500 voters
python -m tests.ballots.folder close 7 0          close the round with the key 7 in 0 seconds
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from soesmart.region.models import Municipality


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.config.settings")
    django.setup()
    command, *numbers = sys.argv[1:]
    commands: dict[str, Callable[..., object]] = {"prepare": prepare, "close": close}
    json.dump(commands[command](*map(int, numbers)), sys.stdout)


def prepare(voters: int, events: int = 1) -> list[dict[str, object]]:
    """Every third voter sits at the stream, which sees the hall without delay."""
    from soesmart.core import clock
    from soesmart.region.models import Region
    from tests.cast import make_town

    region, at = Region.objects.create(slug="region", name="Region"), clock.now()
    town = make_town(region, "soest", "Soest", "Kreis Soest")
    return [_evening(town, at, number, voters) for number in range(events)]


def _evening(town: "Municipality", at: datetime, number: int, voters: int) -> dict[str, object]:
    from django_scopes import scope

    from soesmart.events.credentials import cookie_name, stage_key, token_for
    from soesmart.events.rules import Channel
    from soesmart.events.services.rounds import open_round
    from soesmart.events.tests.evenings import a_scene, an_event, an_item

    with scope(municipality=town):
        event = an_event(town, at, key=f"abend-{number}", join_code=f"ABEND{chr(65 + number)}")
        round_ = open_round(item=an_item(a_scene(event)), by="system:test", at=at)
    channels = [Channel.STREAM if number % 3 == 2 else Channel.HALL for number in range(voters)]
    return {
        "event": event.pk,
        "round": round_.pk,
        "key": stage_key(event.pk),
        "cookies": [f"{cookie_name(event.pk)}={token_for(event.pk, channel)}" for channel in channels],
    }


def close(round_: int, in_seconds: int) -> None:
    from django_scopes import scopes_disabled

    from soesmart.core import clock
    from soesmart.events.models import Round
    from soesmart.events.services.rounds import close_round

    with scopes_disabled():
        close_round(round_=Round.objects.get(pk=round_), by="system:test", at=clock.now(), in_seconds=in_seconds)


if __name__ == "__main__":
    main()
