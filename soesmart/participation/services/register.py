"""The register: how many people live in a part of the town, or are of an age. Compared with who takes part."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.models import RegisterCount
from soesmart.participation.rules.people import AgeBand
from soesmart.region.models import District, Municipality


@dataclass(frozen=True)
class RegisterFact:
    """key: slug of a district, or an age band; people: how many the register counts."""

    key: str
    label: str
    people: int
    source: str = ""
    invented: bool = False


@transaction.atomic
def record_register(
    *,
    actor: object,
    municipality: Municipality,
    dimension: RegisterCount.Dimension,
    counts: Sequence[RegisterFact],
    at: datetime,
) -> None:
    """Make `counts` the register of one dimension. Refused for a district or an age band that does not exist."""
    known = (
        {band.value for band in AgeBand}
        if dimension == RegisterCount.Dimension.AGE
        else set(District.objects.values_list("slug", flat=True))
    )
    if unknown := [fact.key for fact in counts if fact.key not in known]:
        raise Refused("participation.register.unknown", f"Das gibt es in dieser Stadt nicht: {', '.join(unknown)}.")
    RegisterCount.objects.filter(dimension=dimension).delete()
    RegisterCount.objects.bulk_create(
        RegisterCount(municipality=municipality, dimension=dimension, position=position, **asdict(fact))
        for position, fact in enumerate(counts, 1)
    )
    audit(
        actor,
        "participation.register.recorded",
        municipality,
        town=municipality.slug,
        at=at,
        dimension=dimension.value,
        rows=len(counts),
    )
