"""What decision sheets take for granted. An assumption is never changed: the next one stands below it."""

from datetime import datetime

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.strategy.models import Assumption, Indicator
from soesmart.strategy.services import checks

MOST_OVERLAP = 90


@transaction.atomic
def note_assumption(
    *, actor: object, indicator: Indicator, text: str, at: datetime, overlap: int | None = None
) -> Assumption:
    """Write down an assumption. overlap: percent that each further measure loses from now on; None leaves it."""
    if overlap is not None and not 0 <= overlap <= MOST_OVERLAP:
        raise Refused("strategy.overlap.range", f"Bitte 0 bis {MOST_OVERLAP} Prozent.", "overlap")
    made = Assumption.objects.create(
        indicator=indicator,
        text=checks.line(text, name="Die Annahme", field="text", longest=500, required=True),
        overlap=overlap,
        assumed_by=actor if isinstance(actor, Person) else None,
        recorded_at=at,
    )
    if overlap is not None:
        # Beside the form of the indicator, which does not hold it: no editor of that form is in anybody's way.
        Indicator.objects.filter(pk=indicator.pk).update(overlap=overlap)
    facts = {} if overlap is None else {"overlap": overlap}
    town = indicator.municipality.slug
    audit(actor, "strategy.assumption.noted", indicator, town=town, at=at, key=indicator.key, **facts)
    return made
