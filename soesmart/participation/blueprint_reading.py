"""From the bytes of a file to a blueprint; every fault is found and named by its place. Pure."""

import json
import re
from collections.abc import Sequence
from datetime import time
from typing import Any, NoReturn

from soesmart.participation.blueprint import (
    FORMAT,
    VERSION,
    Blueprint,
    CampaignPart,
    CategoryPart,
    IdeaPart,
    Opening,
    QuestionnairePart,
)
from soesmart.participation.blueprint_parts import FORBIDDEN, Fault, Part
from soesmart.participation.rules import AuthorRole, Channel, ResultsShown, Right, Voting, Who
from soesmart.participation.rules.question_conditions import UnsoundList, sound
from soesmart.participation.rules.questions import MOST_QUESTIONS, QuestionKind, QuestionWords
from soesmart.participation.rules.windows import MOST_WINDOWS, Offset

LARGEST = 5 * 1024 * 1024
MOST_IDEAS, MOST_CATEGORIES, MOST_QUESTIONNAIRES, MOST_LINKS = 2_000, 30, 10, 200
MOST_FAULTS = 100
LARGEST_LIMIT, LARGEST_NUMBER, LARGEST_SMALL, FARTHEST_DAY = 10**12, 10**6, 32_767, 3_650
_CLOCK = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?")


