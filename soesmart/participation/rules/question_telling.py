"""Say an answer in words. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from soesmart.core.numbers import format_number, with_unit
from soesmart.participation.rules.questions import QuestionKind, QuestionWords


def answer_german(question: QuestionWords, value: Any, districts: Mapping[str, str], *, with_words: bool = True) -> str:
    """An answer as a person reads it; districts: names by slug. with_words: also what was written freely."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            labels = {option.key: option.label for option in question.options}
            said = [labels.get(key, key) for key in value["is"]]
            return "; ".join([*said, value["other"]] if with_words and value.get("other") else said)
        case QuestionKind.RANKING:
            labels = {option.key: option.label for option in question.options}
            return "; ".join(f"{place}. {labels.get(key, key)}" for place, key in enumerate(value, 1))
        case QuestionKind.SCALE:
            return {option.key: option.label for option in question.steps}.get(str(value), str(value))
        case QuestionKind.MATRIX:
            rows = {option.key: option.label for option in question.rows}
            return "; ".join(
                f"{rows.get(row, row)}: {column}" for row, column in columns_german(question, value).items()
            )
        case QuestionKind.NUMBER:
            return with_unit(format_number(Decimal(value)), question.settings.get("unit", ""))
        case QuestionKind.PLACE:
            said = [districts.get(value.get("district", ""), "")]
            if with_words:
                said += [value.get("text", ""), ", ".join(filter(None, [value.get("lat"), value.get("lon")]))]
            return "; ".join(filter(None, said))
    return str(value) if with_words else ""


def columns_german(question: QuestionWords, value: Mapping[str, str]) -> dict[str, str]:
    """Of a table the label of the column by key of the row."""
    labels = {option.key: option.label for option in question.columns}
    return {row: labels.get(column, column) for row, column in value.items()}
