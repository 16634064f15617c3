from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "soesmart.participation"
    label = "participation"
