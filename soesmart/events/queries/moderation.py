"""What a moderator of an evening sees: questions that wait, questions on view, and the words of word clouds."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, BooleanField, Case, Count, ExpressionWrapper, F, Q, When, Window
from django.db.models.functions import RowNumber

from soesmart.core.numbers import format_number
from soesmart.events.models import AudienceQuestion, Ballot, Event, HiddenWord, Item, Round, SecretBallot
from soesmart.events.rules import ItemKind, RoundState, choice_from
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.insults import insults_in
from soesmart.participation.rules.moderation import Removal

MOST_SHOWN = 50
MOST_CHOICES = 2000
MOST_WORDS = 80


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
    """The words of an item, doubtful ones first, hidden ones last. more: how many found no place."""

    item: Item
    ballots: int
    words: list[WordLine]
    more: int = 0


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
    """At most four queries, and one for each item of words that was voted on."""
    questions = _questions(event)
    held = [row for row in questions if row.visibility == Visibility.HELD]
    on_view = [row for row in questions if row.visibility == Visibility.VISIBLE]
    more = 0
    if len(held) > MOST_SHOWN:
        waiting = AudienceQuestion.objects.filter(item__event=event, visibility=Visibility.HELD)
        more = waiting.count() - MOST_SHOWN
    return Bench(
        event=event,
        held=held[:MOST_SHOWN],
        more=more,
        visible=[row for row in on_view if row.taken_at is None][:MOST_SHOWN],
        taken=[row for row in on_view if row.taken_at is not None][:MOST_SHOWN],
        removed=[row for row in questions if row.visibility == Visibility.REMOVED][:MOST_SHOWN],
        clouds=_clouds(event),
    )


def _questions(event: Event) -> list[AudienceQuestion]:
    """The first of each kind: waiting in the order they came, on view by support, taken up and removed the latest."""
    is_taken = Q(taken_at__isnull=False)
    by_age = Case(When(visibility=Visibility.REMOVED, then=-F("pk")), default=F("pk"), output_field=BigIntegerField())
    order = [F("taken_at").desc(nulls_last=True), F("support").desc(), by_age.asc()]
    rank = Window(
        RowNumber(), partition_by=[F("visibility"), ExpressionWrapper(is_taken, BooleanField())], order_by=order
    )
    rows = AudienceQuestion.objects.filter(item__event=event).select_related("item").annotate(rank=rank)
    return list(rows.filter(rank__lte=MOST_SHOWN + 1).order_by("rank"))


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
    lines.sort(key=lambda line: (not line.looks_foul, -line.times, line.text.lower()))
    shown = [line for line in lines if not line.is_hidden]
    hidden = [line for line in lines if line.is_hidden]
    return Cloud(round_.item, ballots, shown[:MOST_WORDS] + hidden, max(0, len(shown) - MOST_WORDS))


def _looks_foul(word: str) -> bool:
    found = insults_in(word)
    return bool(found.abuse or found.insults or found.threats)


def _counted(rows: Iterable[tuple[str, int]]) -> tuple[Counter[str], dict[str, str], int]:
    """How often each word was given, in the spelling that came most often, and how many ballots there are."""
    counts: Counter[str] = Counter()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    ballots = 0
    for choice, times in rows:
        ballots += times
        words = {str(word) for word in choice_from(choice)}
        for word in words:
            spellings[word.lower()][word] += times
        counts.update(dict.fromkeys((word.lower() for word in words), times))
    told = {key: min(found.items(), key=lambda one: (-one[1], one[0]))[0] for key, found in spellings.items()}
    return counts, told, ballots
