from soesmart.tickets.rules.states import BookingState, ScanOutcome, Source, TicketState, WaitingState

__all__ = ["BookingState", "ScanOutcome", "Source", "TicketState", "WaitingState"]
