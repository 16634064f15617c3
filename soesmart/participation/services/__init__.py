"""Writes of participation."""

from soesmart.participation.services.comments import edit_comment, withdraw_comment, write_comment
from soesmart.participation.services.ideas import edit_idea, link_ideas, submit_idea, withdraw_idea
from soesmart.participation.services.milestones import drop_milestone, edit_milestone, record_milestone
from soesmart.participation.services.opinions import give_opinion, withdraw_opinion
from soesmart.participation.services.phases import drop_phase, edit_phase, plan_phase
from soesmart.participation.services.processes import found_process
from soesmart.participation.services.recount import recount

__all__ = [
    "drop_milestone",
    "drop_phase",
    "edit_comment",
    "edit_idea",
    "edit_milestone",
    "edit_phase",
    "found_process",
    "give_opinion",
    "link_ideas",
    "plan_phase",
    "record_milestone",
    "recount",
    "submit_idea",
    "withdraw_comment",
    "withdraw_idea",
    "withdraw_opinion",
    "write_comment",
]
