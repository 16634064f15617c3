from django.urls import URLPattern, URLResolver, path

from soesmart.participation.office import answers
from soesmart.participation.views import follows, trail

urlpatterns: list[URLPattern | URLResolver] = [
    path("mein/mitmachen/", trail.mine, name="my_participation"),
    path("mitmachen/karte/", trail.card_lookup, name="card_lookup"),
    path("mitmachen/folgen/<str:token>/", follows.confirm, name="follow_confirm"),
    path("mitmachen/abmelden/<str:token>/", follows.unfollow, name="unfollow"),
    path("mitmachen/<slug:key>/ideen/<int:number>/folgen/", follows.follow, name="idea_follow"),
    path("verwaltung/antworten/", answers.overview, name="office_answers"),
    path("verwaltung/antworten/vorlagen/", answers.templates, name="office_answer_templates"),
    path("verwaltung/antworten/vorlagen/<int:pk>/", answers.template, name="office_answer_template"),
    path("verwaltung/antworten/<slug:key>/<int:number>/", answers.answer, name="office_idea_step"),
    path(
        "verwaltung/antworten/<slug:key>/<int:number>/zurueck/<int:pk>/",
        answers.step_back,
        name="office_idea_step_back",
    ),
]
