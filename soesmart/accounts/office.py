"""The office's page of people and their roles; for town administrators."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from soesmart.accounts import queries, services
from soesmart.accounts.access import require_role
from soesmart.accounts.forms import InviteForm, RolesForm
from soesmart.accounts.models import ClosedAccounts, Person, Role
from soesmart.accounts.views import town_of
from soesmart.core import clock
from soesmart.core.refusals import Refused

PAGE = 25


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    require_role(request, Role.TOWN_ADMINISTRATOR)
    text = request.GET.get("q", "").strip()[:200]
    everybody = request.GET.get("wer") == "alle"
    found = queries.residents(text) if everybody else queries.people_with_roles(text)
    closed = ClosedAccounts.objects.first()
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("seite", "1")[:9]),
        "q": text,
        "everybody": everybody,
        "tabs": tabs(everybody),
        "closed": closed.number if closed else 0,
    }
    return render(request, "accounts/office_people.html", context)


def person(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = require_role(request, Role.TOWN_ADMINISTRATOR)
    found = queries.person_here(pk)
    if found is None:
        raise Http404
    held = [Role(given.role) for given in found.roles_here]  # type: ignore[attr-defined]
    initial = {"roles": held, "seen": ",".join(held)}
    form = RolesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_roles(
                actor=actor,
                person=found,
                town=town_of(request),
                roles=[Role(role) for role in form.cleaned_data["roles"]],
                seen=form.cleaned_data["seen"],
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
        else:
            messages.success(request, "Die Aufgaben sind gespeichert.")
            return redirect("office_person", pk=pk)
    return render(
        request, "accounts/office_person.html", person_context(request, found, form, actor), status=status(form)
    )


@require_POST
def reset_factor(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = require_role(request, Role.TOWN_ADMINISTRATOR)
    found = queries.person_here(pk)
    if found is None:
        raise Http404
    gone = services.reset_second_factor(actor=actor, person=found, town=town_of(request), at=clock.now())
    if gone:
        messages.success(request, "Der zweite Schritt ist zurückgesetzt. Die Person bekommt eine E-Mail.")
    else:
        messages.info(request, "Es war kein zweiter Schritt eingerichtet.")
    return redirect("office_person", pk=pk)


def invite(request: HttpRequest) -> HttpResponse:
    actor = require_role(request, Role.TOWN_ADMINISTRATOR)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(
                actor=actor,
                email=form.cleaned_data["email"],
                town=town_of(request),
                roles=[Role(role) for role in form.cleaned_data["roles"]],
                link=request.build_absolute_uri(reverse("account_login")),
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
        else:
            messages.success(request, f"Die Einladung an {form.cleaned_data['email']} ist unterwegs.")
            return redirect("office_people")
    return render(request, "accounts/office_invite.html", {"form": form}, status=status(form))


def tabs(everybody: bool) -> list[dict[str, Any]]:
    address = reverse("office_people")
    return [
        {"label": "Mit Aufgabe", "url": address, "is_current": not everybody},
        {"label": "Alle Konten", "url": f"{address}?wer=alle", "is_current": everybody},
    ]


def person_context(request: HttpRequest, found: Person, form: RolesForm, actor: Person) -> dict[str, Any]:
    return {
        "found": found,
        "form": form,
        "is_self": found == actor,
        "history": queries.role_history(found, town_of(request)),
    }


def status(form: RolesForm | InviteForm) -> int:
    return 422 if form.errors else 200
