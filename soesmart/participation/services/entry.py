"""Enter opinions in bulk: from paper cards, workshops and events, or from the platform a town had before.

Like single opinions they are not written to the audit chain one by one; the chain holds only how many were entered.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.participation.models import Campaign, Idea, Opinion, Tally, Voice
from soesmart.participation.rules.opinions import Ballot, Counts, counts_of
from soesmart.participation.services.entry_checks import EntryErrors, RecordedOpinion, check_limits, check_rows
from soesmart.participation.services.entry_voices import Entered, save_voices, voices_for
from soesmart.participation.services.opinions import ballot_of
from soesmart.participation.services.portions import PORTION, portions

__all__ = ["EntryErrors", "EntryReport", "RecordedOpinion", "record_opinions"]


@dataclass(frozen=True)
class EntryReport:
    """What became of the rows. outdated: rows of which the same voice said something later on the same idea."""

    rows: int
    new: int
    changed: int
    outdated: int
    new_voices: int


@dataclass(frozen=True)
class Change:
    """What a voice says now of an idea, and what is stored of it."""

    voice: Voice
    idea: Idea
    said: Opinion
    before: Opinion | None
    place: int


@transaction.atomic
def record_opinions(*, actor: object, campaign: Campaign, rows: Iterable[RecordedOpinion], at: datetime) -> EntryReport:
    """Store the opinions of `rows`, all or none; one voice per credential, and of each voice and idea what came last.

    EntryErrors (a Refused) with every faulty row: its place in `rows`, counted from 1, and a German sentence. It is
    `given_at` that has to lie in a window, so a card put in the box on the last day may be entered later.
    """
    campaign = Campaign.objects.select_for_update().select_related("municipality").get(pk=campaign.pk)
    rows, ballot = list(rows), ballot_of(campaign)
    ideas = check_rows(campaign, ballot, rows, at)
    entered = voices_for(campaign, rows, at)
    changes = _changes(ballot, rows, ideas, entered, at)
    _count_voices(ballot, changes)
    _store(campaign, ballot, changes, entered)
    report = EntryReport(
        rows=len(rows),
        new=sum(change.before is None for change in changes),
        changed=sum(change.before is not None and _differs(change.said, change.before) for change in changes),
        outdated=len(rows) - len(changes),
        new_voices=len(entered.new),
    )
    town = campaign.municipality.slug
    audit(actor, "participation.opinions.entered", campaign, town=town, at=at, **asdict(report))
    return report


def try_out_opinions(
    *, actor: object, campaign: Campaign, rows: Iterable[RecordedOpinion], at: datetime
) -> EntryReport:
    """What `record_opinions` would do; everything is written once and taken back."""
    with transaction.atomic():
        report = record_opinions(actor=actor, campaign=campaign, rows=rows, at=at)
        transaction.set_rollback(True)
    return report


def _changes(
    ballot: Ballot, rows: Sequence[RecordedOpinion], ideas: dict[int, Idea], entered: Entered, at: datetime
) -> list[Change]:
    """The last word of each voice on each idea; of two at the same moment the lower row."""
    stored = _stored(entered)
    last: dict[tuple[int, int], Change] = {}
    for place, row in enumerate(rows):
        voice, idea, given_at = entered[place], ideas[row.number], row.given_at or at
        key = (voice.number, idea.pk)
        before = stored.get(key)
        newest = last[key].said if key in last else before
        if newest is None or newest.changed_at <= given_at:
            said = Opinion(
                voice=voice,
                idea=idea,
                value=row.value,
                important=row.important and ballot.with_important,
                channel=row.channel,
                given_at=given_at,
                changed_at=given_at,
            )
            last[key] = Change(voice, idea, said, before, place + 1)
    return list(last.values())


def _stored(entered: Entered) -> dict[tuple[int, int], Opinion]:
    """What the voices said before, by number of the voice and idea."""
    numbers = {voice.pk: voice.number for voice in entered.voices.values() if voice.pk}
    return {
        (numbers[row.voice_id], row.idea_id): row
        for portion in portions(numbers)
        for row in Opinion.objects.filter(voice__in=portion)
    }


def _differs(one: Opinion, other: Opinion) -> bool:
    return (one.value, one.important, one.channel) != (other.value, other.important, other.channel)


def _count_voices(ballot: Ballot, changes: Sequence[Change]) -> None:
    """Set the counters of the voices, not yet saved. EntryErrors when one gives more than it has."""
    places = {}
    for change in changes:
        old = change.before.value if change.before else 0
        change.voice.opinions += change.before is None
        change.voice.spent += (change.said.value - old) if ballot.is_shared_out else 0
        places[change.voice.number] = (change.place, change.voice.spent)
    check_limits(ballot, places.values())


def _store(campaign: Campaign, ballot: Ballot, changes: Sequence[Change], entered: Entered) -> None:
    known = {change.voice.number: change.voice for change in changes if change.voice.pk}
    save_voices(entered)
    _save_counters(known.values())
    Opinion.objects.bulk_create(
        [change.said for change in changes],
        batch_size=PORTION,
        update_conflicts=True,
        unique_fields=["voice", "idea"],
        update_fields=["value", "important", "channel", "changed_at"],
    )
    _count_ideas(ballot, changes)
    Campaign.objects.filter(pk=campaign.pk).update(
        voices=F("voices") + len(entered.new),
        opinions=F("opinions") + sum(change.before is None for change in changes),
    )


def _save_counters(voices: Iterable[Voice]) -> None:
    """Most voices of a file end up with one of a few counts: one update for all that share theirs."""
    same: dict[tuple[int, int], list[int]] = defaultdict(list)
    for voice in voices:
        same[voice.opinions, voice.spent].append(voice.pk)
    for (opinions, spent), keys in same.items():
        for portion in portions(keys):
            Voice.objects.filter(pk__in=portion).update(opinions=opinions, spent=spent)


def _count_ideas(ballot: Ballot, changes: Sequence[Change]) -> None:
    more: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for change in changes:
        said, before = change.said, change.before
        more[change.idea.pk, said.channel].update(asdict(counts_of(ballot.voting, said.value, said.important)))
        if before:
            gone = asdict(counts_of(ballot.voting, before.value, before.important))
            more[change.idea.pk, before.channel].subtract(gone)
    tallies = {
        (row.idea_id, row.channel): row
        for portion in portions(dict.fromkeys(idea for idea, _ in more))
        for row in Tally.objects.filter(idea__in=portion)
    }
    for (idea, channel), counts in more.items():
        add_to_tally(tallies.get((idea, channel)), idea, channel, Counts(**counts))


def add_to_tally(tally: Tally | None, idea: int, channel: str, counts: Counts) -> None:
    """Change the counts of a channel and of its idea; `tally` is the stored row, if there is one."""
    if tally is None:
        Tally.objects.create(idea_id=idea, channel=channel, **asdict(counts))
    else:
        Tally.objects.filter(pk=tally.pk).update(**{name: F(name) + part for name, part in asdict(counts).items()})
    Idea.objects.filter(pk=idea).update(voices=F("voices") + counts.voices, score=F("score") + counts.score)
