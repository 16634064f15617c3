"""Tags for pages of ideas."""

from django import template
from django.urls import reverse

from soesmart.participation.models import Idea

register = template.Library()


@register.simple_tag
def idea_picture(idea: Idea, small: bool = False) -> str:
    """The address of an idea's picture, 1600 points wide, or `small` 480; "" without one."""
    if not idea.picture:
        return ""
    name = f"{idea.picture}-klein" if small else idea.picture
    return reverse("idea_picture", args=[idea.campaign.key, idea.number, name])
