"""The second step: who is asked for it, how its secrets are kept, what an authenticator app shows."""

import base64
import hashlib
from io import BytesIO
from typing import Any, ClassVar

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from soesmart.accounts import queries


class SecondStep(AuthenticateStage):
    """A resident's passkey spares her the e-mail; it must not lock her out where she has none at hand.

    So the second step is asked of people who chose a code app, and of everybody with a role in any town.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        person = self.login.user
        if person is not None and not is_mfa_enabled(person, [Authenticator.Type.TOTP]):
            return queries.has_office_anywhere(person) and bool(super()._should_handle(request))
        return bool(super()._should_handle(request))


class MfaAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        "add_email_blocked": "Bitte zuerst den zweiten Schritt abschalten.",
        "cannot_delete_authenticator": "Dieser zweite Schritt lässt sich nicht abschalten.",
        "cannot_generate_recovery_codes": "Ersatzcodes gibt es erst, wenn ein zweiter Schritt eingerichtet ist.",
        "incorrect_code": "Dieser Code stimmt nicht. Codes aus der App gelten nur 30 Sekunden.",
        "unverified_email": "Bitte zuerst die E-Mail-Adresse bestätigen.",
    }

    def get_totp_issuer(self) -> str:
        return f"soesmart {context.request.town.name}"

    def build_totp_svg(self, url: str) -> str:
        drawing = BytesIO()
        segno.make(url, error="m").save(
            drawing, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False
        )
        return drawing.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Mein Gerät" if number == 1 else f"Gerät {number}"

    def _get_site_name(self) -> str:
        return str(self.get_totp_issuer())

    def encrypt(self, text: str) -> str:
        """Whoever reads a copy of the database must not be able to make codes: sealed with the process's key."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"soesmart.mfa:" + key.encode()).digest())) for key in keys]
    )
