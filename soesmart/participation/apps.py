from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "soesmart.participation"
    label = "participation"

    def ready(self) -> None:
        from soesmart.participation.report import chapter
        from soesmart.participation.strategy import ideas_of_goal, people
        from soesmart.strategy import related

        related.BY_GOAL.append(ideas_of_goal)
        related.PEOPLE.append(people)
        related.REPORT.append(chapter)
