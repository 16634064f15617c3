"""The door of a campaign, as seen by a browser: which credential a request shows.

One signed cookie, set only when somebody takes part without an account: a random token, an address that was confirmed,
codes that were typed. It holds nothing that the person does not know herself.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.participation import limits
from soesmart.participation.credentials import Credential, Kind, tidy_code
from soesmart.participation.models import Campaign, Questionnaire
from soesmart.participation.rules import Who

COOKIE = "mitmachen"
LIFETIME = 180 * 24 * 3600
_SALT = "soesmart.participation.door"


def credential_of(request: HttpRequest, format_: Campaign | Questionnaire) -> Credential | None:
    """What the request shows for this campaign; None when the person has to come through the door first.

    Where anyone may take part this is never None for long: `let_in` gives a browser its token with the first answer.
    """
    person = request.user if isinstance(request.user, Person) else None
    kept = _kept(request)
    code = str(kept.get("codes", {}).get(_name(format_), ""))
    match Who(format_.who):
        case Who.PERSON:
            return Credential(Kind.PERSON, str(person.pk), person) if person else None
        case Who.EMAIL:
            address = person.email if person else str(kept.get("email", ""))
            return Credential(Kind.EMAIL, address, person) if address else None
        case Who.CODE:
            return Credential(Kind.CODE, code, person) if code else None
        case Who.ANYONE:
            if code:  # of a paper card: what it says there and here is one voice
                return Credential(Kind.CODE, code, person)
            if person:
                return Credential(Kind.PERSON, str(person.pk), person)
            token = str(kept.get("token", ""))
            return Credential(Kind.BROWSER, token) if token else None


def let_in(request: HttpRequest, format_: Campaign | Questionnaire, token: str = "") -> Credential | None:
    """As `credential_of`; a browser without a token gets one where anyone may take part. Answer with `remember`.

    token: an unguessable one that the form brought along, so that a first form sent twice is one person.

    TooOften when very many new browsers came from this internet address.
    """
    found = credential_of(request, format_)
    if found is None and format_.who == Who.ANYONE:
        limits.spend(limits.NEW_BROWSER, limits.where_from(request), clock.now())
        _keep(request, token=token or secrets.token_urlsafe(24))
        found = credential_of(request, format_)
    return found


def browser_token(request: HttpRequest) -> str:
    """The token of this browser, made if it has none; for what needs no door. Answer with `remember`."""
    token = str(_kept(request).get("token", ""))
    if not token:
        token = secrets.token_urlsafe(24)
        _keep(request, token=token)
    return token


def keep_code(request: HttpRequest, format_: Campaign | Questionnaire, typed: str) -> None:
    """Note a code that was found valid."""
    codes = {**_kept(request).get("codes", {}), _name(format_): tidy_code(typed)}
    _keep(request, codes=codes)


def keep_email(request: HttpRequest, address: str) -> None:
    """Note an address that was confirmed by a link."""
    _keep(request, email=address.strip().lower())


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Set the cookie if anything was noted during this request."""
    kept = getattr(request, "_door_changed", None)
    if kept is not None:
        response.set_cookie(
            COOKIE,
            signing.dumps(kept, salt=_SALT),
            max_age=LIFETIME,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Close the door behind somebody at a shared computer."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _name(format_: Campaign | Questionnaire) -> str:
    return f"{format_._meta.model_name}:{format_.pk}"


def _kept(request: HttpRequest) -> dict[str, Any]:
    changed: dict[str, Any] | None = getattr(request, "_door_changed", None)
    if changed is not None:
        return changed
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep(request: HttpRequest, **notes: Any) -> None:
    request._door_changed = {**_kept(request), **notes}  # type: ignore[attr-defined]