class Unreadable(Exception):
    """The file is no blueprint; faults: what was found, in the order of the file, at most a hundred."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = list(faults[:MOST_FAULTS])


def read_blueprint(content: bytes) -> Blueprint:
    """Raises Unreadable with all faults; a file of another format or version has just that one."""
    faults: list[Fault] = []
    whole = Part(_parsed(content), "", faults)
    if faults or whole.raw("format") != FORMAT:
        raise Unreadable([Fault("format", f"Das ist keine Vorlage einer Beteiligung: Es fehlt „format“: „{FORMAT}“.")])
    if whole.raw("version") != VERSION or isinstance(whole.raw("version"), bool):
        shown = str(whole.raw("version"))[:20].encode(errors="replace").decode()
        text = f"Diese Vorlage hat die Fassung {shown}. Hier lässt sich nur Fassung {VERSION} lesen."
        raise Unreadable([Fault("version", text)])
    campaign = whole.part("campaign")
    blueprint = Blueprint(
        campaign=_campaign(campaign),
        categories=tuple(CategoryPart(p.key("key"), p.text("name", 100, is_required=True))
                         for p in whole.parts("categories", MOST_CATEGORIES)),
        windows=tuple(_window(part) for part in whole.parts("windows", MOST_WINDOWS)),
        questionnaires=tuple(_questionnaire(part) for part in whole.parts("questionnaires", MOST_QUESTIONNAIRES)),
        ideas=tuple(_idea(part) for part in whole.parts("ideas", MOST_IDEAS)),
    )  # fmt: skip
    campaign.close()
    whole.close()
    if faults := faults or _entangled(blueprint):
        raise Unreadable(faults)
    return blueprint


def _parsed(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise Unreadable([Fault("", f"Die Datei ist größer als {LARGEST // 1024 // 1024} MB.")])
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        text = f"Die Datei ist kein lesbares JSON: Zeile {error.lineno}, Spalte {error.colno}."
        raise Unreadable([Fault("", text)]) from None
    except UnicodeDecodeError:
        raise Unreadable([Fault("", "Die Datei ist kein Text in UTF-8.")]) from None
    except (ValueError, RecursionError):
        # Numbers with thousands of digits, NaN, or lists in lists without end.
        raise Unreadable([Fault("", "Die Datei enthält Zahlen oder Verschachtelungen, die es nicht gibt.")]) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _campaign(part: Part) -> CampaignPart:
    return CampaignPart(
        title=part.text("title", 200, is_required=True),
        summary=part.text("summary"),
        question=part.text("question", 300),
        text=part.text("text"),
        contact=part.text("contact", 200),
        who=part.choice("who", Who.ANYONE),
        voting=part.choice("voting", Voting.AGREE),
        with_important=part.flag("with_important", default=True),
        limit=part.whole("limit", LARGEST_LIMIT),
        limit_each=part.whole("limit_each", LARGEST_LIMIT),
        results=part.choice("results", ResultsShown.ALWAYS),
        smallest_group=part.whole("smallest_group", LARGEST_SMALL, default=10),
        answer_days=part.whole("answer_days", LARGEST_SMALL),
        with_map=part.flag("with_map", default=False),
        with_districts=part.flag("with_districts", default=True),
        source=part.address("source"),
        invented=part.flag("invented", default=False),
    )


def _window(part: Part) -> Offset:
    opening = _opening(part)
    return Offset(part.choice("right", Right.VOICE, is_required=True), **vars(opening))


def _opening(part: Part) -> Opening:
    opens, closes = part.part("opens"), part.part("closes")
    days = [one.whole("day", FARTHEST_DAY, least=-FARTHEST_DAY, default=None) for one in (opens, closes)]
    times = [_time(one) for one in (opens, closes)]
    opens.close()
    closes.close()
    return Opening(days[0], times[0], days[1], times[1])


def _time(part: Part) -> time:
    text = part.text("time", 20)
    try:
        return time.fromisoformat(text) if _CLOCK.fullmatch(text) else _no_number(text)
    except ValueError:
        part.fault("time", "Hier wird eine Uhrzeit wie „18:00“ erwartet.")
        return time()


def _questionnaire(part: Part) -> QuestionnairePart:
    window = part.part("window") if part.has("window") else None
    made = QuestionnairePart(
        title=part.text("title", 200, is_required=True),
        summary=part.text("summary"),
        text=part.text("text"),
        thanks=part.text("thanks"),
        minutes=part.whole("minutes", LARGEST_SMALL),
        who=part.choice("who", Who.ANYONE),
        results=part.choice("results", ResultsShown.ALWAYS),
        smallest_group=part.whole("smallest_group", LARGEST_SMALL, default=10),
        source=part.address("source"),
        invented=part.flag("invented", default=False),
        window=_opening(window) if window else None,
        questions=_questions(part),
    )
    if window:
        window.close()
    return made


def _questions(part: Part) -> tuple[QuestionWords, ...]:
    number_of_faults = len(part.faults)
    rows = [_question(one) for one in part.parts("questions", MOST_QUESTIONS)]
    if len(part.faults) > number_of_faults:
        return ()
    try:
        return tuple(sound(rows))
    except UnsoundList as error:
        place = next(index for index, row in reversed([*enumerate(rows)]) if row.key == error.question)
        part.fault(f"questions[{place}].{error.field}", error.text)
        return ()


def _question(part: Part) -> QuestionWords:
    settings, condition = part.raw("settings") or {}, part.raw("condition") or {}
    for name, value in (("settings", settings), ("condition", condition)):
        if not isinstance(value, dict) or not _is_plain(value):
            part.fault(name, "Hier wird ein Objekt mit einfachen Werten und Listen erwartet.")
    return QuestionWords(
        key=part.text("key", 50, is_required=True),
        kind=part.choice("kind", QuestionKind.SINGLE, is_required=True),
        text=part.text("text", 500, is_required=True),
        help=part.text("help", 500),
        section=part.text("section", 200),
        required=part.flag("required", default=False),
        confidential=part.flag("confidential", default=False),
        settings=settings if isinstance(settings, dict) else {},
        condition=condition if isinstance(condition, dict) else {},
    )


_LISTS = ("options", "rows", "columns", "is", "not")


def _is_plain(value: dict[str, Any]) -> bool:
    """Whether settings have the shape that rules/questions.py expects: lists where lists are due, storable texts."""
    if any(not isinstance(value[name], list) for name in _LISTS if name in value):
        return False
    try:
        return not FORBIDDEN.search(json.dumps(value, ensure_ascii=False).replace("\\u0000", "\0"))
    except RecursionError:
        return False


def _idea(part: Part) -> IdeaPart:
    links = part.items("links", MOST_LINKS)
    numbers = tuple(item for _, item in links if isinstance(item, int) and not isinstance(item, bool))
    if len(numbers) < len(links):
        part.fault("links", "Hier werden Nummern von Ideen erwartet.")
    return IdeaPart(
        number=part.whole("number", LARGEST_NUMBER, least=1, default=None),
        title=part.text("title", 120, is_required=True),
        what=part.text("what", 5_000, is_required=True),
        beneficiaries=part.text("beneficiaries", 300),
        category=part.text("category", 50),
        reference=part.text("reference", 40),
        channel=part.choice("channel", Channel.ONLINE),
        role=part.choice("role", AuthorRole.RESIDENT),
        source=part.address("source"),
        invented=part.flag("invented", default=False),
        links=numbers,
    )


def _entangled(blueprint: Blueprint) -> list[Fault]:
    """What is right by itself and wrong together: keys and numbers twice, links and categories that lead nowhere."""
    keys, numbers = [part.key for part in blueprint.categories], [idea.number for idea in blueprint.ideas]
    names = [part.name.strip().casefold() for part in blueprint.categories]
    faults = [*_twice(keys, "categories", "key"), *_twice(names, "categories", "name")]
    faults += _twice(numbers, "ideas", "number")
    known = set(numbers)
    for index, idea in enumerate(blueprint.ideas):
        if idea.category and idea.category not in keys:
            faults.append(Fault(f"ideas[{index}].category", f"Ein Thema „{idea.category}“ gibt es nicht."))
        for link in idea.links:
            if link not in known or link <= idea.number:
                text = f"{link} ist nicht die Nummer einer späteren Idee."
                faults.append(Fault(f"ideas[{index}].links", text))
        if len(set(idea.links)) < len(idea.links):
            faults.append(Fault(f"ideas[{index}].links", "Eine Nummer steht zweimal da."))
    return faults


def _twice(values: Sequence[object], name: str, column: str) -> list[Fault]:
    seen: set[object] = set()
    found = []
    for index, value in enumerate(values):
        if value and value in seen:
            found.append(Fault(f"{name}[{index}].{column}", f"„{value}“ steht schon weiter oben."))
        seen.add(value)
    return found
