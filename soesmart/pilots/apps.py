from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "soesmart.pilots"
    label = "pilots"

    def ready(self) -> None:
        from soesmart.pilots.related import door, pilots_of_goal
        from soesmart.strategy import related

        related.BY_GOAL.append(pilots_of_goal)
        related.DOORS.append(door)
