from datetime import datetime

from django.db import transaction
from django_scopes import scope

from soesmart.core.audit import audit
from soesmart.participation.models import Process
from soesmart.region.models import Municipality


@transaction.atomic
def found_process(
    *,
    actor: object,
    municipality: Municipality,
    slug: str,
    name: str,
    motto: str = "",
    summary: str = "",
    source: str = "",
    at: datetime,
) -> Process:
    """The town's process with this slug; made when there is none."""
    with scope(municipality=municipality):
        words = {"name": name, "motto": motto, "summary": summary, "source": source}
        process, new = Process.objects.get_or_create(municipality=municipality, slug=slug, defaults=words)
        if new:
            audit(actor, "participation.process.founded", process, town=municipality.slug, at=at, slug=slug)
        return process
