from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "soesmart.pilots"
    label = "pilots"
