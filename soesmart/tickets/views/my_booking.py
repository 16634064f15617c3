from django.http import Http404, HttpRequest, HttpResponse


def booking(request: HttpRequest, secret: str) -> HttpResponse:
    raise Http404


def give_back(request: HttpRequest, secret: str) -> HttpResponse:
    raise Http404


def tickets_pdf(request: HttpRequest, secret: str) -> HttpResponse:
    raise Http404


def calendar_entry(request: HttpRequest, secret: str) -> HttpResponse:
    raise Http404
