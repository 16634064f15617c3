from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "soesmart.strategy"
    label = "strategy"

    def ready(self) -> None:
        from soesmart.accounts.access import MARKS
        from soesmart.strategy import related
        from soesmart.strategy.queries.duties import contact_marks
        from soesmart.strategy.queries.questions import ON_GOAL_PAGE

        MARKS.append(contact_marks)
        related.RARE.append(ON_GOAL_PAGE)
