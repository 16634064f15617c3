"""Writes of participation."""

from soesmart.participation.services.milestones import drop_milestone, edit_milestone, record_milestone
from soesmart.participation.services.phases import drop_phase, edit_phase, plan_phase
from soesmart.participation.services.processes import found_process

__all__ = [
    "drop_milestone",
    "drop_phase",
    "edit_milestone",
    "edit_phase",
    "found_process",
    "plan_phase",
    "record_milestone",
]
