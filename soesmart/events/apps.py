from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "soesmart.events"
    label = "events"

    def ready(self) -> None:
        from soesmart.events.queries import cited
        from soesmart.events.report import chapter
        from soesmart.participation import related as participation
        from soesmart.strategy import related as strategy

        strategy.RARE.append(strategy.Rare(cited.is_about_goal, cited.items_of_goal))
        strategy.REPORT.append(chapter)
        participation.SPOKEN_OF.append(participation.SpokenOf(cited.is_about_idea, cited.items_of_idea))
        participation.TOLD.append(cited.pages_of_dates)
