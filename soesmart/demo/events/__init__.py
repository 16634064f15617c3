from soesmart.demo.events.build import build_events

__all__ = ["build_events"]
