"""Who may do what in participation.

Two questions are kept apart: what the role allows, and what the calendar allows. `open_rights` answers the second; the
predicates join both. Staff are not held up by the windows of residents, but moderators have a window of their own.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from soesmart.accounts.access import has_role, has_second_factor, require_role, roles_of
from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.core.clock import BERLIN
from soesmart.participation.models import Campaign, Case, Comment, Idea, ModeratorDesk, Questionnaire
from soesmart.participation.rules import AuthorRole, FormatState, IdeaState, Right, Visibility
from soesmart.participation.rules.moderation import OBJECTION_TIME


@dataclass(frozen=True)
class Actor:
    """Whoever asks: a guest (no person), a resident, or somebody with an office whose second factor is proved."""

    person: Person | None = None
    is_officer: bool = False
    is_moderator: bool = False
    is_auditor: bool = False

    @property
    def is_staff(self) -> bool:
        return self.is_officer or self.is_moderator or self.is_auditor

    @property
    def speaks_as(self) -> AuthorRole:
        """The role that stands beside her name. Who checks the town's books sits on the council."""
        if self.is_officer or self.is_moderator:
            return AuthorRole.ADMINISTRATION
        return AuthorRole.COUNCIL if self.is_auditor else AuthorRole.RESIDENT


def actor_of(request: HttpRequest) -> Actor:
    """One query for a signed-in person, none for a guest."""
    if not isinstance(request.user, Person):
        return Actor()
    return Actor(
        person=request.user,
        is_officer=has_role(request, Role.PARTICIPATION_OFFICER),
        is_moderator=has_role(request, Role.MODERATOR),
        is_auditor=has_role(request, Role.AUDITOR),
    )


def open_rights(campaign: Campaign, at: datetime) -> frozenset[Right]:
    """The rights whose window is open; one query, none when the windows are prefetched."""
    if campaign.state != FormatState.PUBLISHED:
        return frozenset()
    return frozenset(Right(row.right) for row in campaign.windows.all() if row.opens_at <= at < row.closes_at)


def may_edit_way(request: HttpRequest) -> bool:
    return has_role(request, Role.PARTICIPATION_OFFICER)


def may_prepare(actor: Actor) -> bool:
    """Build and publish campaigns and questionnaires, import ideas, make codes."""
    return actor.is_officer


def may_answer(actor: Actor) -> bool:
    """Answer ideas and take them along their way."""
    return actor.is_officer


def may_see_campaign(actor: Actor, campaign: Campaign) -> bool:
    """Everybody once it is published; before, only staff."""
    return campaign.is_published() or actor.is_staff


def may_see_results(actor: Actor, campaign: Campaign, at: datetime) -> bool:
    return campaign.shows_results(at) or actor.is_officer or actor.is_auditor


def may_see_idea(actor: Actor, idea: Idea) -> bool:
    """Everybody sees visible ones, and the notice of where a merged one went; the others only author and staff."""
    if not may_see_campaign(actor, idea.campaign):
        return False
    if idea.visibility in (Visibility.VISIBLE, Visibility.MERGED) or actor.is_staff:
        return True
    return is_author(actor, idea)


def may_see_comment(actor: Actor, comment: Comment) -> bool:
    """The words themselves; a removed comment leaves a line in its place for everybody."""
    return comment.visibility == Visibility.VISIBLE or actor.is_staff or is_author(actor, comment)


def may_submit(actor: Actor, campaign: Campaign, at: datetime) -> bool:
    """Hand in an idea."""
    return Right.SUBMIT in open_rights(campaign, at)


def may_voice(actor: Actor, idea: Idea, at: datetime) -> bool:
    """Say what one thinks of a visible idea."""
    return idea.visibility == Visibility.VISIBLE and Right.VOICE in open_rights(idea.campaign, at)


def may_comment(actor: Actor, idea: Idea, at: datetime) -> bool:
    """Officers may always answer; everybody else while the window is open."""
    if idea.visibility != Visibility.VISIBLE:
        return False
    is_answer = actor.is_officer and idea.campaign.is_published()
    return is_answer or Right.COMMENT in open_rights(idea.campaign, at)


