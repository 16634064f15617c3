"""One's own pages."""

import random
from typing import Any

from allauth.account.internal.flows.reauthentication import suspend_request
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from soesmart.accounts import queries, services
from soesmart.accounts.access import has_second_factor, proved_recently, require_person
from soesmart.accounts.forms import DeleteForm, PseudonymForm
from soesmart.accounts.models import Consent, Membership, Person
from soesmart.accounts.records import as_json, records_of
from soesmart.core import clock
from soesmart.core.module import modules
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality

# Where somebody wanted to go before she was led to set up a second step.
WANTED_KEY = "konto_weiter"


@never_cache
@require_GET
def my(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    return render(request, "accounts/my.html", my_context(request, person))


@never_cache
@require_POST
def name(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    form = PseudonymForm(request.POST)
    if form.is_valid():
        try:
            services.choose_pseudonym(
                membership=membership(request, person), pseudonym=form.cleaned_data["pseudonym"], at=clock.now()
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
        else:
            messages.success(request, "Der neue Name gilt ab jetzt.")
            return redirect("my")
    return render(request, "accounts/my.html", my_context(request, person, form), status=422)


@never_cache
@require_POST
def consents(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    text = Consent.Text(request.POST["text"]) if request.POST.get("text") in Consent.Text.values else None
    if text and request.POST.get("answer") == "yes":
        services.give_consent(person=person, town=town_of(request), text=text, at=clock.now())
        messages.success(request, "Die Zustimmung ist gespeichert.")
    elif text == Consent.Text.NEWSLETTER:
        services.withdraw_consent(person=person, town=town_of(request), text=text, at=clock.now())
        messages.success(request, "Die Zustimmung ist zurückgenommen.")
    return redirect("my")


@never_cache
@require_GET
def data(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    return render(request, "accounts/data.html", {"modules": records_of(person)})


@never_cache
@require_GET
def data_json(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    town, at = town_of(request), clock.now()
    answer = JsonResponse(as_json(person, town, at), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="meine-daten-{town.slug}-{at:%Y-%m-%d}.json"'
    return answer


@never_cache
def delete(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    form = DeleteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not proved_recently(request):
            return suspend_request(request, reverse("account_reauthenticate"))
        try:
            link = request.build_absolute_uri("/")
            services.delete_account(person=person, town=town_of(request), link=link, at=clock.now())
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            logout(request)
            messages.success(request, "Das Konto ist gelöscht. Eine Bestätigung kommt per E-Mail.")
            return redirect("/")
    context = {"form": form, "towns": queries.towns_of(person)}
    return render(request, "accounts/delete.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Explains the second step to people with a role, and leads to where she wanted to go once it is taken."""
    person = require_person(request)
    wanted = request.GET.get("next") or request.session.pop(WANTED_KEY, "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        wanted = reverse("my")
    if has_second_factor(request):
        return redirect(wanted)
    request.session[WANTED_KEY] = wanted
    context = {"factors": queries.factors_of(person), "roles": queries.roles_here(person), "next": wanted}
    return render(request, "accounts/second_factor.html", context)


def my_context(request: HttpRequest, person: Person, form: PseudonymForm | None = None) -> dict[str, Any]:
    town = town_of(request)
    member = membership(request, person)
    given = queries.open_consents(person, town)
    return {
        "form": form or PseudonymForm(initial={"pseudonym": member.pseudonym}),
        "membership": member,
        "roles": queries.roles_here(person),
        "tasks": [task for module in modules() for task in module.tasks(request)],
        "factors": queries.factors_of(person),
        "has_second_factor": has_second_factor(request),
        "privacy": given.get(Consent.Text.PRIVACY),
        "privacy_is_current": services.is_current(given.get(Consent.Text.PRIVACY)),
        "newsletter": given.get(Consent.Text.NEWSLETTER),
    }


def membership(request: HttpRequest, person: Person) -> Membership:
    """Her membership here; made now for a person whom a service or a test brought here without signing in."""
    town = town_of(request)
    return queries.membership_of(person, town) or services.join_town(
        person=person, town=town, at=clock.now(), rng=random.SystemRandom()
    )


def town_of(request: HttpRequest) -> Municipality:
    town: Municipality = request.town  # type: ignore[attr-defined]
    return town
