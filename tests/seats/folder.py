"""Prepare a folder with one sale, or say what is stored in it; each in a process of its own.

python -m tests.seats.folder prepare 100      makes a sale of 100 places
python -m tests.seats.folder state            prints as JSON what was sold and promised
"""

import json
import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.config.settings")
    django.setup()
    prepare(int(sys.argv[2])) if sys.argv[1] == "prepare" else state()


def prepare(places: int) -> None:
    from django_scopes import scope

    from soesmart.core import clock
    from soesmart.region.models import Region
    from soesmart.tickets.tests.sales import a_category, a_sale
    from tests.cast import make_town

    region, at = Region.objects.create(slug="region", name="Region"), clock.now()
    town = make_town(region, "soest", "Soest", "Kreis Soest")
    with scope(municipality=town):
        a_category(a_sale(town, at), at, online=places)
    json.dump({"places": places}, sys.stdout)


def state() -> None:
    from django_scopes import scopes_disabled

    from soesmart.core.audit import verify
    from soesmart.core.models import OutboxMessage
    from soesmart.tickets.models import Booking, Contingent, Sale, Ticket, WaitingEntry

    with scopes_disabled():
        contingent, sale = Contingent.objects.get(source="online"), Sale.objects.get()
        line = WaitingEntry.objects.order_by("number").values_list("number", flat=True)
        found = {
            "places": [contingent.free, contingent.held, contingent.sold],
            "tickets": Ticket.objects.filter(state="valid").count(),
            "booked": sorted(Booking.objects.values_list("email", flat=True)),
            "waiting": sorted(WaitingEntry.objects.values_list("email", flat=True)),
            "line_is_whole": list(line) == list(range(1, sale.last_waiting_number + 1)),
            "mails": OutboxMessage.objects.count(),
            "breaks": [found for chain in verify() for found in chain.breaks],
        }
        json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
