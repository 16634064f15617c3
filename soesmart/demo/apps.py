from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "soesmart.demo"
    label = "demo"