def may_edit_idea(actor: Actor, idea: Idea, at: datetime) -> bool:
    """Officers always; the author while ideas are taken and nobody has judged or checked hers yet."""
    if actor.is_officer:
        return True
    untouched = not idea.voices and not idea.comments_count and idea.state == IdeaState.RECEIVED
    is_there = idea.visibility in (Visibility.VISIBLE, Visibility.HELD)
    return is_author(actor, idea) and untouched and is_there and Right.SUBMIT in open_rights(idea.campaign, at)


def may_withdraw_idea(actor: Actor, idea: Idea) -> bool:
    """The author, any time before the town answered."""
    is_there = idea.visibility in (Visibility.VISIBLE, Visibility.HELD)
    return is_author(actor, idea) and is_there and idea.state in (IdeaState.RECEIVED, IdeaState.CHECKED)


def may_edit_comment(actor: Actor, comment: Comment, at: datetime) -> bool:
    """The author while comments are taken and nobody replied yet. Two queries for her, none for others."""
    is_there = comment.visibility in (Visibility.VISIBLE, Visibility.HELD)
    if not (is_author(actor, comment) and is_there):
        return False
    return Right.COMMENT in open_rights(comment.idea.campaign, at) and not is_answered(comment)


def may_withdraw_comment(actor: Actor, comment: Comment) -> bool:
    return is_author(actor, comment) and comment.visibility in (Visibility.VISIBLE, Visibility.HELD)


def may_moderate(actor: Actor, campaign: Campaign, at: datetime) -> bool:
    """Officers while the campaign is published; moderators only in the window of moderation."""
    if actor.is_officer:
        return campaign.is_published()
    return actor.is_moderator and Right.MODERATE in open_rights(campaign, at)


def is_author(actor: Actor, text: Idea | Comment) -> bool:
    return actor.person is not None and text.author_id == actor.person.pk


def may_see_questionnaire(actor: Actor, questionnaire: Questionnaire) -> bool:
    """Everybody once it is published; before, only staff."""
    return questionnaire.is_published() or actor.is_staff


def may_see_answers(actor: Actor, questionnaire: Questionnaire, at: datetime) -> bool:
    """The counted results, small groups hidden."""
    return questionnaire.shows_results(at) or actor.is_officer or actor.is_auditor


def may_report(text: Idea | Comment) -> bool:
    """Everybody, with or without an account, while the text is to be seen."""
    campaign = text.campaign if isinstance(text, Idea) else text.idea.campaign
    return text.visibility == Visibility.VISIBLE and campaign.is_published()


def may_object(case: Case, at: datetime) -> bool:
    """Who holds the link of a removed text: once, within thirty days."""
    if case.state != Case.State.REMOVED or case.decided_at is None:
        return False
    return case.objected_at is None and at < case.decided_at + OBJECTION_TIME


def moderator_of(request: HttpRequest, at: datetime) -> Actor | None:
    """As whom somebody moderates: officer, moderator, or for the days of her absence the deputy of one."""
    actor = actor_of(request)
    if actor.is_officer or actor.is_moderator:
        return actor
    if actor.person is None or not roles_of(request) or not has_second_factor(request):
        return None
    return replace(actor, is_moderator=True) if _stands_in(actor.person, at.astimezone(BERLIN).date()) else None


def require_moderator(request: HttpRequest, at: datetime) -> Actor:
    """First line of the views of moderation; Forbidden with words that help."""
    actor = moderator_of(request, at)
    if actor is None:
        require_role(request, Role.MODERATOR, Role.PARTICIPATION_OFFICER)
    return actor or actor_of(request)


def _stands_in(person: Person, day: date) -> bool:
    who = RoleAssignment.objects.filter(
        person=OuterRef("person"), role__in=[Role.MODERATOR, Role.PARTICIPATION_OFFICER]
    )
    desks = ModeratorDesk.objects.filter(Exists(who), deputy=person, away_from__lte=day, away_until__gte=day)
    return desks.exists()


def is_answered(comment: Comment) -> bool:
    """Whether a visible reply would be left without the words it replies to. One query."""
    return Comment.objects.filter(parent=comment.pk, visibility=Visibility.VISIBLE).exists() if comment.pk else False
