from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "soesmart.tickets"
    label = "tickets"

    def ready(self) -> None:
        from soesmart.events import related
        from soesmart.tickets.jobs.flowing import tell_visitors_later

        related.CANCELLED.append(tell_visitors_later)
