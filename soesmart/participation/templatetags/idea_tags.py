"""Tags for pages of ideas."""

from typing import Any

from django import forms, template
from django.urls import reverse

from soesmart.core.templatetags import forms as rows
from soesmart.participation.models import Idea

register = template.Library()


@register.simple_tag
def idea_picture(idea: Idea, small: bool = False) -> str:
    """The address of an idea's picture, 1600 points wide, or `small` 480; "" without one."""
    if not idea.picture:
        return ""
    name = f"{idea.picture}-klein" if small else idea.picture
    return reverse("idea_picture", args=[idea.campaign.key, idea.number, name])


@register.inclusion_tag("core/_fields.html")
def problems(form: forms.BaseForm) -> dict[str, Any]:
    """The summary of a form's errors alone, for a page that sets its rows by itself."""
    return rows.fields(form) | {"form": None, "rows": (), "later": ()}
