"""The phone's card: rendered once for each version of the stage, in a thread, then given to everybody."""

import asyncio

from django.template.loader import render_to_string
from django_scopes import scope

from soesmart.events.live.engine import Engine
from soesmart.events.live.facts import EventFacts
from soesmart.events.live.hub import Hub
from soesmart.events.models import Event
from soesmart.events.queries.card import card_context


async def card_of(engine: Engine, hub: Hub) -> tuple[int, bytes]:
    """Version and HTML. Who asks while it is being rendered waits for the same one."""
    facts = hub.facts
    if hub.card is None or hub.card[0] != facts.version:
        hub.card = (facts.version, asyncio.ensure_future(engine.in_thread(lambda: rendered(facts))))
    version, rendering = hub.card
    try:
        return version, await asyncio.shield(rendering)
    except Exception:
        hub.card = None
        raise


def rendered(facts: EventFacts) -> bytes:
    with scope(municipality=facts.town):
        event = Event.objects.select_related("municipality").get(pk=facts.pk)
        return render_to_string("events/_card.html", card_context(event)).encode()
