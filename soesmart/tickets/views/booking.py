from django.http import Http404, HttpRequest, HttpResponse


def book(request: HttpRequest, key: str) -> HttpResponse:
    raise Http404
