"""The way in to a questionnaire that is not open to everybody, and the link that takes a draft along."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation import door, limits
from soesmart.participation.credentials import tidy_address
from soesmart.participation.forms.questionnaire_door import AddressForm, CodeForm
from soesmart.participation.models import Questionnaire
from soesmart.participation.rules import Who
from soesmart.participation.services.questionnaire_mails import mail_confirmation, mail_draft_link
from soesmart.participation.services.voices import is_valid_code
from soesmart.participation.views.questionnaires import mine, visible

A_DAY = 24 * 3600
_SALT = "soesmart.participation.questionnaire"


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Type the code of a letter, or confirm an address by a link."""
    row = visible(request, key)
    is_known = row.who in (Who.PERSON, Who.EMAIL) and request.user.is_authenticated
    if row.who == Who.ANYONE or is_known:
        return redirect("questionnaire", row.key)
    if address := _confirmed(request, row):
        return _confirm(request, row, address)
    form = {Who.CODE: CodeForm, Who.EMAIL: AddressForm}.get(Who(row.who), CodeForm)(request.POST or None)
    status = 422 if form.is_bound else 200
    if row.who != Who.PERSON and form.is_valid():
        try:
            return _try(request, row, form)
        except limits.TooOften as refusal:
            form.add_error(None, refusal.text)
            status = 429
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
    return _show(request, row, status, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: HttpRequest, key: str) -> HttpResponse:
    """The draft is kept: how to go on, here or on another device."""
    row, response = mine(request, key)
    if response.sent_at:
        return redirect("questionnaire_thanks", row.key)
    form = AddressForm(request.POST or None)
    page: dict[str, Any] = {"questionnaire": row}
    if row.who != Who.ANYONE or request.user.is_authenticated:
        return render(request, "participation/questionnaire_saved.html", page)
    link = request.build_absolute_uri(reverse("questionnaire_continue", args=[row.key, response.key]))
    is_mailed = False
    if form.is_valid():
        try:
            _brake(request, form.cleaned_data["email"])
            mail_draft_link(response=response, address=form.cleaned_data["email"], link=link, at=clock.now())
            is_mailed = True
        except limits.TooOften as refusal:
            form.add_error(None, refusal.text)
    page |= {"link": link, "form": form, "is_mailed": is_mailed}
    status = 422 if form.is_bound and not is_mailed else 200
    return render(request, "participation/questionnaire_saved.html", page, status=status)


def _try(request: HttpRequest, row: Questionnaire, form: Any) -> HttpResponse:
    if row.who == Who.CODE:
        _check_code(request, row, form.cleaned_data["code"])
        door.keep_code(request, row, form.cleaned_data["code"])
        return door.remember(request, redirect("questionnaire", row.key))
    address = form.cleaned_data["email"]
    _brake(request, address)
    ticket = signing.dumps([row.pk, address.strip().lower()], salt=_SALT)
    path = f"{reverse('questionnaire_door', args=[row.key])}?{urlencode({'schein': ticket})}"
    mail_confirmation(questionnaire=row, address=address, link=request.build_absolute_uri(path), at=clock.now())
    return _show(request, row, 200, is_mailed=True)


def _check_code(request: HttpRequest, row: Questionnaire, typed: str) -> None:
    """Refused for a code that is not of this questionnaire; only wrong ones are counted."""
    here, at = limits.where_from(request), clock.now()
    limits.check(limits.WRONG_CODE, here, at)
    if row.campaign is None or not is_valid_code(row.campaign, typed):
        limits.spend(limits.WRONG_CODE, here, at)
        raise Refused(
            "participation.code.unknown",
            "Diesen Code kennen wir hier nicht. Bitte genau so eingeben, wie er im Brief steht.",
            "code",
        )


def _brake(request: HttpRequest, address: str) -> None:
    at = clock.now()
    limits.spend(limits.MAIL_FROM_HERE, limits.where_from(request), at)
    limits.spend(limits.MAIL_TO_ONE, tidy_address(address), at)


def _confirm(request: HttpRequest, row: Questionnaire, address: str) -> HttpResponse:
    """Only the button confirms: a link in a foreign page must not make this browser speak for another address."""
    if request.method != "POST":
        return _show(request, row, 200, address=address, ticket=_ticket(request))
    door.keep_email(request, address)
    return door.remember(request, redirect("questionnaire", row.key))


def _ticket(request: HttpRequest) -> str:
    return request.POST.get("schein") or request.GET.get("schein", "")


def _confirmed(request: HttpRequest, row: Questionnaire) -> str:
    """The address in the link of the mail; "" without a link or with one that is too old or of something else."""
    try:
        ticket = signing.loads(_ticket(request), salt=_SALT, max_age=A_DAY)
    except signing.BadSignature:
        return ""
    if row.who != Who.EMAIL or not isinstance(ticket, list) or ticket[:1] != [row.pk]:
        return ""
    return str(ticket[1])


def _show(request: HttpRequest, row: Questionnaire, status: int, **page: Any) -> HttpResponse:
    return render(request, "participation/questionnaire_door.html", {"questionnaire": row, **page}, status=status)
