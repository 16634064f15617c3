"""Hand in an idea, change it, take it back, look at its picture."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation import limits, services
from soesmart.participation.access import Actor, may_edit_idea, may_submit, may_withdraw_idea
from soesmart.participation.door import credential_of, let_in, remember
from soesmart.participation.forms.ideas import IdeaForm
from soesmart.participation.geography import Outline, fault_of, german, outline_of
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.pictures import open_picture
from soesmart.participation.queries.similar import similar_ideas
from soesmart.participation.rules import Visibility, Who
from soesmart.participation.services.ideas import Origin
from soesmart.participation.views.case_page import page_of_held
from soesmart.participation.views.found import campaign_or_404, idea_or_404
from soesmart.participation.views.places import clicked, map_page

# What the page that shows similar ideas sends beside the form.
STEPS = ("csrfmiddlewaretoken", "gesehen", "zurueck", "karte.x", "karte.y")


def submit(request: HttpRequest, key: str) -> HttpResponse:
    """The form; after the first send the ideas that are like it, once; then the idea is stored."""
    actor, campaign = campaign_or_404(request, key)
    if not may_submit(actor, campaign, clock.now()):
        typed = {name: request.POST.get(name, "") for name in ("title", "what")}
        page = {"campaign": campaign, "typed": typed}
        return render(request, "participation/idea_closed.html", page, status=403 if request.POST else 200)
    outline = outline_of() if campaign.with_map else None
    form = _form(request, campaign, outline)
    if not _is_let_in(request, actor, campaign):
        return _page(request, form, campaign, outline, needs_door=True)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, campaign, outline)
    text = f"{form.cleaned_data['title']} {form.cleaned_data['what']}"
    if "gesehen" not in request.POST and (found := similar_ideas(campaign, text)):
        return render(request, "participation/idea_similar.html", _step(form, campaign, found))
    try:
        idea = _store(request, actor, campaign, form)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.text)
        return _page(request, form, campaign, outline)
    messages.success(request, _thanks(idea))
    return remember(request, redirect(page_of_held(idea) or reverse("idea", args=[key, idea.number])))


@require_safe
def similar(request: HttpRequest, key: str) -> HttpResponse:
    """A fragment of the form: ideas that are like what is being typed."""
    _, campaign = campaign_or_404(request, key)
    found = similar_ideas(campaign, request.GET.get("q", ""))
    # Without the request: a fragment needs none of what pages show around themselves.
    return HttpResponse(render_to_string("participation/_similar.html", {"campaign": campaign, "similar": found}))


def edit(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Change the words, the place or the picture of an idea."""
    actor, idea = idea_or_404(request, key, number)
    if not may_edit_idea(actor, idea, clock.now()):
        return _too_late(request, idea, "ändern")
    campaign = idea.campaign
    outline = outline_of() if campaign.with_map else None
    form = _form(request, campaign, outline, IdeaForm.of(idea))
    status = 200
    if form.is_bound and form.is_valid():
        try:
            words, revision = form.words(), form.cleaned_data["revision"] or 0
            services.edit_idea(actor=actor.person, idea=idea, words=words, revision=revision, at=clock.now())
            messages.success(request, "Die Idee ist geändert.")
            return redirect("idea", key=key, number=number)
        except Conflict as refusal:
            # What was typed stays; sending it again is then a deliberate choice, so it carries the new revision.
            status = 409
            form.carry(revision=str(Idea.objects.get(pk=idea.pk).revision))
            form.add_error(None, refusal.text)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.text)
    return _page(request, form, campaign, outline, idea=idea, status=status)


