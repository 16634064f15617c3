"""From what somebody typed to an answer that can be stored and counted. Pure.

What an answer looks like: single and multiple {"is": [keys], "other": text}; scale a whole number or "weiss-nicht";
matrix {row: column}; ranking [first, second, ...]; text a text; number a plain decimal text ("12.5"); place
{"district": slug, "lat": text, "lon": text, "text": text} with only what was said.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import cos, hypot, radians
from typing import Any

from soesmart.core.numbers import format_number, parse_number, with_unit
from soesmart.participation.rules.question_conditions import holds
from soesmart.participation.rules.questions import (
    LONGEST_OTHER,
    OTHER,
    UNKNOWN,
    QuestionKind,
    QuestionWords,
)

DEGREE_KM = 111.2
EMPTY: tuple[Any, ...] = (None, "", [], {}, ())


@dataclass(frozen=True)
class Surroundings:
    """Where answers about places may lie: slugs of the districts; a point at most `km` from the town's centre."""

    districts: Container[str] = ()
    lat: Decimal | None = None
    lon: Decimal | None = None
    km: int = 30

    def holds(self, lat: Decimal, lon: Decimal) -> bool:
        """Whether a point is near enough; on a plane, which is good to a metre or two at this size."""
        if self.lat is None or self.lon is None:
            return abs(lat) <= 90 and abs(lon) <= 180
        north = float(lat - self.lat) * DEGREE_KM
        east = float(lon - self.lon) * DEGREE_KM * cos(radians(float(self.lat)))
        return hypot(north, east) <= self.km


@dataclass(frozen=True)
class Checked:
    """answers: tidy, of the questions asked; faults: German sentence by question; asked: keys in order."""

    answers: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()


def check_answers(
    questions: Sequence[QuestionWords],
    answers: Mapping[str, Any],
    around: Surroundings,
    *,
    complete: bool,
    strict: bool = True,
) -> Checked:
    """Walk through the questions in order. What was typed at a question that is not asked is left out.

    complete: the answers are being sent, not kept as a draft, so an answer that was begun must be whole; strict: what
    is required must be there (a paper form is taken as it comes).
    """
    by_key = {question.key: question for question in questions}
    tidy: dict[str, Any] = {}
    faults: dict[str, str] = {}
    asked: list[str] = []
    for question in questions:
        if not holds(question.condition, by_key, tidy):
            continue
        asked.append(question.key)
        try:
            value = check_answer(question, answers.get(question.key), around, complete=complete)
        except ValueError as error:
            faults[question.key] = str(error)
            continue
        if value not in EMPTY:
            tidy[question.key] = value
        elif question.required and complete and strict:
            faults[question.key] = "Diese Frage braucht eine Antwort."
    return Checked(tidy, faults, tuple(asked))


def check_answer(question: QuestionWords, raw: Any, around: Surroundings, *, complete: bool) -> Any:
    """The tidy answer, or None where nothing was said. Raises ValueError in German."""
    if raw in EMPTY:
        return None
    return _CHECKS[question.kind](question, raw, around, complete)


def _choice(question: QuestionWords, raw: Any, around: Surroundings, complete: bool) -> Any:
    given, other = _choice_parts(raw)
    known = [option.key for option in question.options]
    if any(key not in known for key in given):
        raise ValueError("Diese Antwort steht nicht zur Wahl.")
    if other and OTHER not in given and question.settings.get("other"):
        given.append(OTHER)  # who wrote into the line meant it
    if OTHER not in given:
        other = ""
    if len(other) > LONGEST_OTHER:
        raise ValueError(f"„Sonstiges“ hat {len(other)} Zeichen, höchstens {LONGEST_OTHER} sind möglich.")
    chosen = [key for key in known if key in given]
    if not chosen:
        return None
    _check_number(question, len(chosen), complete)
    return {"is": chosen} | ({"other": other} if other else {})


def _choice_parts(raw: Any) -> tuple[list[str], str]:
    if isinstance(raw, str):
        return [raw], ""
    if isinstance(raw, list | tuple):
        return [str(key) for key in raw], ""
    if isinstance(raw, Mapping) and isinstance(raw.get("is", []), list | tuple):
        return [str(key) for key in raw.get("is", [])], _plain(raw.get("other", ""))
    raise ValueError("Diese Antwort steht nicht zur Wahl.")


def _check_number(question: QuestionWords, number: int, complete: bool) -> None:
    if question.kind == QuestionKind.SINGLE:
        if number > 1:
            raise ValueError("Bitte nur eine Antwort wählen.")
        return
    least, most = int(question.settings.get("min", 0)), int(question.settings.get("max", 0))
    if most and number > most:
        raise ValueError(f"Bitte höchstens {most} Antworten wählen; gewählt sind {number}.")
    if complete and number < least:
        raise ValueError(f"Bitte mindestens {least} Antworten wählen; gewählt sind {number}.")


def _scale(question: QuestionWords, raw: Any, around: Surroundings, complete: bool) -> Any:
    key = str(raw)
    if key not in {option.key for option in question.steps}:
        raise ValueError("Diese Stufe gibt es nicht.")
    return key if key == UNKNOWN else int(key)


