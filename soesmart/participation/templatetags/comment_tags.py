"""The form below the comments of an idea, ready to be written into."""

from typing import Any

from django import template
from django.template.context import Context

from soesmart.participation.access import actor_of
from soesmart.participation.door import credential_of
from soesmart.participation.forms.comments import CommentForm
from soesmart.participation.models import Comment
from soesmart.participation.queries.comments import CommentPage
from soesmart.participation.rules import Who

register = template.Library()


@register.inclusion_tag("participation/_comment_form.html", takes_context=True)
def comment_form(context: Context, comments: CommentPage, parent: Comment | None = None) -> dict[str, Any]:
    """An empty form for a comment or, with `parent`, for a reply; the way to the door where one is shut."""
    request = context["request"]
    actor = actor_of(request)
    campaign = comments.idea.campaign
    is_let_in = actor.is_officer or campaign.who == Who.ANYONE or credential_of(request, campaign) is not None
    given = context.get("comment_form") if parent is None else None
    form = given or CommentForm(actor=actor, initial={"parent": parent.key} if parent else None)
    shared = {name: context.get(name) for name in ("request", "town", "csrf_token")}
    return shared | {"form": form, "comments": comments, "parent": parent, "is_let_in": is_let_in, "who": campaign.who}
