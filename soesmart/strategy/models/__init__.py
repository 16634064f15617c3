from soesmart.strategy.models.delivery import DataSource, DeliveredValue, Delivery, Finding
from soesmart.strategy.models.duty import GoalQuestion, Reminder
from soesmart.strategy.models.indicator import Indicator, IndicatorValue, Target
from soesmart.strategy.models.measure import Assumption, Measure, MeasureEstimate
from soesmart.strategy.models.removal import RemovedText
from soesmart.strategy.models.report import Report, ReportBlock
from soesmart.strategy.models.strategy import ActionField, Goal, GoalLevel, Strategy, TargetDecision
from soesmart.strategy.models.unit import OrganisationUnit
from soesmart.strategy.models.upload import SpreadsheetUpload
from soesmart.strategy.models.version import Version
from soesmart.strategy.models.wording import FieldWording, GoalWording, OverarchingGoal, VisionTerm

__all__ = [
    "ActionField",
    "Assumption",
    "DataSource",
    "DeliveredValue",
    "Delivery",
    "FieldWording",
    "Finding",
    "Goal",
    "GoalLevel",
    "GoalQuestion",
    "GoalWording",
    "Indicator",
    "IndicatorValue",
    "Measure",
    "MeasureEstimate",
    "OrganisationUnit",
    "OverarchingGoal",
    "Reminder",
    "RemovedText",
    "Report",
    "ReportBlock",
    "SpreadsheetUpload",
    "Strategy",
    "Target",
    "TargetDecision",
    "Version",
    "VisionTerm",
]