def _matrix(question: QuestionWords, raw: Any, around: Surroundings, complete: bool) -> Any:
    columns = {option.key for option in question.columns}
    rows = [option.key for option in question.rows]
    if not isinstance(raw, Mapping) or any(row not in rows for row in raw):
        raise ValueError("Diese Zeile gibt es nicht.")
    given = {row: str(raw[row]) for row in rows if raw.get(row) not in EMPTY}
    if any(column not in columns for column in given.values()):
        raise ValueError("Diese Spalte gibt es nicht.")
    if complete and question.required and len(given) < len(rows):
        left = next(option.label for option in question.rows if option.key not in given)
        raise ValueError(f"Bitte in jeder Zeile etwas wählen. Noch offen: {left}.")
    return given


def _ranking(question: QuestionWords, raw: Any, around: Surroundings, complete: bool) -> Any:
    if not isinstance(raw, list | tuple):
        raise ValueError("Diese Reihenfolge ist nicht lesbar.")
    given = [str(key) if key not in EMPTY else "" for key in raw]
    chosen = [key for key in given if key]
    if any(key not in {option.key for option in question.options} for key in chosen):
        raise ValueError("Diese Antwort steht nicht zur Wahl.")
    if len(set(chosen)) < len(chosen):
        label = next(option.label for option in question.options if chosen.count(option.key) > 1)
        raise ValueError(f"„{label}“ steht auf zwei Plätzen. Bitte jede Antwort nur einmal wählen.")
    if len(chosen) > question.ranks:
        raise ValueError(f"Bitte höchstens {question.ranks} Plätze vergeben.")
    if "" in given[: len(chosen)]:
        raise ValueError(f"Platz {given.index('') + 1} ist noch frei. Bitte von vorn beginnen.")
    return chosen


def _text(question: QuestionWords, raw: Any, around: Surroundings, complete: bool) -> Any:
    text, most = _plain(raw), int(question.settings.get("max", 0))
    if len(text) > most:
        raise ValueError(
            f"Der Text hat {format_number(len(text))} Zeichen, höchstens {format_number(most)} sind möglich. "
            "Bitte kürzen."
        )
    return text or None


def _number(question: QuestionWords, raw: Any, around: Surroundings, complete: bool) -> Any:
    number = (
        Decimal(str(raw)) if isinstance(raw, int | Decimal) and not isinstance(raw, bool) else parse_number(_plain(raw))
    )
    unit, decimals = question.settings.get("unit", ""), int(question.settings.get("decimals", 0))
    least, most = (question.settings.get(name, "") for name in ("min", "max"))
    if abs(number) >= Decimal(10) ** 12:
        raise ValueError("Diese Zahl ist zu groß.")
    if number != round(number, decimals):
        places = "Bitte eine ganze Zahl angeben." if not decimals else f"Bitte höchstens {decimals} Stellen angeben."
        raise ValueError(places)
    if least and number < Decimal(least):
        raise ValueError(f"Bitte mindestens {with_unit(format_number(Decimal(least)), unit)} angeben.")
    if most and number > Decimal(most):
        raise ValueError(f"Bitte höchstens {with_unit(format_number(Decimal(most)), unit)} angeben.")
    return f"{round(number, decimals) + 0:f}"


def _place(question: QuestionWords, raw: Any, around: Surroundings, complete: bool) -> Any:
    if not isinstance(raw, Mapping):
        raise ValueError("Dieser Ort ist nicht lesbar.")
    district, text = _plain(raw.get("district", "")), _plain(raw.get("text", ""))
    if district and district not in around.districts:
        raise ValueError("Diesen Ortsteil gibt es nicht.")
    if len(text) > LONGEST_OTHER:
        raise ValueError(f"Die Beschreibung darf höchstens {LONGEST_OTHER} Zeichen haben.")
    said = {"district": district, "text": text} | (_point(raw, around) if question.settings.get("point") else {})
    return {name: value for name, value in said.items() if value}


def _point(raw: Mapping[str, Any], around: Surroundings) -> dict[str, str]:
    typed = {name: _plain(raw.get(name, "")) for name in ("lat", "lon")}
    if not any(typed.values()):
        return {}
    if not all(typed.values()):
        raise ValueError("Bitte beide Koordinaten angeben oder keine.")
    try:
        lat, lon = (round(Decimal(typed[name].replace(",", ".")), 5) for name in ("lat", "lon"))
    except ArithmeticError:
        raise ValueError("Koordinaten bitte so schreiben: 51,5711 und 8,1058.") from None
    if not (lat.is_finite() and lon.is_finite() and around.holds(lat, lon)):
        raise ValueError("Dieser Punkt liegt nicht bei uns. Bitte zuerst die Breite, dann die Länge angeben.")
    return {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}"}


def _plain(raw: Any) -> str:
    """Text without the character zero, which PostgreSQL refuses, and with one kind of line end."""
    return str(raw).replace("\0", "").replace("\r\n", "\n").strip()


Check = Callable[[QuestionWords, Any, Surroundings, bool], Any]
_CHECKS: dict[QuestionKind, Check] = {
    QuestionKind.SINGLE: _choice,
    QuestionKind.MULTIPLE: _choice,
    QuestionKind.SCALE: _scale,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.RANKING: _ranking,
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.PLACE: _place,
}
