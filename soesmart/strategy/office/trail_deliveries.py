"""Audit entries about deliveries and pulls in words: how many of what, and why a pull brought nothing."""

from collections.abc import Iterable, Mapping

from soesmart.core.models import AuditEntry
from soesmart.strategy.models import Delivery
from soesmart.strategy.rules import Decision

FAILED = "strategy.source.failed"
# One, many.
NUMBERS = {
    "strategy.delivery.checked": {"values": ("Wert", "Werte"), "findings": ("Befund", "Befunde")},
    "strategy.delivery.undone": {"findings": ("Befund wieder offen", "Befunde wieder offen")},
    "strategy.delivery.approved": {
        "revised": ("ersetzt einen früheren", "ersetzen einen früheren"),
        "known": ("unverändert", "unverändert"),
        "left_out": ("weggelassen", "weggelassen"),
    },
    "strategy.delivery.taken_back": {
        "withdrawn": ("Wert zählt nicht mehr", "Werte zählen nicht mehr"),
        "restored": ("früherer Wert zählt wieder", "frühere Werte zählen wieder"),
    },
}
DECIDED: Mapping[str, str] = {
    Decision.ACCEPTED: "bestätigt",
    Decision.CORRECTED: "berichtigt",
    Decision.REJECTED: "weggelassen",
}
# The code of a refusal without what stands before its last point.
WHY = {
    "unknown_host": "Die Adresse ist im Internet nicht zu finden.",
    "private": "Die Adresse liegt in einem internen Netz.",
    "address": "Die Adresse ist keine Internetadresse oder leitet auf keine um.",
    "secret": "In der Adresse standen Zugangsdaten.",
    "unreachable": "Der Rechner war nicht zu erreichen.",
    "too_slow": "Die Antwort kam zu langsam.",
    "cut_off": "Die Antwort brach mittendrin ab.",
    "tls": "Das Zertifikat der Adresse passt nicht.",
    "downgrade": "Die Adresse leitet auf eine ungesicherte um.",
    "redirects": "Die Adresse leitet zu oft um.",
    "denied": "Die Adresse ist nicht für alle zugänglich.",
    "gone": "Unter der Adresse steht nichts mehr.",
    "too_often": "Die Adresse wurde zu oft gefragt.",
    "status": "Die Adresse antwortete mit einem Fehler.",
    "too_big": "Die Antwort war zu groß.",
    "too_much": "Die Antwort hatte zu viele Werte.",
    "too_many_rows": "Die Antwort hatte zu viele Zeilen.",
    "json": "Die Antwort war kein lesbares JSON.",
    "ngsi_ld": "Die Antwort kam von keiner NGSI-LD-Plattform.",
    "part": "Es kam nur ein Teil der Daten.",
    "path": "Der Weg zur Liste der Werte stimmt nicht.",
    "no_rows": "In der Antwort stand keine Liste von Zeilen.",
    "no_years": "Für abgeschlossene Jahre gab es keine Messwerte.",
    "no_number": "Unter den Werten stand etwas, das keine Zahl ist.",
    "no_time": "Zu einem Wert fehlte ein lesbarer Zeitpunkt.",
    "units": "Die Werte standen in mehreren Einheiten.",
    "entities": "Die Entitäten passen nicht.",
    "empty": "Die Antwort war leer.",
    "not_a_table": "Die Antwort war keine Tabelle.",
    "no_values": "In der Antwort stand keine Tabelle mit Jahren und Werten.",
}
OTHERWISE = "Die Antwort war nicht zu verwenden."


def with_names(entries: Iterable[AuditEntry]) -> list[AuditEntry]:
    """The entries, those about deliveries with the name of what was delivered. At most one query.

    The name comes from the delivery and not from the log: a person gave it to her file, and the log cannot forget.
    """
    rows = list(entries)
    prefix = f"{Delivery._meta.label_lower}:"
    keys = {row.target.removeprefix(prefix) for row in rows if row.target.startswith(prefix)}
    names = dict(Delivery.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    named = {f"{prefix}{key}": name for key, name in names.items()}
    for row in rows:
        if row.target in named:
            row.facts = {**row.facts, "key": "", "name": named[row.target]}
    return rows


def details_of(action: str, facts: Mapping[str, object]) -> list[str]:
    """What else the entry says about a delivery or a pull; [] for others."""
    if action == FAILED:
        return [WHY.get(str(facts.get("code", "")).rpartition(".")[2], OTHERWISE)]
    if action == "strategy.delivery.decided" and isinstance(number := facts.get("findings"), int):
        how = DECIDED.get(str(facts.get("decision", "")), "entschieden")
        return [f"{number} {'Befund' if number == 1 else 'Befunde'} {how}"]
    told = []
    for name, (one, many) in NUMBERS.get(action, {}).items():
        if isinstance(number := facts.get(name), int):
            told.append(f"{number} {one if number == 1 else many}")
    return told
