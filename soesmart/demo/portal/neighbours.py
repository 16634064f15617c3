"""Pages and news of the four other towns, from their public facts in data/cities.json."""

from datetime import date
from typing import Any

from soesmart.core.numbers import format_number
from soesmart.demo.portal.texts import Info, News

GREETINGS = {
    "arnsberg": (
        "Arnsberg denkt voraus",
        "Sieben Felder, viele Anregungen: Hier siehst du, wie Arnsberg die Stadt von morgen plant.",
    ),
    "bad-berleburg": (
        "Die Stadt der Dörfer",
        "23 Orte, eine Strategie: Bad Berleburg führt seine Nachhaltigkeitsstrategie als Smart City weiter.",
    ),
    "menden": (
        "Das neue Wir",
        "Menden hat gemeinsam mit mehr als 1.300 Beteiligten einen Fahrplan geschrieben. Hier steht er.",
    ),
    "olpe": (
        "Olpe 2030",
        "l(i)ebenswert, lernbegeistert, nachhaltig, digital: So soll Olpe werden. Hier liest du, wie weit es ist.",
    ),
}

NEWS = {
    "arnsberg": (
        News(
            date(2026, 10, 12),
            "portal-im-aufbau",
            "Arnsberg bekommt ein Portal für seine Strategie",
            "Sieben Felder an einem Ort: Was geplant ist, was läuft und wie es ankommt.",
            "<p>Im Portal stehen die sieben Felder der Strategie. Nach und nach kommen Ziele, Termine und Beteiligungen"
            " hinzu.</p>",
            "phone",
        ),
    ),
    "bad-berleburg": (
        News(
            date(2026, 10, 12),
            "sieben-themen-ein-portal",
            "Sieben Themen, ein Portal",
            "Bad Berleburg zeigt seine Handlungsschwerpunkte im Netz.",
            "<p>Von Arbeit und Wirtschaft bis zur digitalen Verwaltung: Die sieben Themen der Strategie haben jetzt"
            " eigene"
            " Seiten.</p>",
            "fields",
        ),
    ),
    "menden": (
        News(
            date(2026, 10, 12),
            "fahrplan-im-netz",
            "Mendens Fahrplan ist jetzt im Netz",
            "Sechs Felder mit ihren Zielen, offen für alle.",
            "<p>Was im Fahrplan steht, lässt sich nun Feld für Feld nachlesen.</p>",
            "phone",
        ),
    ),
    "olpe": (
        News(
            date(2020, 12, 15),
            "vision-beschlossen",
            "Olpe hat eine Vision für 2030",
            "Am 15. Dezember 2020 ist die Vision „Olpe 2030“ beschlossen worden.",
            "<p>Vorausgegangen waren Arbeitstreffen mit Verwaltung, Jugendparlament und Wirtschaft und drei"
            " digitale Formate,"
            " an denen sich alle beteiligen konnten.</p>",
            "council",
            "https://smartcity-olpe.de/?p=301",
        ),
        News(
            date(2021, 4, 28),
            "ziele-beschlossen",
            "Olpes Ziele stehen",
            "In zwei nummerierten Ebenen, teils mit Frist und Menge: die Ziele der Smart City.",
            "<p>Zu den Zielen gehören bedarfsgerechte Flächen für Wohnen und Gewerbe und ein sicherer, barrierefreier"
            " öffentlicher Raum.</p>",
            "council",
            "https://neueweichen.de/Smart-City/Ziele-Smart-City",
        ),
    ),
}


def strategy_page(city: dict[str, Any]) -> Info:
    """What is publicly known of the town's strategy."""
    fields = city["action_fields"]
    parts = [_facts(city), "<h2>Die Felder der Strategie</h2>", _list(fields["values"])]
    if city["participation"]:
        parts += ["<h2>Wer mitgeredet hat</h2>", _list([row["text"] for row in city["participation"]])]
    return Info(
        "ueber-die-strategie",
        "Über die Strategie",
        f"{city['name']} ist eine der fünf Städte von „5 für Südwestfalen“ und hat eine eigene Strategie.",
        "".join(parts),
        scene="town",
        source=fields["source"],
        in_menu=True,
    )


def _facts(city: dict[str, Any]) -> str:
    facts = [f"{city['district']}", f"{format_number(city['population']['value'])} Einwohnerinnen und Einwohner"]
    if city["district_count"]:
        facts.append(f"{city['district_count']['value']} Ortsteile")
    if city["vision"]:
        facts.append(f"Leitbild: {city['vision']['name']}")
    return _list(facts)


def _list(texts: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{text.replace('&', '&amp;')}</li>" for text in texts) + "</ul>"
