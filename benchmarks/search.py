"""Promise: a page of hits takes at most 15 ms of CPU with 20,000 documents. Baseline: an empty Django view in this run.

The words are made up of German syllables, so that some are in nearly every document, as "Stadt" is in a town's texts.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

from django.test import Client

from benchmarks.measure import report
from benchmarks.pages import cpu_ms, empty_page
from benchmarks.town import HOST, demo_folder, enter

DOCUMENTS, WORDS, VOCABULARY = 20_000, 80, 5000
SYLLABLES = [
    "klima", "rad", "weg", "schutz", "ziel", "energie", "haus", "dorf", "schul", "bild", "jug", "wirt", "inno", "kult",
    "frei", "zeit", "teil", "hab", "ver", "kehr",
]  # fmt: skip
QUERIES = {"frequent": "Stadt", "two": "Klima Rad", "rare": "Zukunftsreise", "exact": "Stadt&genau=1"}


def main() -> None:
    with demo_folder() as folder:
        enter(folder)
        fill()
        client = Client(HTTP_HOST=HOST, HTTP_ACCEPT_ENCODING="gzip")
        empty = empty_page(client)
        for name, query in QUERIES.items():
            report(f"search.{name}", cpu_ms(client, f"/suche/?q={query}"), "ms CPU", empty)


def fill() -> None:
    """20,000 documents beside those of the demo."""
    from soesmart.core.module import SearchDocument, modules
    from soesmart.portal.search.index import refresh_index
    from soesmart.region.models import Municipality

    rng = random.Random(2030)
    vocabulary = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))).capitalize() for _ in range(VOCABULARY)]

    def documents() -> Iterator[SearchDocument]:
        for number in range(DOCUMENTS):
            title, text = (" ".join(rng.choices(vocabulary, k=count)) for count in (6, WORDS))
            kind = rng.choice(["Ziel", "Idee", "Meldung"])
            yield SearchDocument(str(number), kind, title, f"In der Stadt: {text}", f"/beispiel/{number}/")

    town = Municipality.objects.get(slug="soest")
    refresh_index(town, replace(modules()[0], name="benchmark", search_documents=documents))


if __name__ == "__main__":
    main()
