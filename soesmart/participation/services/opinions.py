"""Say what one thinks, change it, take it back.

Opinions are not entered in the audit chain: it cannot forget, and who thinks what must be forgettable (see
docs/decisions). What proves the counts is the recount.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.refusals import Refused
from soesmart.participation.credentials import Credential
from soesmart.participation.models import Campaign, Idea, Opinion, Tally, Voice
from soesmart.participation.queries.before_writing import idea_to_judge
from soesmart.participation.rules import Channel, FormatState, Visibility, Voting
from soesmart.participation.rules.opinions import Ballot, Counts, amount_german, counts_of, fault_of
from soesmart.participation.services.counters import add_to_campaign, add_to_idea, add_to_tally, add_to_voice
from soesmart.participation.services.voices import Door, make_voice, seek_voice, shown_by


@dataclass(frozen=True)
class Said:
    """What a voice says of an idea."""

    value: int
    important: bool
    channel: Channel


def ballot_of(campaign: Campaign) -> Ballot:
    return Ballot(Voting(campaign.voting), campaign.limit, campaign.limit_each, campaign.with_important)


@transaction.atomic
def give_opinion(
    *,
    campaign_key: str,
    number: int,
    credential: Credential | Door,
    value: int,
    important: bool = False,
    channel: Channel = Channel.ONLINE,
    at: datetime,
) -> Opinion:
    """Say, or change, what one thinks of idea `number`. Seven queries at most, eight for the first word with a code.

    credential: or the door that tells it once the campaign is read. Refused when the window is closed, the value is
    none of this campaign, or more is given than one has; Forbidden when the credential opens no door.
    """
    idea = _open_idea(campaign_key, number, channel, at)
    campaign, ballot = idea.campaign, ballot_of(idea.campaign)
    if fault := fault_of(ballot, value):
        raise Refused("participation.opinion.value", fault, "value")
    important = important and ballot.with_important
    given = value if ballot.is_shared_out else 0
    shown = shown_by(credential, campaign)
    seat = seek_voice(campaign, shown, idea)
    before = seat.before
    voice = seat.voice or make_voice(
        seat, campaign=campaign, credential=shown, channel=channel, at=at, opinions=1, spent=given
    )
    if seat.voice:
        _spend(ballot, voice, value - (before.value if before else 0), is_first=before is None)
    after = counts_of(ballot.voting, value, important)
    if before:
        return _change(before, ballot, idea, Said(value, important, channel), at)
    opinion = Opinion.objects.create(
        voice=voice, idea=idea, value=value, important=important, channel=channel, given_at=at, changed_at=at
    )
    if seat.voice:
        add_to_campaign(campaign.pk, opinions=1)
    _count(idea, channel, after)
    return opinion


def _change(opinion: Opinion, ballot: Ballot, idea: Idea, said: Said, at: datetime) -> Opinion:
    old, old_channel = counts_of(ballot.voting, opinion.value, opinion.important), Channel(opinion.channel)
    new = counts_of(ballot.voting, said.value, said.important)
    opinion.value, opinion.important, opinion.channel, opinion.changed_at = *asdict(said).values(), at
    opinion.save(update_fields=["value", "important", "channel", "changed_at"])
    if old_channel == said.channel:
        _count(idea, said.channel, new - old)
    else:
        _take_off(idea, old_channel, old)
        _count(idea, said.channel, new)
    return opinion


@transaction.atomic
def withdraw_opinion(*, campaign_key: str, number: int, credential: Credential | Door, at: datetime) -> bool:
    """Take one's opinion back while the window is open; returns whether there was one."""
    idea = _open_idea(campaign_key, number, Channel.ONLINE, at)
    seat = seek_voice(idea.campaign, shown_by(credential, idea.campaign), idea)
    voice, opinion = seat.voice, seat.before
    if voice is None or opinion is None:
        return False
    ballot = ballot_of(idea.campaign)
    gone = counts_of(ballot.voting, opinion.value, opinion.important)
    opinion.delete()
    spent = opinion.value if ballot.is_shared_out else 0
    Voice.objects.filter(pk=voice.pk).update(opinions=F("opinions") - 1, spent=F("spent") - spent)
    add_to_campaign(idea.campaign_id, opinions=-1)
    _take_off(idea, Channel(opinion.channel), gone)
    return True


def _open_idea(campaign_key: str, number: int, channel: Channel, at: datetime) -> Idea:
    """The visible idea with its campaign, locked, while voices may be given; `tally` of the channel. One query."""
    idea = idea_to_judge.first(key=campaign_key, number=number, channel=channel, at=at)
    if idea is None or idea.visibility != Visibility.VISIBLE:
        raise Refused("participation.idea.gone", "Diese Idee gibt es hier nicht mehr. Bitte die Liste neu laden.")
    if idea.campaign.state != FormatState.PUBLISHED or not vars(idea)["is_open"]:
        raise Refused(
            "participation.window.closed",
            "Meinungen werden gerade nicht angenommen. Wann es geht, steht oben auf der Seite der Beteiligung.",
        )
    return idea


def _spend(ballot: Ballot, voice: Voice, more: int, *, is_first: bool) -> None:
    """Note the amount on the voice, unless it would pass the limit: one conditional update, right under any load."""
    if not ballot.is_shared_out:
        if is_first:
            add_to_voice(voice, opinions=1)
        return
    enough = Voice.objects.filter(pk=voice.pk, spent__lte=ballot.limit - more)
    if not enough.update(spent=F("spent") + more, opinions=F("opinions") + int(is_first)):
        left = amount_german(ballot, max(ballot.limit - voice.spent, 0))
        raise Refused(
            "participation.opinion.limit",
            f"So viel ist nicht mehr da. Übrig: {left}. Bei einer anderen Idee weniger geben, dann geht es.",
            "value",
        )


def _count(idea: Idea, channel: Channel, counts: Counts) -> None:
    """Add to the idea and to its tally of the channel that `_open_idea` asked for.

    The campaign is locked, so nobody else makes a new tally meanwhile.
    """
    if not any(counts.parts()):
        return
    tally: int | None = idea.tally  # type: ignore[attr-defined]
    if tally is None:
        Tally.objects.create(idea=idea, channel=channel, **asdict(counts))
    else:
        add_to_tally(tally, counts)
    add_to_idea(idea.pk, voices=counts.voices, score=counts.score)


def _take_off(idea: Idea, channel: Channel, counts: Counts) -> None:
    """Take from the idea and from its tally of whatever channel."""
    parts = {name: F(name) - part for name, part in asdict(counts).items()}
    Tally.objects.filter(idea=idea, channel=channel).update(**parts)
    add_to_idea(idea.pk, voices=-counts.voices, score=-counts.score)
