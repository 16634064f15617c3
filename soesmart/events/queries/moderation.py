"""What a moderator of an evening sees: questions that wait, questions on view, and the words of word clouds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from soesmart.core.numbers import format_number
from soesmart.events.models import AudienceQuestion, Ballot, Event, HiddenWord, Item, Round, SecretBallot
from soesmart.events.rules import ItemKind, RoundState, choice_from
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.insults import insults_in
from soesmart.participation.rules.moderation import Removal

MOST_SHOWN = 50
MOST_CHOICES = 2000


@dataclass(frozen=True)
class WordLine:
    """reason: why it is hidden; empty while it is shown. looks_foul: the program knows it as an insult."""

    text: str
    times: int
    reason: str = ""
    looks_foul: bool = False

    @property
    def is_hidden(self) -> bool:
        return bool(self.reason)


@dataclass(frozen=True)
class Cloud:
    """The words of an item, doubtful ones first; hidden words are among them."""

    item: Item
    ballots: int
    words: list[WordLine]


@dataclass(frozen=True)
class Bench:
    """held: waiting, the oldest first; more: how many beyond those. focus: the one that keys decide."""

    event: Event
    held: list[AudienceQuestion]
    more: int
    visible: list[AudienceQuestion]
    taken: list[AudienceQuestion]
    removed: list[AudienceQuestion]
    clouds: list[Cloud]

    @property
    def focus(self) -> AudienceQuestion | None:
        return self.held[0] if self.held else None

    @property
    def reasons(self) -> list[Removal]:
        return list(Removal)

    @property
    def waiting(self) -> str:
        number = len(self.held) + self.more
        return f"{format_number(number)} {'Frage wartet' if number == 1 else 'Fragen warten'}"


def bench_of(event: Event) -> Bench:
    """At most eight queries, two more for each item of words that was voted on."""
    questions = AudienceQuestion.objects.filter(item__event=event).select_related("item")
    held = list(questions.filter(visibility=Visibility.HELD).order_by("pk")[: MOST_SHOWN + 1])
    more = questions.filter(visibility=Visibility.HELD).count() - MOST_SHOWN if len(held) > MOST_SHOWN else 0
    on_view = questions.filter(visibility=Visibility.VISIBLE)
    return Bench(
        event=event,
        held=held[:MOST_SHOWN],
        more=more,
        visible=list(on_view.filter(taken_at=None)[:MOST_SHOWN]),
        taken=list(on_view.filter(taken_at__isnull=False).order_by("-taken_at")[:MOST_SHOWN]),
        removed=list(questions.filter(visibility=Visibility.REMOVED).order_by("-pk")[:MOST_SHOWN]),
        clouds=_clouds(event),
    )


def _clouds(event: Event) -> list[Cloud]:
    """The last round of each item of words, as far as it counts."""
    rounds = Round.objects.filter(event=event, item__kind=ItemKind.WORDS).exclude(state=RoundState.DISCARDED)
    last = {round_.item_id: round_ for round_ in rounds.select_related("item")}
    hidden = HiddenWord.objects.filter(item__in=[*last])
    reasons = {(word.item_id, word.word): word.get_reason_display() for word in hidden} if last else {}
    clouds = [_cloud(round_, reasons) for round_ in last.values()]
    return sorted(clouds, key=lambda cloud: -cloud.item.number)


def _cloud(round_: Round, reasons: dict[tuple[int, str], str]) -> Cloud:
    model = SecretBallot if round_.secret else Ballot
    rows = model.objects.filter(round=round_).values_list("choice").annotate(times=Count("pk")).order_by("-times")
    counts, spelling, ballots = _counted(rows[:MOST_CHOICES])
    lines = [
        WordLine(spelling[key], times, reasons.get((round_.item_id, key), ""), _looks_foul(spelling[key]))
        for key, times in counts.items()
    ]
    lines.sort(key=lambda line: (not line.looks_foul or line.is_hidden, -line.times, line.text.lower()))
    return Cloud(round_.item, ballots, lines)


def _looks_foul(word: str) -> bool:
    found = insults_in(word)
    return bool(found.abuse or found.insults or found.threats)


def _counted(rows: Iterable[tuple[str, int]]) -> tuple[Counter[str], dict[str, str], int]:
    """How often each word was given, in the spelling that came most often, and how many ballots there are."""
    counts: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    ballots = 0
    for choice, times in rows:
        ballots += times
        for word in {str(word) for word in choice_from(choice)}:
            counts[word.lower()] += times
            spelling.setdefault(word.lower(), word)
    return counts, spelling, ballots
