"""The results of an evening as a workbook."""

from soesmart.core.dates import format_date
from soesmart.core.spreadsheets import Column, Kind, Sheet, write_book
from soesmart.events.results_words import (
    LICENCE_NAME,
    WholeEvening,
    answer_rows,
    day_of,
    question_rows,
    vote_rows,
)

WHOLE, DAY, YES_NO = Kind.WHOLE, Kind.DAY, Kind.YES_NO
INVENTED = Column("invented", "Beispielwert", YES_NO)
VOTE = (Column("item", "Nr.", WHOLE), Column("round", "Runde", WHOLE), Column("title", "Frage"))
CHANNELS = (Column("hall", "Saal", WHOLE), Column("stream", "Stream", WHOLE))
VOTES = Sheet(
    "Abstimmungen",
    (
        *VOTE, Column("scene", "Szene"), Column("kind", "Art"), Column("secret", "geheim", YES_NO),
        Column("opened", "eröffnet", DAY), Column("closed", "geschlossen", DAY), Column("ballots", "Stimmen", WHOLE),
        *CHANNELS, Column("sentence", "Ergebnis"), Column("digest", "Prüfsumme (SHA-256)"), Column("url", "Seite"),
        INVENTED,
    ),
)  # fmt: skip
ANSWERS = Sheet(
    "Ergebnisse",
    (
        *VOTE, Column("answer", "Antwort"), Column("place", "Platz", WHOLE), Column("all", "alle", WHOLE), *CHANNELS,
        Column("unit", "Einheit"), Column("percent", "Prozent", WHOLE), Column("firsts", "auf Platz 1 gesetzt", WHOLE),
        INVENTED,
    ),
)  # fmt: skip
QUESTIONS = Sheet(
    "Fragen",
    (
        Column("number", "Nr.", WHOLE), Column("text", "Frage"), Column("support", "Unterstützung", WHOLE),
        Column("taken", "aufgegriffen", DAY), Column("answer", "Antwort"), Column("url", "Seite"), INVENTED,
    ),
)  # fmt: skip


def results_table(whole: WholeEvening) -> bytes:
    """XLSX; what is hidden on the page is not in it either."""
    facts = Sheet("Überblick", (Column("label", "Angabe"), Column("text", "Wert")))
    sheets = [
        (facts, [{"label": label, "text": text} for label, text in overview(whole)]),
        (VOTES, vote_rows(whole)),
        (ANSWERS, answer_rows(whole)),
        (QUESTIONS, question_rows(whole)),
    ]
    return write_book(sheets, f"Ergebnisse: {whole.event.title}")


def overview(whole: WholeEvening) -> list[tuple[str, str]]:
    """Label and text."""
    event = whole.event
    rows = [
        ("Veranstaltung", event.title),
        ("Am", format_date(day_of(event.starts_at))),
        ("Ort", event.place),
        ("Abstimmungen", str(len(whole.results))),
        ("Beantwortete Fragen", str(len(whole.questions))),
        ("Kleinste gezeigte Gruppe", f"{event.smallest_group} Stimmen"),
        ("Seite", whole.address),
        ("Lizenz", LICENCE_NAME),
        ("Beispielwerte", "Stimmen und Fragen sind frei gesetzt." if event.invented else ""),
    ]
    return [(label, text) for label, text in rows if text]
