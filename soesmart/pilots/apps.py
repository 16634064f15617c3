from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "soesmart.pilots"
    label = "pilots"

    def ready(self) -> None:
        from soesmart.participation import related as participation
        from soesmart.pilots.related import choices, door, pilots_of_goal, pilots_of_idea
        from soesmart.pilots.report import chapter
        from soesmart.strategy import related as strategy

        strategy.BY_GOAL.append(pilots_of_goal)
        strategy.DOING.append(pilots_of_goal)
        strategy.DOORS.append(door)
        strategy.REPORT.append(chapter)
        participation.BY_IDEA.append(pilots_of_idea)
        participation.PILOTS.append(choices)
