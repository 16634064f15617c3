"""What a data platform answers, in both forms of NGSI-LD, as observations."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from soesmart.methods.units import unit_of_code
from soesmart.strategy.pulling.addresses import refuse
from soesmart.strategy.pulling.json_text import exact, parse_json

FIRST_YEAR, LAST_YEAR = 1900, 2100

# Entity, data set and moment.
Place = tuple[str, str, datetime]
Entity = Mapping[str, Any]


def entities(content: bytes) -> list[Entity]:
    """The entities of an answer. Raises Refused for another form."""
    found = parse_json(content)
    if isinstance(found, Mapping) and "id" in found:
        found = [found]
    if not isinstance(found, list) or not all(isinstance(entity, Mapping) for entity in found):
        raise _not_ngsi()
    return found


def observations(given: Sequence[Entity], attribute: str, units: set[str]) -> Iterator[tuple[Place, Decimal]]:
    """Values with their places; units: gets the codes that the platform names. Raises Refused."""
    for entity in given:
        name = next((key for key in entity if key == attribute or key.endswith((f"/{attribute}", f"#{attribute}"))), "")
        instances = entity.get(name) or ()
        for instance in instances if isinstance(instances, list) else [instances]:
            if not isinstance(instance, Mapping):
                raise _not_ngsi()
            if code := instance.get("unitCode"):
                units.add(str(code))
            dataset = str(instance.get("datasetId", ""))
            pairs = instance.get("values", [[instance.get("value"), instance.get("observedAt")]])
            for value, moment in _pairs(pairs):
                yield (str(entity.get("id")), dataset, moment), value


def _pairs(pairs: object) -> Iterator[tuple[Decimal, datetime]]:
    for pair in pairs if isinstance(pairs, list) else ():
        if not isinstance(pair, list) or len(pair) < 2:
            raise _not_ngsi()
        if pair[0] is None:
            continue
        value = exact(pair[0])
        if value is None:
            raise refuse("no_number", f"Die Plattform liefert „{str(pair[0])[:40]}“, wo eine Zahl stehen sollte.")
        yield value, _moment(pair[1])


def _moment(text: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(text))
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValueError(text)
    except ValueError as error:
        raise refuse(
            "no_time", f"Die Plattform nennt zu einem Wert keinen lesbaren Zeitpunkt („{str(text)[:40]}“)."
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def one_unit(units: set[str]) -> str:
    """The unit of all values, "" where none is named. Raises Refused for several."""
    named = {unit_of_code(code) or code for code in units}
    if len(named) > 1:
        both = " und ".join(sorted(named)[:2])
        raise refuse(
            "units", f"Die Plattform liefert Werte in mehreren Einheiten ({both}). Bitte eine Entität auswählen."
        )
    return next(iter(named), "")


def _not_ngsi() -> Exception:
    return refuse("ngsi_ld", "Die Antwort hat nicht die Form einer NGSI-LD-Plattform. Stimmt die Adresse?")
