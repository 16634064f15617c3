from django.urls import URLPattern, URLResolver, path

from soesmart.events.office import console, moderation
from soesmart.events.views import delay, projector

_OFFICE = "verwaltung/veranstaltungen/<slug:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_OFFICE}regie/", console.console, name="console"),
    path(f"{_OFFICE}regie/schritt/", console.step, name="console_step"),
    path(f"{_OFFICE}regie/probe/", console.rehearsal, name="console_rehearsal"),
    path(f"{_OFFICE}regie/verzoegerung/", console.delay, name="console_delay"),
    path(f"{_OFFICE}moderation/", moderation.moderation, name="event_moderation"),
    path(f"{_OFFICE}moderation/fragen/<int:number>/", moderation.question, name="event_moderation_question"),
    path(f"{_OFFICE}moderation/woerter/<int:number>/", moderation.word, name="event_moderation_word"),
    path("veranstaltungen/<slug:key>/leinwand/", projector.projector, name="projector"),
    path("abend/<str:code>/zeichen/", delay.delay_tap, name="delay_tap"),
]
