from soesmart.strategy.models.indicator import Indicator, IndicatorValue, Target
from soesmart.strategy.models.removal import RemovedText
from soesmart.strategy.models.strategy import ActionField, Goal, GoalLevel, Strategy, TargetDecision
from soesmart.strategy.models.unit import OrganisationUnit
from soesmart.strategy.models.upload import SpreadsheetUpload
from soesmart.strategy.models.version import Version
from soesmart.strategy.models.wording import FieldWording, GoalWording, OverarchingGoal, VisionTerm

__all__ = [
    "ActionField",
    "FieldWording",
    "Goal",
    "GoalLevel",
    "GoalWording",
    "Indicator",
    "IndicatorValue",
    "OrganisationUnit",
    "OverarchingGoal",
    "RemovedText",
    "SpreadsheetUpload",
    "Strategy",
    "Target",
    "TargetDecision",
    "Version",
    "VisionTerm",
]
