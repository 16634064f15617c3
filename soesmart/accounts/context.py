"""What every template knows of the signed-in person."""

from django.http import HttpRequest

from soesmart.accounts.access import is_demo
from soesmart.accounts.social import provider_name


def person(request: HttpRequest) -> dict[str, object]:
    return {
        "person": getattr(request, "user", None),
        "demo_sign_in": is_demo(request),
        "state_account": provider_name(),
    }
