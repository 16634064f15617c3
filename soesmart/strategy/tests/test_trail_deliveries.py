"""The log says which file, how many of what was decided, and in words why a pull failed."""

import re
from datetime import datetime
from pathlib import Path

from soesmart.accounts.models import Person
from soesmart.strategy.models import Delivery, Finding
from soesmart.strategy.office.trail_deliveries import WHY
from soesmart.strategy.office.trail_words import sentence
from soesmart.strategy.rules import Decision
from soesmart.strategy.services.deliveries import decide
from soesmart.strategy.tests.reading import words_of_page
from tests.clients import ClientFor, CountQueries

STRATEGY = Path(__file__).parents[1]


def test_the_log_names_the_file_and_counts_the_decisions(
    odd: Delivery, bernd: Person, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    jump = Finding.objects.get(kind="jump")
    decide(actor=bernd, delivery=odd.pk, findings=[jump.pk], decision=Decision.CORRECTED, at=at)
    office = client_for(bernd)
    with count_queries() as queries:
        page = words_of_page(office.get("/verwaltung/strategie/protokoll/").content)
    assert len(queries) <= 12, queries
    assert "über Befunde entschieden: werte.csv 1 Befund berichtigt" in page
    assert "Lieferung geprüft: werte.csv 9 Werte, 3 Befunde" in page


def test_a_failed_pull_is_told_in_words() -> None:
    facts = {"name": "Ladesäulen", "code": "strategy.source.unknown_host"}
    told = ("Abruf fehlgeschlagen: Ladesäulen", "Die Adresse ist im Internet nicht zu finden.")
    assert sentence("strategy.source.failed", facts) == told
    assert "strategy." not in " ".join(sentence("strategy.source.failed", facts | {"code": "strategy.source.new"}))


def test_every_refusal_of_a_pull_has_words() -> None:
    code = "".join(path.read_text() for path in (STRATEGY / "pulling").rglob("*.py"))
    found = set(re.findall(r'refuse\(\s*"([a-z_]+)"', code))
    assert "unknown_host" in found
    assert found <= set(WHY)
