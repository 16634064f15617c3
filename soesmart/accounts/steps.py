"""Changing how one signs in: the address, the app, the passkeys.

Setting up a second factor counts as taking it: whoever just showed the app's code must not be asked for it again. That
opens nothing: the first factor is set up in a session that only the mailbox opened, whether it is asked twice or not;
every further one needs a proof of the first (allauth's `reauthentication_required`).
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.account.views import EmailView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from soesmart.accounts.access import STRONG, proved_recently, require_person


class FreshProof:
    """Asks for a new proof first. allauth asks only people who have a password or a second factor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require_person(request)
        if not proved_recently(request):
            return suspend_request(request, reverse("account_reauthenticate"))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ChangeEmail(FreshProof, EmailView):
    """Whoever can change the address owns the account: an open browser is not enough."""


class SetUpApp(FreshProof, ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(
            self.request, self.request.user, STRONG, type=Authenticator.Type.TOTP, reauthenticated=True
        )
        return response


class SetUpPasskey(FreshProof, AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(
            self.request, self.request.user, STRONG, type=Authenticator.Type.WEBAUTHN, reauthenticated=True
        )
        return response
