from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "soesmart.core"
    label = "core"
