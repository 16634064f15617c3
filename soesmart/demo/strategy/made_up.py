"""What no public source says and the demo makes up; everything here is shown as an example."""

from typing import Any

# Of ecological, economic and social: which of the three a goal serves.
DIMENSIONS = {
    "MOB-1": "ecological social", "MOB-2": "ecological social", "MOB-3": "ecological social",
    "MOB-4": "ecological economic",
    "STE-1": "ecological", "STE-2": "economic social", "STE-3": "ecological social", "STE-4": "social economic",
    "WIR-1": "ecological economic", "WIR-2": "economic", "WIR-3": "economic social",
    "SOZ-1": "social", "SOZ-2": "social", "SOZ-3": "social", "SOZ-4": "social",
    "KLI-1": "ecological", "KLI-2": "ecological economic", "KLI-3": "ecological economic social",
    "KLI-4": "ecological economic",
    "KUL-1": "social", "KUL-2": "social economic", "KUL-3": "ecological social",
    "BIL-1": "social", "BIL-2": "social", "BIL-3": "ecological social",
    "VER-1": "economic social", "VER-2": "social", "VER-3": "economic social",
}  # fmt: skip

# How the first version put what the second one says in the words of strategy.json.
FIRST_WORDS: dict[str, dict[str, Any]] = {
    "MOB-1": {"title": "Mehr Wege mit Rad, Bus und Bahn"},
    "STE-3": {"description": "Begrünung und Schatten machen heiße Tage erträglicher."},
    "SOZ-2": {"description": "Junge Menschen haben eine Stimme für eigene Vorhaben."},
    "KLI-1": {"description": "Der Ausstoß je Kopf sinkt so schnell wie möglich."},
    "BIL-2": {"title": "Digitale Fähigkeiten für Ältere", "description": "Kurse nehmen die Scheu vor neuer Technik."},
    "VER-3": {"title": "Mit offenen Daten Rechenschaft ablegen"},
}
FIRST_GUIDELINES = {
    "verwaltung": "Die Verwaltung ist einfach erreichbar und entscheidet gemeinsam mit der Stadtgesellschaft.",
}
ABOUT_THE_WORDS = (
    "In dieser Vorführung sind die Unterschiede im Wortlaut zwischen beiden Fassungen als Beispiele gesetzt."
)
# From here on the goals are measured: public is only the year.
MEASURED_SINCE = "2022"
