"""What a missing sign-in or a missing second factor is answered with."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from soesmart.accounts.access import NeedsStep, NotSignedIn, address


class AccessMiddleware:
    """Stands after core's RefusalMiddleware in the settings, so that it hears of an exception before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotSignedIn) and request.accepts("text/html"):
            return redirect(address("account_login", request))
        if isinstance(exception, NeedsStep) and request.accepts("text/html"):
            return render(request, "accounts/needs_step.html", {"refusal": exception}, status=403)
        return None
