"""Where in a title or text the hits are. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from soesmart.methods.german_stems import WORD, fold

AROUND = 110


@dataclass(frozen=True)
class Piece:
    """A part of a text; `hit` parts are marked."""

    text: str
    hit: bool = False


def places(text: str, stems: str, wanted: Sequence[str], *, exact: bool) -> list[tuple[int, int]]:
    """Start and end of the words that match. stems: the n-th is the stem of the text's n-th word."""
    found = []
    for match, stem in zip(WORD.finditer(text), stems.split(" "), strict=False):
        is_hit = fold(match[0]) in wanted if exact else stem.startswith(tuple(wanted))
        if is_hit:
            found.append(match.span())
    return found


def marked(text: str, hits: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces, end = [], 0
    for first, last in hits:
        pieces += [Piece(text[end:first]), Piece(text[first:last], hit=True)]
        end = last
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]


def excerpt(text: str, hits: Sequence[tuple[int, int]]) -> list[Piece]:
    """The surroundings of the first hit, cut at words; the beginning when nothing is hit."""
    middle = hits[0][0] if hits else 0
    start = max(0, middle - AROUND // 2)
    if start:
        start = text.find(" ", start, middle) + 1 or middle
    end = min(len(text), start + 2 * AROUND)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    inside = [(first - start, last - start) for first, last in hits if first >= start and last <= end]
    pieces = marked(text[start:end], inside)
    return [*([Piece("… ")] if start else []), *pieces, *([Piece(" …")] if end < len(text) else [])]
