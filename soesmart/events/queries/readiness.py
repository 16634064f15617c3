"""What an event still lacks, read from its rows."""

from datetime import datetime

from django.db.models import Count

from soesmart.events.models import Event, Item, Scene
from soesmart.events.rules import WITH_OPTIONS, StreamKind
from soesmart.events.rules.readiness import Prepared, missing_in
from soesmart.participation.rules.readiness import Missing


def readiness(event: Event, at: datetime) -> list[Missing]:
    """What is missing before it may be published, in the order of the office's pages. Two queries."""
    items = Item.objects.filter(event=event, kind__in=WITH_OPTIONS).annotate(choices=Count("options"))
    short = items.filter(choices__lt=2).order_by("scene__position", "position").values_list("title", flat=True)
    return missing_in(
        Prepared(
            title=event.title,
            summary=event.summary,
            text=event.text,
            place=event.place,
            access_notes=event.access_notes,
            contact=event.contact,
            ends_at=event.ends_at,
            stream=StreamKind(event.stream),
            stream_url=event.stream_url,
            stream_host=event.stream_host,
            scenes=Scene.objects.filter(event=event).count(),
            short=tuple(short),
        ),
        at,
    )
