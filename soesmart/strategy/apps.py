from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "soesmart.strategy"
    label = "strategy"

    def ready(self) -> None:
        from soesmart.strategy import related
        from soesmart.strategy.queries.questions import ON_GOAL_PAGE

        related.RARE.append(ON_GOAL_PAGE)
