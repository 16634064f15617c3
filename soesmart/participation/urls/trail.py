from django.urls import URLPattern, URLResolver, path

from soesmart.participation.views import follows, trail

urlpatterns: list[URLPattern | URLResolver] = [
    path("mein/mitmachen/", trail.mine, name="my_participation"),
    path("mitmachen/karte/", trail.card_lookup, name="card_lookup"),
    path("mitmachen/folgen/<str:token>/", follows.confirm, name="follow_confirm"),
    path("mitmachen/abmelden/<str:token>/", follows.unfollow, name="unfollow"),
    path("mitmachen/<slug:key>/ideen/<int:number>/folgen/", follows.follow, name="idea_follow"),
]
