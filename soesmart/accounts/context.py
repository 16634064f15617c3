"""What every template knows of the signed-in person."""

from django.http import HttpRequest

from soesmart.accounts.access import is_demo
from soesmart.config import env


def person(request: HttpRequest) -> dict[str, object]:
    return {
        "person": getattr(request, "user", None),
        "demo_sign_in": is_demo(request),
        "SOCIAL_NAME": env.OIDC_NAME if env.OIDC_SERVER_URL else "",
    }
