"""The office's page about the town itself; for town administrators. region lies below and knows no roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.accounts.views import town_of
from soesmart.core import clock
from soesmart.core.colours import NIGHT, WHITE, contrast
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.forms import BrandingForm
from soesmart.region.models import Municipality
from soesmart.region.services import edit_branding


def branding(request: HttpRequest) -> HttpResponse:
    """Colours and form of address, with a sample of each colour on its ground."""
    person = require_role(request, Role.TOWN_ADMINISTRATOR)
    town = town_of(request)
    form = BrandingForm(request.POST or None, initial=BrandingForm.of(town))
    status, stored = 200, None
    if form.is_valid():
        try:
            wanted, revision = form.branding(town), form.cleaned_data["revision"]
            edit_branding(actor=person, municipality=town, branding=wanted, revision=revision, at=clock.now())
        except Refused as refusal:
            status = 409 if isinstance(refusal, Conflict) else 422
            form = _kept(request, town) if status == 409 else form
            stored = samples(town) if status == 409 else None
            form.add_error(refusal.field, refusal.text)
        else:
            messages.success(request, "Das Aussehen der Stadt ist gespeichert.")
            return redirect("office_town")
    elif form.is_bound:
        status = 422
    page = {"form": form, "samples": samples(town), "stored": stored}
    return render(request, "region/office_branding.html", page, status=status)


def _kept(request: HttpRequest, town: Municipality) -> BrandingForm:
    """What was typed, with the revision of the new state: saving again is then a deliberate choice."""
    town.refresh_from_db()
    typed = request.POST.copy()
    typed["revision"] = str(town.revision)
    form = BrandingForm(typed, initial=BrandingForm.of(town))
    form.is_valid()
    return form


def samples(town: Municipality) -> list[dict[str, object]]:
    """Each stored colour with its ground and the contrast between them, 1 to 21."""
    rows = [
        ("Hauptfarbe", town.colour_primary, WHITE),
        ("Hauptfarbe im Dunkeln", town.colour_primary_dark, NIGHT),
        ("Zweitfarbe", town.colour_accent, WHITE),
    ]
    return [
        {"label": label, "colour": colour, "ground": ground, "contrast": contrast(colour, ground)}
        for label, colour, ground in rows
    ]
