"""Setting up a second factor counts as taking it: whoever just showed the app's code must not be asked for it again.

That opens nothing: the first factor is set up in a session that only the mailbox opened, whether it is asked twice or
not; every further one needs a proof of the first (allauth's `reauthentication_required`).
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpResponse

from soesmart.accounts.access import STRONG


class SetUpApp(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(
            self.request, self.request.user, STRONG, type=Authenticator.Type.TOTP, reauthenticated=True
        )
        return response


class SetUpPasskey(AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(
            self.request, self.request.user, STRONG, type=Authenticator.Type.WEBAUTHN, reauthenticated=True
        )
        return response
