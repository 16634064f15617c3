"""What waits for the office in participation: sentences for its first page."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from soesmart.participation.queries.promises import promises_of_the_town


def due_on_first_page(at: datetime) -> Iterator[tuple[str, str]]:
    """Sentences with the address where it is done; one query."""
    promises = promises_of_the_town(at)
    address = reverse("office_answers")
    if promises.overdue and promises.oldest:
        many = "1 Idee wartet" if promises.overdue == 1 else f"{promises.overdue} Ideen warten"
        yield f"{many} über die Frist hinaus auf Antwort, die älteste {promises.oldest.overdue_german}", address
    if promises.pending:
        many = "1 Idee wartet" if promises.pending == 1 else f"{promises.pending} Ideen warten"
        yield f"{many} auf Antwort, die Frist läuft", address
