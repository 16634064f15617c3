"""The result of a campaign as a workbook."""

from collections.abc import Mapping

from soesmart.core.spreadsheets import Column, Kind, Sheet, write_book
from soesmart.participation.results_words import (
    WholeResult,
    answer_rows,
    channel_rows,
    idea_rows,
    map_rows,
    map_sentences,
    missing_rows,
    overview,
)
from soesmart.participation.rules import Voting

WHOLE, NUMBER, DAY, YES_NO = Kind.WHOLE, Kind.NUMBER, Kind.DAY, Kind.YES_NO
INVENTED = Column("invented", "Beispielwert", YES_NO)
CARD = (Column("number", "Nr.", WHOLE), Column("title", "Idee"))
AGREED = (
    Column("agree", "dafür", WHOLE),
    Column("disagree", "dagegen", WHOLE),
    Column("passed", "übersprungen", WHOLE),
)
TOTALS: Mapping[str, str] = {
    Voting.SUPPORT: "Unterstützung",
    Voting.POINTS: "Punkte",
    Voting.BUDGET: "Spielgeld in Euro",
    Voting.STARS: "Sterne",
}


def results_table(whole: WholeResult) -> bytes:
    """XLSX; what is hidden on the page is not in it either."""
    said = _said(whole)
    overview_sheet = Sheet("Überblick", (Column("label", "Angabe"), Column("text", "Wert")))
    ideas = (Column("place", "Platz", WHOLE), *CARD, Column("state", "Stand"), Column("voices", "Stimmen", WHOLE))
    share = (Column("share", "Zustimmung in Prozent", NUMBER),) if whole.campaign.voting == Voting.AGREE else ()
    last = (Column("important", "wichtig", WHOLE), Column("comments", "Kommentare", WHOLE), INVENTED)
    channels = (*CARD, Column("channel", "Weg"), Column("voices", "Stimmen", WHOLE), *said)
    sheets = [
        (overview_sheet, [{"label": label, "text": text} for label, text in overview(whole)]),
        (Sheet("Ideen", (*ideas, *said, *share, *last)), idea_rows(whole)),
        (Sheet("Kanäle", (*channels, Column("important", "wichtig", WHOLE))), channel_rows(whole)),
        (Sheet("Wer fehlt", _MISSING), missing_rows(whole)),
        (Sheet("Meinungsbild", _map_columns(whole)), map_rows(whole)),
        (Sheet("Antworten", _ANSWERS), answer_rows(whole)),
    ]
    if whole.map:
        sheets[0][1].extend({"label": "Meinungsbild", "text": sentence} for sentence in map_sentences(whole))
    return write_book(sheets, f"Ergebnis: {whole.campaign.title}")


def _said(whole: WholeResult) -> tuple[Column, ...]:
    if whole.campaign.voting == Voting.AGREE:
        return AGREED
    title = TOTALS.get(whole.campaign.voting)
    return (Column("total", title, NUMBER),) if title else ()


def _map_columns(whole: WholeResult) -> tuple[Column, ...]:
    names = [group.name for group in whole.map.groups] if whole.map else []
    of_groups = (Column(name, f"{name}: dafür in Prozent", WHOLE) for name in names)
    return (*CARD, Column("all", "Alle: dafür in Prozent", WHOLE), *of_groups)


_MISSING = (
    Column("dimension", "Vergleich"),
    Column("part", "Gruppe"),
    Column("people", "Teilnehmende", WHOLE),
    Column("share", "von 100 Teilnehmenden", NUMBER),
    Column("town_share", "von 100 Einwohnern", NUMBER),
    Column("standing", "Vergleich in Worten"),
    INVENTED,
)
_ANSWERS = (
    *CARD,
    Column("state", "Stand"),
    Column("due", "zugesagt bis", DAY),
    Column("answered", "beantwortet am", DAY),
    Column("unit", "von"),
    Column("text", "Antwort"),
    INVENTED,
)
