from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "soesmart.events"
    label = "events"

    def ready(self) -> None:
        from soesmart.events.queries.cited import items_of_goal, items_of_idea, pages_of_dates
        from soesmart.participation import related as participation
        from soesmart.strategy import related as strategy

        strategy.BY_GOAL.append(items_of_goal)
        participation.SPOKEN_OF.append(items_of_idea)
        participation.TOLD.append(pages_of_dates)
