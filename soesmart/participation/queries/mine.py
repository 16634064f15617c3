"""What a person did in the participation of a town, for her own eyes."""

from dataclasses import dataclass
from datetime import datetime

from soesmart.accounts.models import Person
from soesmart.participation.models import Campaign, Comment, Follow, Idea, Opinion, QuietPerson, Voice
from soesmart.participation.queries.looked_up import Judged, newest_steps
from soesmart.participation.queries.promises import promise_of
from soesmart.participation.rules import FormatState, Visibility
from soesmart.participation.rules.said import said_german
from soesmart.participation.services.opinions import ballot_of

# A page shows so much of each kind; all of it stands in the file of one's own data.
MOST = 100


@dataclass(frozen=True)
class Said:
    """A campaign in which the person has a voice, and what she said in it."""

    campaign: Campaign
    judged: list[Judged]


@dataclass(frozen=True)
class Mine:
    """ideas: her own, newest first; follows: the ideas she chose to follow, and those she chose not to."""

    ideas: list[Judged]
    said: list[Said]
    comments: list[Comment]
    follows: list[Follow]
    is_quiet: bool

    @property
    def is_empty(self) -> bool:
        return not (self.ideas or self.said or self.comments or self.follows)


def what_is_mine(person: Person, at: datetime) -> Mine:
    """Seven queries, whatever the person did."""
    ideas = list(Idea.objects.filter(author=person).select_related("campaign").order_by("-received_at")[:MOST])
    voices = Voice.objects.filter(person=person).exclude(campaign__state=FormatState.DRAFT)
    mine = {voice.pk: voice for voice in voices.select_related("campaign").order_by("-first_at")}
    opinions = Opinion.objects.filter(voice__in=mine, idea__visibility=Visibility.VISIBLE).select_related("idea")
    rows = list(opinions.order_by("-changed_at")[:MOST])
    newest = newest_steps([idea.pk for idea in ideas] + [row.idea_id for row in rows])
    said: dict[int, list[Judged]] = {pk: [] for pk in mine}
    for row in rows:
        words = said_german(ballot_of(mine[row.voice_id].campaign), row.value, important=row.important)
        said[row.voice_id].append(Judged(row.idea, words, newest.get(row.idea_id), promise_of(row.idea, at)))
    comments = Comment.objects.filter(author=person).exclude(visibility=Visibility.WITHDRAWN)
    follows = Follow.objects.filter(person=person, idea__visibility=Visibility.VISIBLE)
    return Mine(
        ideas=[Judged(idea, "", newest.get(idea.pk), promise_of(idea, at)) for idea in ideas],
        said=[Said(mine[pk].campaign, judged) for pk, judged in said.items() if judged],
        comments=list(comments.select_related("idea__campaign").order_by("-written_at")[:MOST]),
        follows=list(follows.select_related("idea__campaign").order_by("-since")[:MOST]),
        is_quiet=QuietPerson.objects.filter(person=person).exists(),
    )
