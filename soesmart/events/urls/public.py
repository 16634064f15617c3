from django.urls import URLPattern, URLResolver, path

from soesmart.events.views import events

urlpatterns: list[URLPattern | URLResolver] = [
    path("veranstaltungen/", events.events, name="events"),
    path("veranstaltungen/<slug:key>/", events.event, name="event"),
    path("veranstaltungen/<slug:key>/termin.ics", events.event_ical, name="event_ical"),
]
