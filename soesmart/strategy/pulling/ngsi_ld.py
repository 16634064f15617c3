"""Observations of a data platform by its temporal interface (ETSI GS CIM 009 V1.6.1 and later, 5.7.4 and 6.3.10).

Asked is GET /temporal/entities with `timerel=after` and `options=temporalValues`. Platforms that know only the full
form answer with it, and both are read: {"values": [[12.5, "2024-01-31T23:00:00Z"], ...]} and
[{"value": 12.5, "observedAt": "2024-01-31T23:00:00Z", "unitCode": "KWH"}, ...].
Entities come in pages (`limit`, `offset`), long histories in spans of time (status 206).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from soesmart.core.clock import BERLIN
from soesmart.methods.units import unit_of_code
from soesmart.strategy.pulling.addresses import refuse
from soesmart.strategy.pulling.fetch import Answer
from soesmart.strategy.pulling.json_text import exact, parse_json

PAGE = 100
MOST_REQUESTS = 200
MOST_OBSERVATIONS = 200_000
ENTITIES = "/temporal/entities"
API = "/ngsi-ld/v1"
JSON_LD = 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'

Get = Callable[[str, Mapping[str, str]], Answer]
Place = tuple[str, str, datetime]


@dataclass(frozen=True)
class Question:
    """What is asked. since: first year; entity: only this one; context: address of the JSON-LD context.

    rule: of by_year; unit: of the numbers where the platform gives no unitCode; indicator: key of the one it is for.
    """

    entity_type: str
    attribute: str
    indicator: str
    rule: str
    since: int
    entity: str = ""
    tenant: str = ""
    context: str = ""
    unit: str = ""

    def to_dict(self) -> dict[str, str | int]:
        """Ready for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class History:
    """Observed values by entity, data set and moment, each once; unit: as the platform names it, or ""."""

    values: Mapping[Place, Decimal]
    unit: str = ""


def history(address: str, question: Question, get: Get) -> History:
    """All that the platform observed since the first moment of the year, in the time of Berlin."""
    first = datetime(question.since, 1, 1, tzinfo=BERLIN).astimezone(UTC) - timedelta(seconds=1)
    asking = _Asking(address, question, get)
    known: set[str] = set()
    while True:
        page, ids = asking.ask(first, offset=len(known))
        newest, answer = asking.newest, page
        while answer.is_partial and newest and ids:
            answer, _ = asking.ask(newest, ids=ids)
            newest = asking.newest if asking.newest and asking.newest > newest else None
        is_last = len(ids) < PAGE and not page.has_next
        if is_last or set(ids) <= known:
            return History(asking.values, _one_unit(asking.units))
        known.update(ids)


class _Asking:
    """The requests of one pull, and what they have brought so far."""

    def __init__(self, address: str, question: Question, get: Get) -> None:
        self._base, self._question, self._get, self._left = _base(address), question, get, MOST_REQUESTS
        self.values: dict[Place, Decimal] = {}
        self.units: set[str] = set()
        self.newest: datetime | None = None

    def ask(self, after: datetime, *, offset: int = 0, ids: Sequence[str] = ()) -> tuple[Answer, list[str]]:
        """The answer and the entities in it. newest: the last moment that this request brought, if any."""
        self._left -= 1
        asked = {
            "type": self._question.entity_type,
            "attrs": self._question.attribute,
            "timerel": "after",
            "timeAt": after.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "options": "temporalValues",
            "limit": PAGE,
            "offset": offset,
        }
        if only := ",".join(ids) or self._question.entity:
            asked["id"] = only
        answer = self._get(f"{self._base}?{urlencode(asked)}", _headers(self._question))
        entities = _entities(answer.content)
        found = dict(_observations(entities, self._question.attribute, self.units))
        self.values |= found
        self.newest = max((moment for _, _, moment in found), default=None)
        if not self._left or len(self.values) > MOST_OBSERVATIONS:
            raise _too_much()
        return answer, [str(entity.get("id")) for entity in entities]


def _base(address: str) -> str:
    """People give the platform, its API, or the very list."""
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    if not path.endswith(ENTITIES):
        path += ENTITIES if path.endswith(API) else API + ENTITIES
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _headers(question: Question) -> dict[str, str]:
    headers = {"Accept": "application/json"}
    if question.tenant:
        headers["NGSILD-Tenant"] = question.tenant
    if question.context:
        headers["Link"] = f"<{question.context}>; {JSON_LD}"
    return headers


def _entities(content: bytes) -> list[Mapping[str, Any]]:
    found = parse_json(content)
    if isinstance(found, Mapping) and "id" in found:
        found = [found]
    if not isinstance(found, list) or not all(isinstance(entity, Mapping) for entity in found):
        raise _not_ngsi()
    return found


def _observations(
    entities: Sequence[Mapping[str, Any]], attribute: str, units: set[str]
) -> Iterator[tuple[Place, Decimal]]:
    for entity in entities:
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
    except ValueError as error:
        raise refuse(
            "no_time", f"Die Plattform nennt zu einem Wert keinen lesbaren Zeitpunkt („{str(text)[:40]}“)."
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _one_unit(units: set[str]) -> str:
    named = {unit_of_code(code) or code for code in units}
    if len(named) > 1:
        both = " und ".join(sorted(named)[:2])
        raise refuse(
            "units", f"Die Plattform liefert Werte in mehreren Einheiten ({both}). Bitte eine Entität auswählen."
        )
    return next(iter(named), "")


def _not_ngsi() -> Exception:
    return refuse("ngsi_ld", "Die Antwort hat nicht die Form einer NGSI-LD-Plattform. Stimmt die Adresse?")


def _too_much() -> Exception:
    return refuse(
        "too_much", "Die Plattform liefert zu viele Messwerte. Bitte ein späteres erstes Jahr oder eine Entität wählen."
    )
