"""Observations of a data platform by its temporal interface (ETSI GS CIM 009 V1.6.1 and later, 5.7.4 and 6.3.10).

Asked is GET /temporal/entities with `timerel=after` and `options=temporalValues`. Platforms that know only the full
form answer with it, and both are read: {"values": [[12.5, "2024-01-31T23:00:00Z"], ...]} and
[{"value": 12.5, "observedAt": "2024-01-31T23:00:00Z", "unitCode": "KWH"}, ...].
Entities come in pages (`limit`, `offset`), long histories in spans of time (status 206).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from soesmart.core.clock import BERLIN
from soesmart.strategy.pulling.addresses import refuse
from soesmart.strategy.pulling.fetch import Answer
from soesmart.strategy.pulling.ngsi_ld_answer import Place, entities, observations, one_unit

PAGE = 100
MOST_REQUESTS = 200
MOST_OBSERVATIONS = 200_000
ENTITIES = "/temporal/entities"
API = "/ngsi-ld/v1"
JSON_LD = 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
IN_ADDRESSES = "%:/?#[]@!$&'()*+,;=~-._"

Get = Callable[[str, Mapping[str, str]], Answer]


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
            return History(asking.values, one_unit(asking.units))
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
        given = entities(answer.content)
        found = dict(observations(given, self._question.attribute, self.units))
        self.values |= found
        self.newest = max((moment for _, _, moment in found), default=None)
        if not self._left or len(self.values) > MOST_OBSERVATIONS:
            raise _too_much()
        return answer, [str(entity.get("id")) for entity in given]


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
        headers["Link"] = f"<{quote(question.context, safe=IN_ADDRESSES)}>; {JSON_LD}"
    return headers


def _too_much() -> Exception:
    return refuse(
        "too_much", "Die Plattform liefert zu viele Messwerte. Bitte ein späteres erstes Jahr oder eine Entität wählen."
    )
