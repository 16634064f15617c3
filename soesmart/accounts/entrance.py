"""allauth's views of sign-in and sign-up with two additions: a typed address is kept, and an end is explained."""

from typing import Any

from allauth.account import views
from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginByCodeStage, LoginStage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from soesmart.accounts.adapter import TYPED_EMAIL_KEY

EXPIRED = "Der Code gilt nicht mehr. Bitte einen neuen anfordern."


class Login(views.LoginView):
    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"login": self.request.session.get(TYPED_EMAIL_KEY, "")}

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session[TYPED_EMAIL_KEY] = form.cleaned_data["login"]
        return super().form_valid(form)

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponse | None:
        # Who waits for a code may come back to correct the address; the code that is on its way stays good meanwhile.
        if stage.key == LoginByCodeStage.key:
            return None
        pending: HttpResponse | None = super()._redirect_to_pending_stage(request, stage)
        return pending


class ConfirmLoginCode(views.ConfirmLoginCodeView):
    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        return to_login(self.request) if response.status_code == 302 else response


def ask_for_new_code(request: HttpRequest) -> HttpResponse:
    """Where allauth sends somebody whose code is too old (or who never asked for one)."""
    if request.session.get(TYPED_EMAIL_KEY):
        messages.error(request, EXPIRED)
    return to_login(request)


class Signup(views.SignupView):
    def get_initial(self) -> dict[str, Any]:
        return {"email": self.request.session.get(TYPED_EMAIL_KEY, "")} | super().get_initial()

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session[TYPED_EMAIL_KEY] = form.cleaned_data["email"]
        return super().form_valid(form)


class ConfirmEmailCode(views.ConfirmEmailVerificationCodeView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code == 302 and self._process is None:
            messages.error(request, EXPIRED)
        return response

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        if self.stage:
            # A new person proved that the mailbox is hers, just as by a code to sign in.
            record_authentication(self.request, self._process.user, "code", email=self._process.email)
        verified: HttpResponse = super()._verify_form_valid(form)
        return verified


def to_login(request: HttpRequest) -> HttpResponse:
    """The sign-in page, which leads on to where the person wanted to go."""
    wanted = request.GET.get("next") or request.POST.get("next")
    address = reverse("account_login")
    return redirect(f"{address}?{urlencode({'next': wanted})}" if wanted else address)
