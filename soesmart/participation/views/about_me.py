"""What somebody may say of herself, so that the town sees who takes part and who is missing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from soesmart.participation.door import credential_of
from soesmart.participation.forms.door import AboutForm
from soesmart.participation.models import Campaign, Voice
from soesmart.participation.queries.campaigns import choices_of
from soesmart.participation.services.voices import About, find_voice, say_about_oneself
from soesmart.participation.views.campaigns import campaign_seen
from soesmart.participation.views.opinions import see_other
from soesmart.region.models import District


@never_cache
def about_me(request: HttpRequest, key: str) -> HttpResponse:
    """Part of the town and age, both voluntary; where the campaign asks, and for who has said something in it."""
    _, campaign = campaign_seen(request, key)
    if not campaign.with_districts:
        raise Http404
    voice = _voice(request, campaign)
    said = {"district": voice.district.slug if voice.district else "", "age_band": voice.age_band} if voice else {}
    form = AboutForm(request.POST or None, initial=said, districts=choices_of(campaign).districts)
    if voice and request.method == "POST" and form.is_valid():
        district = District.objects.filter(slug=form.cleaned_data["district"]).first()
        say_about_oneself(voice=voice, about=About(district, form.cleaned_data["age_band"]))
        messages.success(request, "Danke, das ist gespeichert.")
        return see_other(reverse("campaign", args=[campaign.key]))
    page = {"campaign": campaign, "voice": voice, "form": form}
    return render(request, "participation/about_me.html", page, status=422 if request.method == "POST" else 200)


def _voice(request: HttpRequest, campaign: Campaign) -> Voice | None:
    credential = credential_of(request, campaign)
    voice = find_voice(campaign, credential) if credential else None
    return Voice.objects.select_related("district").get(pk=voice.pk) if voice else None
