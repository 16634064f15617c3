from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "soesmart.tickets"
    label = "tickets"
