from django.urls import URLPattern, URLResolver, path

from soesmart.participation.views import about_me, campaigns, door, ideas_page, opinions

urlpatterns: list[URLPattern | URLResolver] = [
    path("mitmachen/", campaigns.campaigns, name="campaigns"),
    path("mitmachen/<slug:key>/", campaigns.campaign, name="campaign"),
    path("mitmachen/<slug:key>/zugang/", door.campaign_door, name="campaign_door"),
    path("mitmachen/<slug:key>/zugang/bestaetigen/", door.confirm, name="campaign_door_confirm"),
    path("mitmachen/<slug:key>/zugang/vergessen/", door.forget, name="campaign_door_forget"),
    path("mitmachen/<slug:key>/ueber-mich/", about_me.about_me, name="campaign_about_me"),
    path("mitmachen/<slug:key>/ideen/<int:number>/", ideas_page.idea, name="idea"),
    path("mitmachen/<slug:key>/ideen/<int:number>/meinung/", opinions.opinion, name="idea_opinion"),
]
