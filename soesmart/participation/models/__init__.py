from soesmart.participation.models.campaign import Campaign, Category, Format, Window
from soesmart.participation.models.comment import Comment
from soesmart.participation.models.idea import Idea, IdeaGoal, IdeaLink
from soesmart.participation.models.merging import IdeaUpload, MergeRecord
from soesmart.participation.models.moderation import Case, HouseRules, ModeratorDesk, Report, WordCount
from soesmart.participation.models.opinion import Opinion, Tally
from soesmart.participation.models.opinion_map import MapPlaces, RegisterCount, StoredMap
from soesmart.participation.models.process import Milestone, Phase, Process
from soesmart.participation.models.questionnaire import Answer, Question, Questionnaire, Response, StoredResult
from soesmart.participation.models.trail import AnswerTemplate, Follow, Notice, QuietPerson, Step
from soesmart.participation.models.voice import AccessCode, CodeBatch, Voice

__all__ = [
    "AccessCode",
    "Answer",
    "AnswerTemplate",
    "Campaign",
    "Case",
    "Category",
    "CodeBatch",
    "Comment",
    "Follow",
    "Format",
    "HouseRules",
    "Idea",
    "IdeaGoal",
    "IdeaLink",
    "IdeaUpload",
    "MapPlaces",
    "MergeRecord",
    "Milestone",
    "ModeratorDesk",
    "Notice",
    "Opinion",
    "Phase",
    "Process",
    "Question",
    "Questionnaire",
    "QuietPerson",
    "RegisterCount",
    "Report",
    "Response",
    "Step",
    "StoredMap",
    "StoredResult",
    "Tally",
    "Voice",
    "Window",
    "WordCount",
]
