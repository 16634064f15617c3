"""The shapes of the demo's pages, before they become Wagtail pages."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class News:
    """A piece of news. Without `source` its text is invented and will be marked so."""

    day: date
    slug: str
    title: str
    teaser: str
    body: str
    scene: str
    source: str = ""


@dataclass(frozen=True)
class Info:
    """A page that stays. Bodies are HTML as the editor writes it."""

    slug: str
    title: str
    lead: str
    body: str
    easy_body: str = ""
    notice: str = ""
    scene: str = ""
    source: str = ""
    invented: bool = False
    in_menu: bool = False
    in_footer: bool = False


# What is to be seen on a picture, for those who do not see it.
ALT = {
    "town": "Zeichnung: Giebelhäuser an einem Platz, dahinter ein Kirchturm und die Abendsonne.",
    "hall": "Zeichnung: Ein voller Saal blickt auf eine Leinwand mit drei Balken einer Abstimmung.",
    "cards": "Zeichnung: Karten mit angekreuzten Kästchen liegen auf einem Küchentisch, daneben eine Tasse.",
    "tour": "Zeichnung: Ein Marktzelt zwischen Bäumen, auf dem Tisch Stapel von Spielgeld, davor Menschen.",
    "council": "Zeichnung: Der Rat im Halbrund von oben gesehen, die meisten heben die Hand.",
    "fields": "Zeichnung: Windräder über Feldern, vorn eine Solaranlage.",
    "phone": "Zeichnung: Ein Telefon zeigt das Portal der Stadt, daneben eine Kurve und ein Kalender.",
}
