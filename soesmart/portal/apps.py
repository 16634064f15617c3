from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "soesmart.portal"
    label = "portal"
