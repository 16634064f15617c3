import uuid
from typing import Any, ClassVar

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from soesmart.core import clock


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, verified: bool = False, **fields: Any) -> "Person":
        """A person with her address on allauth's list, where the first code confirms it. Services use `add_person`."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save()
        addresses = apps.get_model("account", "EmailAddress")
        addresses.objects.create(user=person, email=person.email, primary=True, verified=verified)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. One account for all towns; what she is in a town stands in the town's own rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def __str__(self) -> str:
        return str(self.pk)

    def get_full_name(self) -> str:
        return self.email

    def get_short_name(self) -> str:
        return self.email.partition("@")[0]
