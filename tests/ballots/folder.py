"""An evening with an open round in a data folder; each command in a process of its own, answering with JSON.

python -m tests.ballots.folder prepare 500        an event, its open round, and cookies of 500 voters
python -m tests.ballots.folder close 0            close the round in 0 seconds
python -m tests.ballots.folder state              what is stored
"""

import json
import os
import sys
from collections.abc import Callable

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.config.settings")
    django.setup()
    command, *numbers = sys.argv[1:]
    commands: dict[str, Callable[..., object]] = {"prepare": prepare, "close": close, "state": state}
    json.dump(commands[command](*map(int, numbers)), sys.stdout)


def prepare(voters: int, delay: int = 0) -> dict[str, object]:
    """delay: of the stream, milliseconds. Every third voter sits at the stream."""
    from django_scopes import scope

    from soesmart.core import clock
    from soesmart.events.credentials import cookie_name, stage_key, token_for
    from soesmart.events.rules import Channel
    from soesmart.events.services.rounds import open_round
    from soesmart.events.tests.evenings import a_scene, an_event, an_item
    from soesmart.region.models import Region
    from tests.cast import make_town

    region, at = Region.objects.create(slug="region", name="Region"), clock.now()
    town = make_town(region, "soest", "Soest", "Kreis Soest")
    with scope(municipality=town):
        event = an_event(town, at, stream_delay=delay)
        round_ = open_round(item=an_item(a_scene(event)), by="system:test", at=at)
    channels = [Channel.STREAM if number % 3 == 2 else Channel.HALL for number in range(voters)]
    return {
        "event": event.pk,
        "round": round_.pk,
        "key": stage_key(event.pk),
        "cookies": [f"{cookie_name(event.pk)}={token_for(event.pk, channel)}" for channel in channels],
    }


def close(in_seconds: int) -> None:
    from django_scopes import scopes_disabled

    from soesmart.core import clock
    from soesmart.events.models import Round
    from soesmart.events.services.rounds import close_round

    with scopes_disabled():
        close_round(round_=Round.objects.get(), by="system:test", at=clock.now(), in_seconds=in_seconds)


def state() -> dict[str, object]:
    from django_scopes import scopes_disabled

    from soesmart.events.models import Ballot, Round

    with scopes_disabled():
        round_ = Round.objects.get()
        return {
            "state": round_.state,
            "result": round_.result,
            "hall": round_.ballots_hall,
            "stream": round_.ballots_stream,
            "receipts": list(Ballot.objects.order_by("pk").values_list("receipt", flat=True)),
            "voters": Ballot.objects.values("credential").distinct().count(),
        }


if __name__ == "__main__":
    main()
