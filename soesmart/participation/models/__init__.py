from soesmart.participation.models.process import Milestone, Phase, Process

__all__ = ["Milestone", "Phase", "Process"]
