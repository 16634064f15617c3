from django.apps import AppConfig


class RegionConfig(AppConfig):
    name = "soesmart.region"
    label = "region"
