from django.http import Http404, HttpRequest, HttpResponse


def waiting(request: HttpRequest, secret: str) -> HttpResponse:
    raise Http404
