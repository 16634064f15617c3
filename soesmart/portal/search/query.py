"""Asking the index."""

from dataclasses import dataclass, replace

from soesmart.portal.models import SearchDocument
from soesmart.portal.search import stems, tables
from soesmart.portal.search.highlight import Piece, excerpt, marked, places
from soesmart.region.models import Municipality

PAGE_SIZE = 15
LONGEST_QUERY = 200
MOST_WORDS = 8


@dataclass(frozen=True)
class Wish:
    """What a person looks for: words and the three switches. Neither titles nor texts means both."""

    text: str
    exact: bool = False
    titles: bool = False
    texts: bool = False
    kind: str = ""

    @property
    def in_titles(self) -> bool:
        return self.titles or not self.texts

    @property
    def in_texts(self) -> bool:
        return self.texts or not self.titles

    @property
    def words(self) -> tuple[str, ...]:
        text = stems.clean(self.text[:LONGEST_QUERY])
        found = stems.words(text) if self.exact else stems.stems(text)
        return tuple(word for word in found if word != stems.NOTHING)[:MOST_WORDS]

    def match(self, town: Municipality) -> tables.Match:
        return tables.Match(town.pk, self.words, self.exact, self.in_titles, self.in_texts, self.kind)


@dataclass(frozen=True)
class Hit:
    url: str
    kind: str
    title: list[Piece]
    text: list[Piece]


@dataclass(frozen=True)
class Result:
    """total: hits of the chosen kind; kinds: hits per kind of all; is_capped: there are more than were counted."""

    hits: list[Hit]
    total: int
    kinds: dict[str, int]
    is_capped: bool


def search(town: Municipality, wish: Wish, *, page: int = 1) -> Result:
    """One page of hits. Three queries, four when a kind is chosen, whatever the number of documents."""
    if not wish.words:
        return Result([], 0, {}, False)
    kinds = tables.count_by_kind(replace(wish, kind="").match(town))
    is_capped = sum(kinds.values()) > tables.MOST
    counts = tables.count_by_kind(wish.match(town)) if wish.kind and is_capped else kinds
    total = counts.get(wish.kind, 0) if wish.kind else sum(counts.values())
    ids = tables.best(wish.match(town), start=(page - 1) * PAGE_SIZE, size=PAGE_SIZE, total=total)
    rows = SearchDocument.objects.in_bulk(ids)
    hits = [_hit(rows[pk], wish) for pk in ids if pk in rows]
    return Result(hits, min(total, tables.MOST), kinds, is_capped)


def _hit(document: SearchDocument, wish: Wish) -> Hit:
    in_title = places(document.title, document.title_stems, wish.words, exact=wish.exact)
    in_text = places(document.text, document.text_stems, wish.words, exact=wish.exact)
    return Hit(document.url, document.kind, marked(document.title, in_title), excerpt(document.text, in_text))
