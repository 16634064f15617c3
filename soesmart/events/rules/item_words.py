"""What the office says of an item of the agenda: checked, and without what its kind does not need."""

from dataclasses import dataclass, replace

from soesmart.core.refusals import Refused
from soesmart.events.rules.items import MOST_OPTIONS, WITH_OPTIONS, WITHOUT_BALLOTS, ItemKind

# On a phone nobody puts more in order, and a scale with more steps is an estimate.
MOST_RANKED = 12
MOST_STEPS = 20
MOST_POINTS = 100
MOST_WORDS = 5
LARGEST_NUMBER = 1_000_000_000
SHORTEST_VOTE, LONGEST_VOTE = 5, 3600


@dataclass(frozen=True)
class ItemWords:
    """An item as it is asked. least, most, points: see rules.items.Bounds; seconds: proposed time to vote."""

    kind: ItemKind
    title: str
    text: str = ""
    unit: str = ""
    low_label: str = ""
    high_label: str = ""
    least: int = 1
    most: int = 1
    points: int = 0
    truth: int | None = None
    truth_source: str = ""
    seconds: int = 45
    secret: bool = False
    shows_live: bool = True
    moderated: bool = True

    @property
    def has_options(self) -> bool:
        return self.kind in WITH_OPTIONS


def checked(words: ItemWords, options: int) -> ItemWords:
    """The words with what the kind does not use set back. options: how many there are; fewer than two may wait.

    Refused("events.item.…") with the field that is wrong.
    """
    if not words.title.strip():
        raise Refused("events.item.title", "Bitte die Frage eingeben.", "title")
    if not SHORTEST_VOTE <= words.seconds <= LONGEST_VOTE:
        text = f"Bitte {SHORTEST_VOTE} bis {LONGEST_VOTE} Sekunden angeben."
        raise Refused("events.item.seconds", text, "seconds")
    _check_number_of_options(words, options)
    return _told(_within_bounds(words, options))


def _check_number_of_options(words: ItemWords, options: int) -> None:
    most = MOST_RANKED if words.kind == ItemKind.RANKING else MOST_OPTIONS
    if words.has_options and options > most:
        raise Refused("events.item.options", f"Bitte höchstens {most} Antworten.", "options")


def _within_bounds(words: ItemWords, options: int) -> ItemWords:
    match words.kind:
        case ItemKind.MULTIPLE:
            _check_answers(words, options)
            return replace(words, points=0)
        case ItemKind.SCALE:
            _check_ends(words, MOST_STEPS)
            return replace(words, points=0)
        case ItemKind.ESTIMATE:
            _check_ends(words, 2 * LARGEST_NUMBER)
            _check_truth(words)
            return replace(words, points=0)
        case ItemKind.POINTS:
            if not 1 <= words.points <= MOST_POINTS:
                raise Refused("events.item.points", f"Bitte 1 bis {MOST_POINTS} Punkte zu vergeben.", "points")
            return replace(words, least=1, most=1)
        case ItemKind.WORDS:
            if not 1 <= words.most <= MOST_WORDS:
                raise Refused("events.item.words", f"Bitte 1 bis {MOST_WORDS} Wörter erlauben.", "most")
            return replace(words, least=1, points=0)
        case _:
            return replace(words, least=1, most=1, points=0)


def _check_answers(words: ItemWords, options: int) -> None:
    if words.least < 1:
        raise Refused("events.item.least", "Bitte mindestens eine Antwort verlangen.", "least")
    if words.most < words.least:
        raise Refused("events.item.most", "Das Höchste liegt unter dem Wenigsten.", "most")
    if options and words.most > options:
        text = f"Es gibt nur {options} Antworten: Mehr kann niemand wählen."
        raise Refused("events.item.most", text, "most")


def _check_ends(words: ItemWords, widest: int) -> None:
    if max(abs(words.least), abs(words.most)) > LARGEST_NUMBER:
        raise Refused("events.item.range", "Bitte Zahlen bis höchstens eine Milliarde.", "most")
    if words.most <= words.least:
        raise Refused("events.item.range", "Das obere Ende muss über dem unteren liegen.", "most")
    if words.most - words.least > widest:
        text = f"Eine Skala hat höchstens {widest + 1} Stufen. Für mehr gibt es „{ItemKind.ESTIMATE.label}“."
        raise Refused("events.item.range", text, "most")


def _check_truth(words: ItemWords) -> None:
    if words.truth is not None and not words.least <= words.truth <= words.most:
        text = f"Die richtige Zahl liegt nicht zwischen {words.least} und {words.most}: Niemand könnte sie treffen."
        raise Refused("events.item.truth", text, "truth")
    if words.truth_source and words.truth is None:
        raise Refused("events.item.truth", "Zur Quelle fehlt die richtige Zahl.", "truth")
    if words.truth_source and not words.truth_source.startswith(("https://", "http://")):
        raise Refused("events.item.source", "Bitte eine Internetadresse, die mit https:// beginnt.", "truth_source")


def _told(words: ItemWords) -> ItemWords:
    """Texts and switches that only some kinds have. A tally that moves while people vote would give a secret away."""
    kind = words.kind
    if kind != ItemKind.ESTIMATE:
        words = replace(words, unit="", truth=None, truth_source="")
    if kind != ItemKind.SCALE:
        words = replace(words, low_label="", high_label="")
    if kind in WITHOUT_BALLOTS:
        words = replace(words, secret=False)
    if kind not in (ItemKind.WORDS, ItemKind.QUESTIONS):
        words = replace(words, moderated=True)
    return replace(words, title=words.title.strip(), shows_live=words.shows_live and not words.secret)
