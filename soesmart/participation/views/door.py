"""The door of a campaign: show what it asks for, be remembered by this browser, be forgotten again."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation import door, limits
from soesmart.participation.credentials import tidy_address
from soesmart.participation.forms.door import AddressForm, CodeForm
from soesmart.participation.models import Campaign
from soesmart.participation.rules import Who
from soesmart.participation.services.door import address_of, send_confirmation, token_for
from soesmart.participation.services.voices import UNKNOWN_CODE, is_valid_code
from soesmart.participation.views.campaigns import campaign_seen, frame_of
from soesmart.participation.views.opinions import see_other, status_of

# Where anyone may take part, a code stands on a paper card: with it the card and the browser are one voice.
FORMS: dict[Who, type[forms.Form]] = {Who.CODE: CodeForm, Who.ANYONE: CodeForm, Who.EMAIL: AddressForm}


@never_cache
def campaign_door(request: HttpRequest, key: str) -> HttpResponse:
    """Who may take part and how; where a code or an address is asked for, the form that takes it."""
    _, campaign = campaign_seen(request, key)
    form_class = FORMS.get(Who(campaign.who))
    if request.method != "POST" or form_class is None:
        # The address in a letter's QR code carries the code: it is typed in already, but only the button sends it.
        printed = {"code": request.GET.get("code", "")[:60]}
        return _show(request, campaign, form_class(initial=printed) if form_class else None)
    form = form_class(request.POST)
    if not form.is_valid():
        return _show(request, campaign, form, 422)
    try:
        if campaign.who == Who.EMAIL:
            return _send_link(request, campaign, form)
        return _take_code(request, campaign, form.cleaned_data["code"])
    except Refused as refusal:
        form.add_error(refusal.field, refusal.text)
        return _show(request, campaign, form, status_of(refusal))


@never_cache
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Where the link of the letter leads. Only the button confirms: programs that check mails open links as well."""
    _, campaign = campaign_seen(request, key)
    token = request.POST.get("t") or request.GET.get("t", "")
    address = address_of(campaign, token)
    page = {"campaign": campaign, "address": address, "token": token, "next": _next(request, campaign)}
    if address is None:
        return render(request, "participation/door_confirm.html", page, status=422)
    if request.method != "POST":
        return render(request, "participation/door_confirm.html", page)
    door.keep_email(request, address)
    messages.success(request, "Die Adresse ist bestätigt. Dieser Browser kann jetzt mitmachen.")
    return door.remember(request, see_other(_next(request, campaign)))


@require_POST
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Close the door behind somebody at a shared computer."""
    _, campaign = campaign_seen(request, key)
    messages.success(request, "Dieser Browser ist vergessen. Was gesagt wurde, zählt weiter.")
    return door.forget(see_other(reverse("campaign_door", args=[campaign.key])))


def _take_code(request: HttpRequest, campaign: Campaign, typed: str) -> HttpResponse:
    where, at = limits.where_from(request), clock.now()
    limits.check(limits.WRONG_CODE, where, at)
    if not is_valid_code(campaign, typed):
        limits.spend(limits.WRONG_CODE, where, at)
        raise Refused("participation.code.unknown", UNKNOWN_CODE, "code")
    door.keep_code(request, campaign, typed)
    messages.success(request, "Der Code stimmt. Dieser Browser kann jetzt mitmachen.")
    return door.remember(request, see_other(_next(request, campaign)))


def _send_link(request: HttpRequest, campaign: Campaign, form: forms.Form) -> HttpResponse:
    """The same answer whoever owns the address: nobody learns here who takes part."""
    address, at = form.cleaned_data["email"], clock.now()
    limits.spend(limits.MAIL_FROM_HERE, limits.where_from(request), at)
    limits.spend(limits.MAIL_TO_ONE, f"{campaign.pk}:{tidy_address(address)}", at)
    query = urlencode({"t": token_for(campaign, address), "next": _next(request, campaign)})
    link = request.build_absolute_uri(f"{reverse('campaign_door_confirm', args=[campaign.key])}?{query}")
    town = request.town  # type: ignore[attr-defined]
    send_confirmation(
        campaign=campaign, address=address, link=link, nonce=form.cleaned_data["nonce"], town=town.slug, at=at
    )
    return render(request, "participation/door_sent.html", {"campaign": campaign, "address": address})


def _show(request: HttpRequest, campaign: Campaign, form: forms.Form | None, status: int = 200) -> HttpResponse:
    page = {
        "campaign": campaign,
        "frame": frame_of(campaign, clock.now()),
        "form": form,
        "next": _next(request, campaign),
        "credential": door.credential_of(request, campaign),
        "is_remembered": door.COOKIE in request.COOKIES,
    }
    return render(request, "participation/door.html", page, status=status)


def _next(request: HttpRequest, campaign: Campaign) -> str:
    """Where the person came from, if that is a page of this town."""
    address = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_ours else reverse("campaign", args=[campaign.key])
