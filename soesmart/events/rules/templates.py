"""What an event can begin with: prepared scenes and items. Texts in brackets wait for the town's own words."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from soesmart.events.rules.item_words import ItemWords
from soesmart.events.rules.items import ItemKind

PLACEHOLDERS = ("[Worum geht es?]", "[Stufen, Aufzug, Toiletten, Höranlage]", "[Stelle, Telefon, E-Mail]")


@dataclass(frozen=True)
class PreparedItem:
    words: ItemWords
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class PreparedScene:
    title: str
    minutes: int
    text: str = ""
    script: str = ""
    items: tuple[PreparedItem, ...] = ()


@dataclass(frozen=True)
class Template:
    """doors: how long before the beginning they open; scenes in their order."""

    name: str
    label: str
    about: str
    length: timedelta = timedelta(hours=1)
    doors: timedelta = timedelta(minutes=15)
    words: dict[str, Any] = field(default_factory=dict)
    scenes: tuple[PreparedScene, ...] = ()


_TEXTS = {
    "summary": PLACEHOLDERS[0],
    "access_notes": PLACEHOLDERS[1],
    "contact": PLACEHOLDERS[2],
}

EVENING = Template(
    name="abend",
    label="Hybrider Abend",
    about="Saal und Stream, eine Stunde: Probefrage, Wortwolke, Abstimmung, Fragen aus dem Publikum, Ausblick.",
    words=_TEXTS,
    scenes=(
        PreparedScene(
            "Ankommen",
            10,
            "Willkommen im Saal und im Stream.",
            "QR-Code zeigen. Probefrage, damit alle wissen, wie es geht.",
            (
                PreparedItem(
                    ItemWords(ItemKind.SINGLE, "Von wo aus sind Sie dabei?", seconds=30),
                    ("im Saal", "zu Hause", "unterwegs"),
                ),
            ),
        ),
        PreparedScene(
            "Worum es geht",
            15,
            script="Einführung, dann ein Bild aus vielen Wörtern.",
            items=(
                PreparedItem(
                    ItemWords(ItemKind.WORDS, "Was ist Ihnen dabei wichtig? Bis zu drei Wörter.", most=3, seconds=60)
                ),
            ),
        ),
        PreparedScene(
            "Abstimmen",
            15,
            script="Frage vorlesen, Zeit lassen, Ergebnis von Saal und Stream zeigen.",
            items=(PreparedItem(ItemWords(ItemKind.SINGLE, "Wie soll es weitergehen?")),),
        ),
        PreparedScene(
            "Fragen aus dem Publikum",
            15,
            items=(PreparedItem(ItemWords(ItemKind.QUESTIONS, "Was möchten Sie wissen?")),),
        ),
        PreparedScene("Wie es weitergeht", 5, "Die Ergebnisse stehen auf dieser Seite."),
    ),
)

EMPTY = Template("leer", "Leere Veranstaltung", "Nur Titel und Zeiten; Ablauf und Fragen kommen später dazu.")

TEMPLATES = (EVENING, EMPTY)