def withdraw(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Ask, then take one's own idea back."""
    actor, idea = idea_or_404(request, key, number)
    if not may_withdraw_idea(actor, idea):
        return _too_late(request, idea, "zurückziehen")
    if request.method != "POST":
        return render(request, "participation/idea_withdraw.html", {"idea": idea})
    services.withdraw_idea(actor=actor.person, idea=idea, at=clock.now())
    messages.success(request, f"Die Idee „{idea.title}“ ist zurückgezogen.")
    return redirect("campaign", key=key)


@require_safe
def picture(request: HttpRequest, key: str, number: int, name: str) -> FileResponse:
    """The picture of an idea for whoever may see the idea; `name` ends in "-klein" for the small one."""
    _, idea = idea_or_404(request, key, number)
    if not idea.picture or name.removesuffix("-klein") != idea.picture:
        raise Http404
    opened = open_picture(idea.picture, small=name.endswith("-klein"))
    if opened is None:
        raise Http404
    response = FileResponse(opened, content_type="image/webp")
    # Not for caches that several people share: the idea may be hidden tomorrow.
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _form(
    request: HttpRequest, campaign: Campaign, outline: Outline | None, initial: dict[str, Any] | None = None
) -> IdeaForm:
    """Empty, with what was sent, or after a click into the drawing or on "back": with it, but not judged yet."""
    shared: dict[str, Any] = {"campaign": campaign, "outline": outline}
    if request.method != "POST":
        return IdeaForm(initial=initial, **shared)
    form = _braked(request, shared) or IdeaForm(request.POST, request.FILES, **shared)
    place = clicked(request, outline)
    if place is None and "zurueck" not in request.POST:
        return form
    form.is_valid()  # stores a picture that came along
    typed = {name: value for name, value in form.data.items() if name not in STEPS}
    if place:
        typed |= {"lat": german(place.lat), "lon": german(place.lon)}
        if fault := fault_of(place, outline, campaign.municipality.name):
            messages.warning(request, fault)
    return IdeaForm(initial=typed, **shared)


def _braked(request: HttpRequest, shared: dict[str, Any]) -> IdeaForm | None:
    """The form without the picture and with why, when too many come from one internet address; else None."""
    if "picture" not in request.FILES:
        return None
    try:
        limits.spend(limits.PICTURE, limits.where_from(request), clock.now())
    except limits.TooOften as refusal:
        form = IdeaForm(request.POST, **shared)
        form.full_clean()
        form.add_error("picture", refusal.text)
        return form
    return None


def _page(
    request: HttpRequest,
    form: IdeaForm,
    campaign: Campaign,
    outline: Outline | None,
    *,
    idea: Idea | None = None,
    needs_door: bool = False,
    status: int = 200,
) -> HttpResponse:
    page = {"form": form, "campaign": campaign, "idea": idea, "needs_door": needs_door}
    if form.is_bound and status == 200:
        status = 403 if needs_door else 422
    return render(
        request, "participation/idea_form.html", page | map_page(outline, campaign.municipality, form), status=status
    )


def _step(form: IdeaForm, campaign: Campaign, found: list[Idea]) -> dict[str, Any]:
    """The page between: similar ideas, and everything that was typed in hidden fields."""
    kept = [(name, value) for name, value in form.data.items() if name not in STEPS]
    return {"campaign": campaign, "similar": found, "kept": kept, "title": form.cleaned_data["title"]}


def _is_let_in(request: HttpRequest, actor: Actor, campaign: Campaign) -> bool:
    return actor.is_officer or campaign.who == Who.ANYONE or credential_of(request, campaign) is not None


def _store(request: HttpRequest, actor: Actor, campaign: Campaign, form: IdeaForm) -> Idea:
    credential = None if actor.is_officer else let_in(request, campaign)
    origin = Origin(credential=credential, author=actor.person, role=actor.speaks_as)
    nonce = form.cleaned_data["nonce"]
    return services.submit_idea(campaign=campaign, words=form.words(), origin=origin, nonce=nonce, at=clock.now())


def _thanks(idea: Idea) -> str:
    if idea.visibility == Visibility.HELD:
        return f"Danke. Die Idee hat die Nummer {idea.number} und wird noch geprüft, bevor alle sie sehen."
    return f"Danke! Die Idee ist da und hat die Nummer {idea.number}."


def _too_late(request: HttpRequest, idea: Idea, what: str) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("title", "what")}
    page = {"idea": idea, "what": what, "typed": typed, "back": reverse("idea", args=[idea.campaign.key, idea.number])}
    return render(request, "participation/idea_too_late.html", page, status=403)
