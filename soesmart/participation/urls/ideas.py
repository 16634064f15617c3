from django.urls import URLPattern, URLResolver, path

from soesmart.participation.views import ideas, places

_CAMPAIGN = "mitmachen/<slug:key>/"
_IDEA = f"{_CAMPAIGN}ideen/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_CAMPAIGN}ideen/neu/", ideas.submit, name="idea_submit"),
    path(f"{_CAMPAIGN}aehnliche/", ideas.similar, name="idea_similar"),
    path(f"{_IDEA}aendern/", ideas.edit, name="idea_edit"),
    path(f"{_IDEA}zurueckziehen/", ideas.withdraw, name="idea_withdraw"),
    path(f"{_IDEA}bild/<slug:name>.webp", ideas.picture, name="idea_picture"),
    path(f"{_CAMPAIGN}karte/", places.places, name="campaign_places"),
    path(f"{_CAMPAIGN}umriss.svg", places.outline, name="campaign_outline"),
]
