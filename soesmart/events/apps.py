from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "soesmart.events"
    label = "events"
