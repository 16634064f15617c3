"""Words into lines that fit: wrap at spaces, divide long German words, and make the letters smaller at last."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from soesmart.strategy.house.metrics import text_width

# Second halves of the compounds that towns name their fields and goals with: the nicest place to divide.
_SECOND_HALVES = """
    angebot anpassung arbeit aufgaben ausbau begeistert beteiligung betreuung bildung bürger chancen digital energie
    engagement entwicklung fläche flächen förderung fürsorge gemeinschaft gerecht gerechtigkeit gesellschaft gestaltung
    gesundheit haushalt infrastruktur kommune kultur leben management maßnahmen mobilität nachhaltigkeit neutral
    neutralität ordnung orientierung planung politik projekte raum schutz sicherheit stadt strategie struktur technik
    technologie umwelt verantwortung versorgung verwaltung wandel werk wirtschaft wissenschaft wohnen zentrum zukunft
""".split()  # noqa: SIM905
_COMPOUND = re.compile(rf"(?<=\w\w\w)(?=(?:{'|'.join(sorted(_SECOND_HALVES, key=len, reverse=True))}))", re.IGNORECASE)
# Else between syllables: the last consonant before a vowel, or what is spoken as one, goes to the next line.
_SYLLABLE = re.compile(
    r"(?<=\w)(?=(?:sch|(?<!s)ch|ph|th|qu|[bdfgkpt]r|[bfgp]l|(?<!c)kl|(?<![sc])[hk]|(?<![bdfgkpt])r|(?<![bfgp])l|"
    r"[bcdfgjmnpstvwxzß])[aeiouyäöü])",
    re.IGNORECASE,
)
_VOWEL = re.compile("[aeiouyäöü]", re.IGNORECASE)
_SOFT, _LEAST = "\N{SOFT HYPHEN}", 3


@dataclass(frozen=True)
class Lettering:
    """Lines at a font size; `height` from the top of the first line to the bottom of the last."""

    lines: tuple[str, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading

    @cached_property
    def width(self) -> float:
        return max((text_width(line, self.size) for line in self.lines), default=0.0)


# A page draws the same words again and again; to fit them is most of its work.
@lru_cache(maxsize=8_192)
def letter(text: str, width: float, *, size: float, smallest: float, lines: int) -> Lettering:
    """The text in at most `lines` lines of `width`, as large as it fits between `size` and `smallest`.

    Words are divided only where even the smallest size leaves no other way. What still does not fit ends with an
    ellipsis: the full text stands in the link's name and in the list below the house.
    """
    steps = [size - step * (size - smallest) / 4 for step in range(5)]
    # Whole words may shrink a little before a word is divided, but not to the smallest size.
    for candidate, divide in [*((step, False) for step in steps[:3]), *((step, True) for step in steps)]:
        wrapped = wrap(text, width, candidate, divide=divide)
        if len(wrapped) <= lines and all(text_width(line, candidate) <= width for line in wrapped):
            fitting = wrapped if divide else _balanced(wrapped, text, width, candidate)
            return Lettering(tuple(fitting), candidate, candidate * 1.22)
    cut = wrap(text, width, smallest, divide=True)[:lines]
    return Lettering((*cut[:-1], _shortened(cut[-1], width, smallest)), smallest, smallest * 1.22)


def letter_terms(terms: tuple[str, ...], width: float, *, size: float, smallest: float) -> Lettering:
    """Short terms with a dot between them, broken only between terms and about equally long."""
    for count in range(1, len(terms) + 1):
        least, more = divmod(len(terms), count)
        sizes = [least + 1] * more + [least] * (count - more)
        starts = [sum(sizes[:index]) for index in range(count)]
        lines = [" · ".join(terms[start : start + many]) for start, many in zip(starts, sizes, strict=True)]
        widest = max(text_width(line, 1) for line in lines)
        if 0 < widest * smallest <= width:
            fitting = min(size, width / widest)
            return Lettering(tuple(lines), fitting, fitting * 1.3)
    return letter(" · ".join(terms), width, size=size, smallest=smallest, lines=max(1, len(terms)))


def wrap(text: str, width: float, size: float, *, divide: bool) -> list[str]:
    """Lines broken at spaces, and inside words too where `divide`. A line may be too wide if nothing else is left."""
    lines = [""]
    for word in re.sub(r" (&|und) ", "\N{NO-BREAK SPACE}\\1 ", " ".join(text.split())).split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if text_width(joined.replace(_SOFT, ""), size) <= width:
            lines[-1] = joined.replace(_SOFT, "")
        elif divide and text_width(word, size) > width:
            lines.extend(_divided(word, lines.pop(), width, size))
        else:
            lines.append(word.replace(_SOFT, ""))
    return [line for line in lines if line] or [""]


def _divided(word: str, before: str, width: float, size: float) -> list[str]:
    """The word in pieces, the first one behind what stands on the line already."""
    lines, line, pieces = [], f"{before} " if before else "", _pieces(word, width, size)
    for index, piece in enumerate(pieces):
        hyphen = "-" if index < len(pieces) - 1 and not piece.endswith("-") else ""
        if line.strip() and text_width(line + piece + hyphen, size) > width:
            lines.append(line.strip() if line.endswith((" ", "-")) else f"{line}-")
            line = ""
        line += piece
    return [*lines, line]


def _pieces(word: str, width: float, size: float) -> list[str]:
    """Where a word may be divided: soft hyphens, hyphens, parts of compounds; syllables and letters where need be."""
    parts = word.split(_SOFT)
    if len(parts) == 1:
        parts = [half for part in re.split(r"(?<=[-/])(?=\w)", word) for half in _COMPOUND.split(part)]
    for smaller in (_syllables, list):
        parts = [bit for part in _hyphened(parts) for bit in _fitting(part, smaller, width, size)]
    return parts


def _hyphened(parts: list[str]) -> list[tuple[str, str]]:
    """Each part with the hyphen that it may need room for: all but the last."""
    return [(part, "" if index == len(parts) - 1 else "-") for index, part in enumerate(parts)]


def _fitting(part: tuple[str, str], smaller: Callable[[str], list[str]], width: float, size: float) -> list[str]:
    return [part[0]] if text_width("".join(part), size) <= width else smaller(part[0])


def _syllables(part: str) -> list[str]:
    """Pieces of at least three letters, each with a vowel where there is one."""
    pieces: list[str] = []
    for syllable in _SYLLABLE.split(part):
        if pieces and (len(pieces[-1]) < _LEAST or len(syllable) < _LEAST or not _VOWEL.search(pieces[-1])):
            pieces[-1] += syllable
        else:
            pieces.append(syllable)
    return pieces


def _balanced(lines: list[str], text: str, width: float, size: float) -> list[str]:
    """The same number of lines of whole words, but of about the same length."""
    best, narrow = lines, width
    while len(lines) > 1 and narrow > width * 0.45:
        narrow -= width * 0.05
        tried = wrap(text, narrow, size, divide=False)
        if len(tried) > len(lines) or any(text_width(line, size) > narrow for line in tried):
            break
        best = tried
    return best


def _shortened(line: str, width: float, size: float) -> str:
    while line and text_width(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line.rstrip(' -')}…"
