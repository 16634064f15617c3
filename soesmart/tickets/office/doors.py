"""The office makes links for phones at the door: each is shown once, and revoked alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from soesmart.core import clock
from soesmart.core.qr import qr_svg
from soesmart.core.refusals import Refused
from soesmart.participation.office.editing import posted
from soesmart.tickets.forms.door import DeviceForm
from soesmart.tickets.models import DoorDevice
from soesmart.tickets.office.box_office_frame import frame, seller_and_sale
from soesmart.tickets.queries.door import devices_of, inside_of
from soesmart.tickets.services.devices import make_device, revoke_device

CURRENT = "office_doors"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def doors(request: HttpRequest, key: str) -> HttpResponse:
    """The devices, the form for another one, and once its link."""
    person, sale = seller_and_sale(request, key)
    form, status, made = DeviceForm(posted(request)), 200, {}
    if form.is_bound:
        status = 422
        if form.is_valid():
            typed = form.cleaned_data
            try:
                name, nonce, at = typed["name"], typed["nonce"], clock.now()
                device, secret = make_device(actor=person, sale=sale, name=name, nonce=nonce, at=at)
                link = request.build_absolute_uri(reverse("door", args=[secret]))
                made = {"made": device, "link": link, "code": qr_svg(link, f"Einlass, {device.name}")}
                form, status = DeviceForm(), 200
            except Refused as refusal:
                form.refuse(refusal)
    page = frame(request, sale, CURRENT) | made
    page |= {"form": form, "devices": devices_of(sale), "inside": inside_of(sale)}
    return render(request, "tickets/doors.html", page, status=status)


@require_POST
def revoke(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The link of a lost phone opens nothing any more."""
    person, sale = seller_and_sale(request, key)
    rows = DoorDevice.objects.select_related("sale__event__municipality")
    device: DoorDevice = get_object_or_404(rows, sale=sale, pk=pk)
    revoke_device(actor=person, device=device, at=clock.now())
    messages.success(request, f"Gesperrt: {device.name}. Was dort eingelassen wurde, bleibt gezählt.")
    return redirect(CURRENT, key=key)
