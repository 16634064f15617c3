"""What people write below an idea, two levels deep."""

import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.participation.models.idea import AUTHOR_ROLES, VISIBILITIES, Idea
from soesmart.participation.models.voice import CHANNELS, Voice
from soesmart.participation.rules import AuthorRole, Channel, CommentKind, Visibility

COMMENT_KINDS = [(kind.value, kind.label) for kind in CommentKind]


class Comment(models.Model):
    """A comment on an idea, or an answer to such a comment (`parent`); there is no third level."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    kind = models.CharField(max_length=10, choices=COMMENT_KINDS, default=CommentKind.REMARK)
    text = models.TextField(max_length=3000)
    author = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="comments")
    author_role = models.CharField(max_length=15, choices=AUTHOR_ROLES, default=AuthorRole.RESIDENT)
    voice = models.ForeignKey(Voice, models.SET_NULL, null=True, blank=True, related_name="comments")
    is_guest = models.BooleanField(default=False, help_text="written without an account; else a missing author left")
    is_official = models.BooleanField(default=False, help_text="an answer of the town")
    channel = models.CharField(max_length=10, choices=CHANNELS, default=Channel.ONLINE)
    visibility = models.CharField(max_length=10, choices=VISIBILITIES, default=Visibility.VISIBLE)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when who is spoken to had her mail, or needs none")
    nonce = models.UUIDField(unique=True, help_text="of the form that was sent; a second send finds this row")

    objects = ScopedManager(municipality="idea__campaign__municipality")

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_official=False) | Q(author_role=AuthorRole.ADMINISTRATION), name="official_means_town"
            )
        ]
        indexes = [
            models.Index(fields=["idea", "parent", "written_at"], name="comment_in_order"),
            models.Index(fields=["written_at"], condition=Q(told_at__isnull=True), name="comment_to_tell"),
        ]

    def __str__(self) -> str:
        return str(self.key)
