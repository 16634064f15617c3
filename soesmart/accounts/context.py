"""What every template knows of the signed-in person."""

from django.http import HttpRequest


def person(request: HttpRequest) -> dict[str, object]:
    return {"person": getattr(request, "user", None)}
