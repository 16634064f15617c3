from soesmart.tickets.models.booking import Booking, Ticket, WaitingEntry
from soesmart.tickets.models.door import Deletion, DoorDevice, Scan
from soesmart.tickets.models.places import Category, Contingent, Sale

__all__ = [
    "Booking",
    "Category",
    "Contingent",
    "Deletion",
    "DoorDevice",
    "Sale",
    "Scan",
    "Ticket",
    "WaitingEntry",
]
