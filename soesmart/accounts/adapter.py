"""How allauth speaks and acts in this house: German words, mails through the outbox, a name in the town at sign-in."""

import random
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from soesmart.accounts import queries
from soesmart.accounts.access import has_second_factor
from soesmart.accounts.models import Person
from soesmart.accounts.services import join_town
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.outbox import queue_mail

# The address that somebody typed, so that a wrong or expired code does not make her type it again.
TYPED_EMAIL_KEY = "konto_email"


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dieses Konto ist gesperrt. Bitte an die Stadt wenden.",
        "duplicate_email": "Diese E-Mail-Adresse gehört schon zu diesem Konto.",
        "email_taken": "Diese E-Mail-Adresse gehört zu einem anderen Konto.",
        "incorrect_code": "Dieser Code stimmt nicht. Bitte noch einmal mit der E-Mail vergleichen.",
        "invalid_login": "Bitte eine E-Mail-Adresse eingeben. Beispiel: name@example.org",
        "too_many_login_attempts": "Das waren zu viele Versuche. Bitte in fünf Minuten noch einmal beginnen.",
        "rate_limited": "Das ging etwas schnell. Bitte eine Minute warten und es dann noch einmal versuchen.",
        "same_as_current": "Das ist schon die jetzige E-Mail-Adresse.",
        "unverified_primary_email": "Bitte zuerst die E-Mail-Adresse bestätigen.",
    }

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox. Each is its own event: two codes asked for are two mails."""
        words = {"request": self.request, "email": email, "town": self.request.town, **context}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", words).split())
        text = render_to_string(f"{template_prefix}_message.txt", words).strip() + "\n"
        queue_mail(
            key=f"{template_prefix}:{new_id()}",
            to=email,
            subject=subject,
            text=text,
            at=clock.now(),
            town=self.request.town.slug,
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        # allauth's own names the page for a forgotten password; there is none here.
        link = self.request.build_absolute_uri(reverse("account_login"))
        self.send_mail("account/email/account_already_exists", email, {"login_url": link})

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        request.session.pop(TYPED_EMAIL_KEY, None)
        join_town(person=user, town=request.town, at=clock.now(), rng=random.SystemRandom())  # type: ignore[attr-defined]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To one's own page; with a role but no second factor, to the page that explains it."""
        assert isinstance(request.user, Person)
        if not has_second_factor(request) and queries.roles_here(request.user):
            return reverse("second_factor")
        return reverse("my")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("my")

    def get_login_stages(self) -> list[str]:
        own = {"allauth.mfa.stages.AuthenticateStage": "soesmart.accounts.mfa.SecondStep"}
        return [own.get(stage, stage) for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """A second factor if there is one; else a code by e-mail, for there are no passwords."""
        if isinstance(user, AnonymousUser):
            return []
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        words = {
            "mfa_reauthenticate": "Code aus der App oder Ersatzcode verwenden",
            "mfa_reauthenticate:webauthn": "Passkey oder Sicherheitsschlüssel verwenden",
        }
        methods.sort(key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")
        for method in methods:
            method["description"] = words.get(method["id"], method["description"])
        return methods or [{"id": "code", "description": "Code per E-Mail", "url": reverse("account_reauthenticate")}]

    def get_client_ip(self, request: HttpRequest) -> str:
        # The test client and a Unix socket have no address; limits then count them as one visitor.
        return (request.META.get("REMOTE_ADDR") and super().get_client_ip(request)) or "127.0.0.1"
