from django.urls import URLPattern, URLResolver, path

from soesmart.participation.views import campaigns, ideas_page, opinions

urlpatterns: list[URLPattern | URLResolver] = [
    path("mitmachen/", campaigns.campaigns, name="campaigns"),
    path("mitmachen/<slug:key>/", campaigns.campaign, name="campaign"),
    path("mitmachen/<slug:key>/ideen/<int:number>/", ideas_page.idea, name="idea"),
    path("mitmachen/<slug:key>/ideen/<int:number>/meinung/", opinions.opinion, name="idea_opinion"),
]
