"""What is publicly known of the towns and their network, as sentences with a source."""

from typing import Any

from soesmart.core.dates import format_partial_date
from soesmart.core.numbers import format_number
from soesmart.region.rules import Fact

KNOWN = {"soest": "Soest", "arnsberg": "Arnsberg", "bad-berleburg": "Bad Berleburg", "menden": "Menden", "olpe": "Olpe"}


def euros(row: dict[str, Any]) -> str:
    """ "Rund 17.000.000 Euro, mit Eigenanteilen" from value and qualifier."""
    before, comma, after = row.get("qualifier", "").partition(",")
    return _capital(f"{before} {format_number(row['value'])} Euro{comma}{after}".strip())


def town_facts(row: dict[str, Any]) -> list[Fact]:
    """Facts of one town of cities.json, in the order in which a reader wants them."""
    facts = [_population(row["population"]), _area(row["area_km2"])]
    if row["district_count"]:
        facts.append(Fact("Ortsteile", format_number(row["district_count"]["value"]), row["district_count"]["source"]))
    if row["vision"]:
        facts.append(_vision(row["vision"]))
    facts.append(Fact("Handlungsfelder", " · ".join(row["action_fields"]["values"]), row["action_fields"]["source"]))
    if row["goals"]:
        facts.append(_goals(row["goals"]))
    if row["adopted"]:
        facts.append(_adoption(row["adopted"]))
    if row["funding_eur"]:
        facts.append(Fact("Mittel aus dem Programm", euros(row["funding_eur"]), row["funding_eur"]["source"]))
    # Soest's own participation stands on the page of its process.
    told = row["participation"] if row["slug"] != "soest" else []
    return facts + [Fact("Beteiligung", part["text"], part["source"]) for part in told]


def _population(row: dict[str, Any]) -> Fact:
    as_of = f" (Stand {format_partial_date(row['date'])})" if row.get("date") else ""
    return Fact("Einwohnerinnen und Einwohner", format_number(row["value"]) + as_of, row["source"])


def _area(row: dict[str, Any]) -> Fact:
    return Fact("Fläche", f"{format_number(row['value'])} km²", row["source"])


def _vision(row: dict[str, Any]) -> Fact:
    decided = f" (beschlossen am {format_partial_date(row['decided'])})" if row.get("decided") else ""
    return Fact("Vision", ("sinngemäß: " if row.get("paraphrased") else "") + row["name"] + decided, row["source"])


def _goals(row: dict[str, Any]) -> Fact:
    count = f"{row['count']} " if row["count"] else ""
    names = f". Darunter sinngemäß: {'; '.join(row['names'])}" if row["names"] else ""
    return Fact("Ziele", f"{count}{row['kind']}{names}", row["source"])


def _adoption(row: dict[str, Any]) -> Fact:
    note = f". {row['note']}" if row.get("note") else ""
    return Fact("Beschluss", format_partial_date(row["date"]) + note, row["source"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def network_facts(network: dict[str, Any]) -> list[Fact]:
    """Facts of the network of the five towns."""
    frame, overall, platform = network["frame_strategy"], network["overall_strategy"], network["data_platform"]
    joined = frame["joined_municipalities"]
    facts = [
        Fact(
            "Wer dazugehört",
            f"Fünf Städte, betreut von der {network['coordinator']}; {network['region_municipalities']} Kommunen "
            f"zählt die Region. Eines von {network['projects_in_round']} Vorhaben der ersten Staffel.",
            frame["source"],
        ),
        Fact("Mittel insgesamt", euros(network["funding_total_eur"]), network["funding_total_eur"]["source"]),
        Fact("Davon vom Bund", euros(network["funding_federal_eur"]), network["funding_federal_eur"]["source"]),
        Fact("Laufzeit", f"Bis {network['until_note']}", "https://stadtlabor-soest.de/ausblick-5-fuer-suedwestfalen/"),
        Fact(frame["name"], f"Veröffentlicht am {format_partial_date(frame['published'])}", frame["source"]),
        Fact(
            "Weitere Kommunen",
            f"{joined['value']} haben sich der Rahmenstrategie angeschlossen "
            f"(Stand {format_partial_date(joined['as_of'])})",
            joined["source"],
        ),
        Fact(
            "Gesamtstrategie",
            f"{overall['measure_bundles']} Maßnahmenbündel, vorgestellt am {format_partial_date(overall['date'])}",
            overall["source"],
        ),
        Fact(
            "Datenplattform",
            f"Quelloffen, nach dem Standard {platform['standard']}, betrieben von {platform['operator']}",
            platform["source"],
        ),
    ]
    return facts + [_measure(row) for row in network["known_measures"]]


def _measure(row: dict[str, Any]) -> Fact:
    label = f"Maßnahme {row['code']}" if row["code"] else "Maßnahme"
    towns = f" ({', '.join(KNOWN[slug] for slug in row['towns'])})" if row.get("towns") else ""
    return Fact(label, row["name"] + towns, row["source"])
