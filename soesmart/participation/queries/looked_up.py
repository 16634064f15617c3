"""What somebody said of ideas, and what became of them: by the code of a letter, or for a person's own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from soesmart.participation.credentials import CODE_LENGTH, Credential, Kind, credential_digest, tidy_code
from soesmart.participation.models import AccessCode, Campaign, Idea, Opinion, Step, Voice
from soesmart.participation.queries.promises import promise_of
from soesmart.participation.rules import FormatState, IdeaState, Visibility
from soesmart.participation.rules.promises import Promise
from soesmart.participation.rules.said import said_german
from soesmart.participation.services.opinions import ballot_of

MOST = 200


@dataclass(frozen=True)
class Judged:
    """One idea that somebody judged. said: in German; newest: the last step of its way."""

    idea: Idea
    said: str
    newest: Step | None
    promise: Promise | None


@dataclass(frozen=True)
class CardView:
    """What a code was used for; empty when nothing was said with it yet."""

    campaign: Campaign
    judged: list[Judged]


def judged_with_code(typed: str, at: datetime) -> CardView | None:
    """The ideas judged with a code of a letter; None when no campaign of the town knows it. Four queries at most."""
    if len(tidy_code(typed)) != CODE_LENGTH:
        return None
    campaigns = Campaign.objects.exclude(state=FormatState.DRAFT).exclude(code_batches=None).distinct()
    digests = {credential_digest(campaign, Credential(Kind.CODE, typed)): campaign for campaign in campaigns}
    codes = AccessCode.objects.filter(digest__in=digests, batch__revoked_at=None)
    code = codes.select_related("voice").first()
    if code is None:
        return None
    campaign = digests[code.digest]
    return CardView(campaign, judged_by(code.voice, campaign, at) if code.voice else [])


def judged_by(voice: Voice, campaign: Campaign, at: datetime) -> list[Judged]:
    """What a voice said of ideas that are still to be seen, in the order of the cards. Two queries."""
    shown = (Visibility.VISIBLE, Visibility.MERGED)
    rows = Opinion.objects.filter(voice=voice, idea__visibility__in=shown).select_related("idea")
    opinions = list(rows.order_by("idea__number")[:MOST])
    newest = newest_steps(opinion.idea_id for opinion in opinions)
    ballot = ballot_of(campaign)
    return [
        Judged(
            opinion.idea,
            said_german(ballot, opinion.value, important=opinion.important),
            newest.get(opinion.idea_id),
            promise_of(opinion.idea, at),
        )
        for opinion in opinions
    ]


def newest_steps(ideas: Iterable[int]) -> dict[int, Step]:
    """The last step of the way of each idea; one query."""
    states = [state.value for state in IdeaState]
    return {step.idea_id: step for step in Step.objects.filter(idea__in=list(ideas), kind__in=states)}
