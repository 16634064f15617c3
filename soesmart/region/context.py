"""What every template knows of the town."""

from django.http import HttpRequest


def town(request: HttpRequest) -> dict[str, object]:
    return {"town": getattr(request, "town", None), "region": getattr(request, "region", None)}
