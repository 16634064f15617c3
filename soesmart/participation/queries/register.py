"""The register of the town with all parts that can be counted, also those without a number yet."""

from dataclasses import dataclass

from soesmart.participation.models import RegisterCount
from soesmart.participation.rules.people import AgeBand
from soesmart.region.models import District
from soesmart.region.rules import german_order

AGE, DISTRICT = RegisterCount.Dimension.AGE, RegisterCount.Dimension.DISTRICT
Register = dict[str, list["RegisterPart"]]


@dataclass(frozen=True)
class RegisterPart:
    """people: None where no number is stored."""

    key: str
    label: str
    people: int | None = None
    source: str = ""
    invented: bool = False


def register_of_the_town() -> Register:
    """Districts by name, age bands by age; two queries."""
    stored = {(row.dimension, row.key): row for row in RegisterCount.objects.all()}
    districts = sorted(District.objects.values_list("slug", "name"), key=lambda row: german_order(row[1]))
    ages = [(band.value, band.label) for band in AgeBand]
    named = {DISTRICT.value: districts, AGE.value: ages}
    return {
        dimension: [_part(key, label, stored.get((dimension, key))) for key, label in rows]
        for dimension, rows in named.items()
    }


def _part(key: str, label: str, row: RegisterCount | None) -> RegisterPart:
    return RegisterPart(key, label, row.people, row.source, row.invented) if row else RegisterPart(key, label)
