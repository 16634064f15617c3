"""A campaign as a file that another town can begin with: everything the organiser wrote, nothing that people said.

Format "soesmart-campaign", version 1, JSON in UTF-8; docs/concepts/blueprints.md describes it. Pure: the shape, and how
it becomes text; blueprint_reading.py makes the shape of a text again.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import time
from typing import Any

from soesmart.participation.rules import AuthorRole, Channel, ResultsShown, Voting, Who
from soesmart.participation.rules.questions import QuestionWords
from soesmart.participation.rules.windows import Offset

FORMAT, VERSION = "soesmart-campaign", 1


@dataclass(frozen=True)
class CampaignPart:
    """The words and settings of a campaign. limit, limit_each: points, or cents of a budget."""

    title: str
    summary: str = ""
    question: str = ""
    text: str = ""
    contact: str = ""
    who: Who = Who.ANYONE
    voting: Voting = Voting.AGREE
    with_important: bool = True
    limit: int = 0
    limit_each: int = 0
    results: ResultsShown = ResultsShown.ALWAYS
    smallest_group: int = 10
    answer_days: int = 0
    with_map: bool = False
    with_districts: bool = True
    source: str = ""
    invented: bool = False


@dataclass(frozen=True)
class CategoryPart:
    """A heading; ideas name it by its key."""

    key: str
    name: str


@dataclass(frozen=True)
class IdeaPart:
    """A card of the town. category: key or ""; links: numbers of other cards, larger than its own."""

    number: int
    title: str
    what: str
    beneficiaries: str = ""
    category: str = ""
    reference: str = ""
    channel: Channel = Channel.ONLINE
    role: AuthorRole = AuthorRole.RESIDENT
    source: str = ""
    invented: bool = False
    links: tuple[int, ...] = ()


@dataclass(frozen=True)
class Opening:
    """From when to when, seen from the first day: days, and times of the day in Berlin."""

    opens_day: int
    opens_time: time
    closes_day: int
    closes_time: time


@dataclass(frozen=True)
class QuestionnairePart:
    """A questionnaire of the campaign; window None: its days are not set."""

    title: str
    summary: str = ""
    text: str = ""
    thanks: str = ""
    minutes: int = 0
    who: Who = Who.ANYONE
    results: ResultsShown = ResultsShown.ALWAYS
    smallest_group: int = 10
    source: str = ""
    invented: bool = False
    window: Opening | None = None
    questions: tuple[QuestionWords, ...] = ()


@dataclass(frozen=True)
class Blueprint:
    """The whole; days count from the first day on which anything opens."""

    campaign: CampaignPart
    categories: tuple[CategoryPart, ...] = ()
    windows: tuple[Offset, ...] = ()
    questionnaires: tuple[QuestionnairePart, ...] = ()
    ideas: tuple[IdeaPart, ...] = field(default=())


def to_text(blueprint: Blueprint) -> str:
    """The file: JSON with the fields in a fixed order, so that two equal campaigns give the same text."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "campaign": asdict(blueprint.campaign),
        "categories": [asdict(part) for part in blueprint.categories],
        "windows": [{"right": offset.right.value, **_when(offset)} for offset in blueprint.windows],
        "questionnaires": [_questionnaire(part) for part in blueprint.questionnaires],
        "ideas": [asdict(part) for part in blueprint.ideas],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _questionnaire(part: QuestionnairePart) -> dict[str, Any]:
    plain = {name: value for name, value in vars(part).items() if name not in ("window", "questions")}
    window = _when(part.window) if part.window else None
    return plain | {"window": window, "questions": [asdict(question) for question in part.questions]}


def _when(offset: Offset | Opening) -> dict[str, Any]:
    return {
        "opens": {"day": offset.opens_day, "time": _clock(offset.opens_time)},
        "closes": {"day": offset.closes_day, "time": _clock(offset.closes_time)},
    }


def _clock(moment: time) -> str:
    """ "18:00"; seconds and less only where there are some."""
    return moment.isoformat() if moment.second or moment.microsecond else f"{moment:%H:%M}"
