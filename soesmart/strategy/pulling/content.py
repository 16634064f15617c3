"""What a source holds now, as the file that is handed in."""

import re
from collections.abc import Mapping
from typing import Any

from soesmart.strategy.pulling.addresses import refuse
from soesmart.strategy.pulling.by_year import Rule, by_year
from soesmart.strategy.pulling.connection import Patience
from soesmart.strategy.pulling.csv_text import csv_bytes
from soesmart.strategy.pulling.fetch import Answer, fetch
from soesmart.strategy.pulling.json_table import json_rows
from soesmart.strategy.pulling.ngsi_ld import Get, Question, history
from soesmart.strategy.rules import SourceKind

ACCEPTED = {SourceKind.JSON: "application/json", SourceKind.CSV: "text/csv, text/plain;q=0.9, */*;q=0.5"}


def content_of(
    *,
    kind: SourceKind,
    address: str,
    query: Mapping[str, Any],
    waiting: Patience,
    this_year: int,
    allow_private: bool,
) -> bytes:
    """A CSV file; that of a platform has one column beside the year, named by the attribute.

    Raises Refused (codes `strategy.source.*`).
    """

    def get(asked: str, headers: Mapping[str, str]) -> Answer:
        return fetch(asked, waiting=waiting, allow_private=allow_private, headers=headers)

    if kind == SourceKind.NGSI_LD:
        return _of_platform(address, Question(**query), get, this_year)
    found = get(address, {"Accept": ACCEPTED[kind]})
    if found.is_partial:
        raise refuse("part", "Unter dieser Adresse kommt nur ein Teil der Daten. Bitte die vollständige Datei angeben.")
    if kind == SourceKind.JSON:
        return csv_bytes(json_rows(found.content, str(query.get("path", ""))))
    return found.content


def _of_platform(address: str, question: Question, get: Get, this_year: int) -> bytes:
    found = history(address, question, get)
    years = by_year(found, Rule(question.rule), this_year=this_year)
    if not years:
        raise refuse(
            "no_years", "Die Plattform hat für abgeschlossene Jahre keine Messwerte. Stimmen Typ und Attribut?"
        )
    unit = found.unit or question.unit
    title = re.split(r"[/#]", question.attribute)[-1]
    return csv_bytes([["Jahr", f"{title} ({unit})" if unit else title], *years])
