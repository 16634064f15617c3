"""Asking the index."""

from collections import Counter
from dataclasses import dataclass, replace

from soesmart.methods import german_stems as stems
from soesmart.portal.models import SearchDocument
from soesmart.portal.search import tables
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
    """total: hits of the chosen kind; kinds: hits per kind of all; is_capped: of the chosen kind there are more."""

    hits: list[Hit]
    total: int
    kinds: dict[str, int]
    is_capped: bool


def search(town: Municipality, wish: Wish, *, page: int = 1) -> Result:
    """One page of hits. Three queries, four when a kind is chosen, whatever the number of documents."""
    if not wish.words:
        return Result([], 0, {}, False)
    everything = tables.hits(replace(wish, kind="").match(town))
    is_capped = len(everything) > tables.MOST
    found = [pk for pk, kind in everything if not wish.kind or kind == wish.kind]
    if wish.kind and is_capped:
        found = [pk for pk, _ in tables.hits(wish.match(town))]
    ids = _page(wish.match(town), found, page)
    rows = SearchDocument.objects.in_bulk(ids)
    hits = [_hit(rows[pk], wish) for pk in ids if pk in rows]
    kinds = Counter(kind for _, kind in everything)
    return Result(hits, min(len(found), tables.MOST), dict(kinds), len(found) > tables.MOST)


def _page(match: tables.Match, found: list[int], page: int) -> list[int]:
    """Ids of one page, best first; of too many to rank those in titles come first."""
    start = (page - 1) * PAGE_SIZE
    if not found or start >= tables.MOST:
        return []
    if len(found) <= tables.MOST:
        return tables.ranked(match, start=start, size=PAGE_SIZE)
    titles = tables.by_title(match, size=start + PAGE_SIZE) if match.titles else []
    return list(dict.fromkeys([*titles, *found]))[start : start + PAGE_SIZE]


def _hit(document: SearchDocument, wish: Wish) -> Hit:
    in_title = places(document.title, document.title_stems, wish.words, exact=wish.exact)
    in_text = places(document.text, document.text_stems, wish.words, exact=wish.exact)
    return Hit(document.url, document.kind, marked(document.title, in_title), excerpt(document.text, in_text))
