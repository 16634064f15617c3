"""What holds for all pages: no zero characters in addresses, and an answer to each refusal."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render

from soesmart.core.refusals import Refused


class NoZeroMiddleware:
    """PostgreSQL knows no texts with the character zero. Forms refuse it themselves, addresses are seen to here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "+")
        return self.get_response(request)


class RefusalMiddleware:
    """Refusals that a view did not turn into a form error become a page (or JSON) with the right status, a 405 too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed) or answer.content or not request.accepts("text/html"):
            return answer
        # Mostly the address of a form, opened anew: without words the browser shows a page of its own.
        page = render(request, "405.html", status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if request.accepts("text/html"):
            return render(request, "refused.html", {"refusal": exception}, status=exception.status)
        return JsonResponse({"code": exception.code, "text": exception.text}, status=exception.status)
