"""The door on a phone: whoever has the link of a device may let people in, by camera, code or name.

No account and no cookie of a person: the secret in the address is the key, and it can be revoked.
"""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.core import clock
from soesmart.core.refusals import Forbidden, Refused
from soesmart.tickets import signing
from soesmart.tickets.door_sync import double_words, read_portion, state_of, take_in
from soesmart.tickets.forms.door import CodeForm, NameForm
from soesmart.tickets.links import DOOR, digest_of
from soesmart.tickets.models import DoorDevice
from soesmart.tickets.queries.door import called, device_of, doubles_of, entries_of, inside_of, is_over
from soesmart.tickets.services.checkin import Answer, Shown, check_in, undo_check_in
from soesmart.tickets.services.devices import note_seen

PAGE = "tickets/door.html"


class DoorClosed(Forbidden):
    """The link was revoked, or the evening is over."""


def let_in(secret: str, at: datetime) -> DoorDevice:
    """First line of every page of the door: its device. 404 for an unknown link, DoorClosed when it holds no more."""
    device = device_of(digest_of(DOOR, secret))
    if device is None:
        raise Http404
    if device.revoked_at is not None:
        raise DoorClosed("tickets.door.revoked", "Dieser Zugang wurde gesperrt. Die Kartenstelle macht einen neuen.")
    if is_over(device.sale, at):
        raise DoorClosed("tickets.door.over", "Die Veranstaltung ist vorbei, der Einlass ist geschlossen.")
    note_seen(device, at)
    return device


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, secret: str) -> HttpResponse:
    """The page; with a typed code also its answer, which is the same when the page is sent again."""
    at = clock.now()
    device = let_in(secret, at)
    form, answer = CodeForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        shown = Shown(form.cleaned_data["text"], form.cleaned_data["nonce"], at)
        try:
            answer = check_in(sale=device.sale, shown=shown, device=device, at=at)
            form = CodeForm()
        except Refused as refusal:
            form.refuse(refusal)
    return _page(request, secret, device, status=422 if form.is_bound else 200, form=form, answer=answer)


@require_POST
def search(request: HttpRequest, secret: str) -> HttpResponse:
    """Who is called so. Names travel in the body of a request, never in an address that a log may keep."""
    device = let_in(secret, clock.now())
    names = NameForm(request.POST)
    found = called(device.sale, names.cleaned_data["words"]) if names.is_valid() else []
    status = 200 if names.is_valid() else 422
    return _page(request, secret, device, status=status, names=names, found=found, is_searched=names.is_valid())


@require_POST
def undo(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the last one back."""
    at = clock.now()
    device = let_in(secret, at)
    form, answer = CodeForm(request.POST), None
    form.full_clean()
    answer = undo_check_in(sale=device.sale, nonce=form.cleaned_data["nonce"], device=device, at=at)
    return _page(request, secret, device, answer=answer)


@require_POST
def sync(request: HttpRequest, secret: str) -> HttpResponse:
    """Scans that a device kept, or has just made; answers each, and tells how many are inside."""
    at = clock.now()
    try:
        device = let_in(secret, at)
        portion = read_portion(request.body)
        answers = take_in(device, portion, at)
    except DoorClosed as closed:
        return _json({"closed": closed.text}, status=410)
    except Refused as refusal:
        return _json({"error": refusal.text}, status=422)
    return _json({"answers": answers} | ({} if portion.is_at_the_door else state_of(device)))


@require_safe
def entries(request: HttpRequest, secret: str) -> HttpResponse:
    """What a device needs without a net: the public key, and serials and codes with their state. No person."""
    try:
        device = let_in(secret, clock.now())
    except DoorClosed as closed:
        return _json({"closed": closed.text}, status=410)
    key = {"key": signing.public_key().hex(), "purpose": signing.purpose().hex(), "event": device.sale.event_id}
    rows = [[serial, f"{reference}{number}", state] for serial, reference, number, state in entries_of(device.sale)]
    return _json({**key, "tickets": rows})


def _json(said: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(said, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest,
    secret: str,
    device: DoorDevice,
    *,
    status: int = 200,
    answer: Answer | None = None,
    **parts: Any,
) -> HttpResponse:
    page = {
        "secret": secret,
        "device": device,
        "event": device.sale.event,
        "inside": inside_of(device.sale),
        "doubles": [double_words(one) for one in doubles_of(device)],
        "answer": answer,
        "form": parts.pop("form", None) or CodeForm(),
        "names": parts.pop("names", None) or NameForm(),
        **parts,
    }
    response = render(request, PAGE, page, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
