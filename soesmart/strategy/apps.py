from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "soesmart.strategy"
    label = "strategy"
