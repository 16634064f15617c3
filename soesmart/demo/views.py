"""The demo's door and its letter box. Both answer only when the process is a demo under a name of this machine."""

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from soesmart.accounts.access import DEMO, is_demo, write_proof
from soesmart.accounts.models import Person
from soesmart.demo.cast import CAST, cast_of
from soesmart.demo.letters import letters_of
from soesmart.region.models import HostName


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    require_demo(request)
    town = request.town  # type: ignore[attr-defined]
    cast = cast_of(town)
    if request.method == "POST":
        chosen = next((character for character in cast if character.key == request.POST.get("who")), None)
        person = Person.objects.filter(pk=chosen.pk).first() if chosen else None
        if person is None:
            raise Http404
        get_adapter().login(request, person)
        write_proof(request.session, person, DEMO)
        return redirect(wanted(request))
    context = {"cast": cast, "next": request.GET.get("next", ""), "elsewhere": [] if cast else elsewhere(request)}
    return render(request, "demo/sign_in.html", context)


@never_cache
@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    require_demo(request)
    return render(request, "demo/mail.html", {"letters": letters_of(request.town)})  # type: ignore[attr-defined]


def require_demo(request: HttpRequest) -> None:
    if not is_demo(request):
        raise Http404


def wanted(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    known = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if known else reverse("my")


def elsewhere(request: HttpRequest) -> list[tuple[str, str]]:
    """Name and address of the towns of the demo that have a cast: town names are public, nothing else is told."""
    port = request.get_host().partition(":")[2]
    suffix = f":{port}" if port else ""
    hosts = HostName.objects.filter(municipality__slug__in={character.town for character in CAST}, is_primary=True)
    return [
        (row.municipality.name, f"{request.scheme}://{row.host}{suffix}{request.path}")
        for row in hosts.select_related("municipality")
        if row.municipality
    ]
