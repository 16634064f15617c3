"""Proving once more that it is she: a code by e-mail for people without a second factor."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from soesmart.accounts.access import require_person
from soesmart.accounts.forms import CodeForm
from soesmart.accounts.models import Person
from soesmart.core import clock

STATE_KEY = "konto_ich_bin_es"
VALID_FOR = 10 * 60
MOST_ATTEMPTS = 3


def confirm_by_code(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    methods = get_adapter().get_reauthentication_methods(person)
    if methods[0]["url"] != request.path:
        # Who has a second factor proves that; a code by e-mail would be a way around it.
        return redirect(f"{methods[0]['url']}?{request.GET.urlencode()}")
    form = CodeForm()
    if request.method == "POST":
        if not ratelimit.consume(request, action="reauthenticate", user=person):
            return ratelimit.respond_429(request)
        if "send" in request.POST:
            send_code(request, person)
            return redirect(request.get_full_path())
        form = CodeForm(request.POST)
        if form.is_valid() and is_right(request, form):
            record_authentication(request, person, method="code", reauthenticated=True)
            return resume_request(request) or redirect(get_next_redirect_url(request) or reverse("my"))
    context = {"form": form, "is_sent": is_open(request), "email": person.email}
    return render(request, "accounts/confirm_by_code.html", context)


def send_code(request: HttpRequest, person: Person) -> None:
    code = get_adapter().generate_login_code()
    request.session[STATE_KEY] = {"seal": seal(code), "at": clock.now().timestamp(), "attempts": 0}
    get_adapter().send_mail("account/email/confirm_code", person.email, {"code": code})


def is_open(request: HttpRequest) -> bool:
    """Whether a code was sent that may still be entered."""
    state = request.session.get(STATE_KEY)
    return (
        state is not None and clock.now().timestamp() - state["at"] <= VALID_FOR and state["attempts"] < MOST_ATTEMPTS
    )


def is_right(request: HttpRequest, form: Any) -> bool:
    """Check the code, count the attempt, and leave the reason on the form when it is wrong."""
    if not is_open(request):
        request.session.pop(STATE_KEY, None)
        messages.error(request, "Der Code gilt nicht mehr. Bitte einen neuen anfordern.")
        return False
    state = request.session[STATE_KEY]
    if constant_time_compare(state["seal"], seal(form.cleaned_data["code"])):
        del request.session[STATE_KEY]
        return True
    request.session[STATE_KEY] = state | {"attempts": state["attempts"] + 1}
    if is_open(request):
        form.add_error("code", get_adapter().error_messages["incorrect_code"])
    else:
        messages.error(request, "Das war dreimal der falsche Code. Bitte einen neuen anfordern.")
    return False


def seal(code: str) -> str:
    """The session must not give the code away."""
    return salted_hmac("soesmart.accounts.reauthentication", normalize_user_code(code), algorithm="sha256").hexdigest()
