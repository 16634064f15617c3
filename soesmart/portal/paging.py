"""Pages of lists, with a clear word when the number is silly."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class NoSuchPage(Exception):
    """The list has no page of this number; `last` is its last one."""

    def __init__(self, last: int) -> None:
        super().__init__(last)
        self.last = last


def page_of(request: HttpRequest, rows: Any, size: int) -> Page[Any]:
    """The page that `?seite=` asks for."""
    paginator = Paginator(rows, size)
    number = page_number(request)
    if number is None or number > paginator.num_pages:
        raise NoSuchPage(paginator.num_pages)
    return paginator.page(number)


def page_number(request: HttpRequest) -> int | None:
    """The number in `?seite=`, 1 when it is missing, None when it is none. Ten digits are beyond every list."""
    text = request.GET.get("seite", "1")
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return int(text) or None if is_number else None


def no_such_page(request: HttpRequest, problem: NoSuchPage) -> HttpResponse:
    query = request.GET.copy()
    query["seite"] = str(problem.last)
    context = {"last": problem.last, "last_url": f"{request.path}?{query.urlencode()}", "first_url": request.path}
    return render(request, "portal/no_such_page.html", context, status=404)
