"""Opinions from paper, workshops and events as a table: its columns, and what its cells mean in a campaign."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from soesmart.core.ids import CODE_ALPHABET
from soesmart.core.numbers import parse_euro
from soesmart.core.spreadsheets import Column, Kind, Row
from soesmart.participation import credentials
from soesmart.participation.credentials import CODE_LENGTH, Credential
from soesmart.participation.idea_reading import Problem
from soesmart.participation.rules import Channel, Span, Voting
from soesmart.participation.rules.opinions import AGREE, DISAGREE, PASS
from soesmart.participation.rules.people import AgeBand
from soesmart.participation.services.entry_checks import RecordedOpinion, moment_on
from soesmart.region.models import District

AGES = {band.value: band.label for band in AgeBand}
COLUMNS = (
    Column("card", "Karte/Code", is_required=True),
    Column("idea", "Idee", Kind.WHOLE, is_required=True),
    Column("opinion", "Meinung", is_required=True),
    Column("important", "wichtig", Kind.YES_NO),
    Column("district", "Ortsteil"),
    Column("age", "Alter", Kind.CHOICE, choices=AGES),
    Column("day", "Tag", Kind.DAY),
)
WORDS = {
    **dict.fromkeys(("ja", "zustimmen", "zustimmung", "dafür", "stimme zu", "+", "1"), AGREE),
    **dict.fromkeys(("nein", "ablehnen", "ablehnung", "dagegen", "stimme nicht zu", "-", "-1"), DISAGREE),
    **dict.fromkeys(("egal", "überspringen", "übersprungen", "enthaltung", "weiß nicht", "0"), PASS),
}
SUPPORT = ("ja", "x", "1", "unterstützen", "+")
_CARD = re.compile(r"(?:karte |nr\.? ?)?((?:[a-zäöüß]{1,20}[ -])?\d{1,6})")


@dataclass(frozen=True)
class Setting:
    """What holds for all rows of a file. day: of rows that name none."""

    voting: Voting
    channel: Channel
    spans: Sequence[Span]
    districts: dict[str, District]
    day: date | None
    at: datetime


def credential_from(typed: str, channel: Channel) -> Credential:
    """A code of a letter, or the number of a card of this channel ("17", "Karte 17", "Ampen-17"). ValueError else.

    A code with a slip of the pen is never taken for a card, for then its owner would have a second voice.
    """
    text = " ".join(typed.split())
    bare = re.sub(r"[\s-]", "", text).upper()
    if len(bare) == CODE_LENGTH and all(sign in CODE_ALPHABET for sign in bare):
        return Credential(credentials.Kind.CODE, bare)
    if card := _CARD.fullmatch(text.casefold()):
        return Credential(credentials.Kind.CARD, f"{channel.value} {card[1].replace('-', ' ')}")
    raise ValueError("Das ist weder eine Kartennummer (17 oder Ampen-17) noch ein Code aus dem Brief.")


def value_from(typed: str, voting: Voting) -> int:
    """The value of an opinion from the word or number in a cell. ValueError in German."""
    text = " ".join(typed.casefold().replace("\N{MINUS SIGN}", "-").split())
    match voting:
        case Voting.AGREE:
            if text not in WORDS:
                raise ValueError("Bitte ja, nein oder egal eintragen.")
            return WORDS[text]
        case Voting.SUPPORT:
            if text not in SUPPORT:
                raise ValueError("Bitte ja eintragen oder die Zeile weglassen.")
            return 1
        case Voting.BUDGET:
            return parse_euro(text)
        case _:
            if not re.fullmatch(r"\d{1,9}", text):
                raise ValueError("Bitte eine ganze Zahl eintragen.")
            return int(text)


def read_opinions(rows: Sequence[Row], setting: Setting) -> tuple[list[RecordedOpinion], list[Problem]]:
    """The opinion of each row, in order; only to be used when there are no problems."""
    problems: list[Problem] = []
    return [opinion for row in rows if (opinion := _opinion(row, setting, problems))], problems


def _opinion(row: Row, setting: Setting, problems: list[Problem]) -> RecordedOpinion | None:
    found = [Problem(row.number, error.column, error.text) for error in row.errors]
    cells = {name: str(value) for name, value in row.values.items() if value is not None}
    try:
        credential = credential_from(cells.get("card", "0"), setting.channel)
    except ValueError as error:
        # The cell may hold a code with one wrong letter: it is not repeated on the page.
        found.append(Problem(row.number, "Karte/Code", str(error)))
    try:
        value = value_from(cells["opinion"], setting.voting) if "opinion" in cells else 0
    except ValueError as error:
        found.append(Problem(row.number, "Meinung", str(error), cells["opinion"][:40]))
    district = setting.districts.get(cells.get("district", "").casefold())
    if "district" in cells and district is None:
        found.append(Problem(row.number, "Ortsteil", "Diesen Ortsteil gibt es nicht.", cells["district"][:40]))
    problems += found
    if found:
        return None
    day = row.values.get("day") or setting.day
    return RecordedOpinion(
        credential=credential,
        number=int(cells["idea"]),
        value=value,
        important=bool(row.values.get("important")),
        channel=setting.channel,
        given_at=moment_on(day, setting.spans, setting.at) if isinstance(day, date) else None,
        district=district,
        age_band=cells.get("age", ""),
    )
