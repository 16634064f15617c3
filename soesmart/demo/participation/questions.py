"""The questions of the demo's questionnaires. The town's own of December 2020 are not public; these are made up."""

from typing import Any

from soesmart.participation.rules.questions import QuestionKind, QuestionWords


def _options(*labels: str) -> list[dict[str, str]]:
    return [{"key": f"a{number}", "label": label} for number, label in enumerate(labels, 1)]


def _scale(low: str, high: str) -> dict[str, Any]:
    return {"from": 1, "to": 5, "from_label": low, "to_label": high, "dont_know": True}


WAYS = QuestionWords(
    "wege", QuestionKind.MULTIPLE, "Womit sind Sie in einer üblichen Woche unterwegs?", section="Ihre Wege",
    required=True, settings={"options": _options("Zu Fuß", "Rad", "Bus und Bahn", "Auto"), "other": True},
)  # fmt: skip
MOBILITY = (
    WAYS,
    QuestionWords(
        "bus", QuestionKind.SINGLE, "Was hält Sie am ehesten vom Busfahren ab?", section="",
        settings={"options": _options("Der Takt", "Der Preis", "Der Weg zur Haltestelle", "Nichts"), "other": True},
        condition={"question": "wege", "is": ["a4"]},
    ),
    QuestionWords(
        "rad", QuestionKind.SCALE, "Wie sicher fühlen Sie sich auf dem Rad?", settings=_scale("unsicher", "sicher")
    ),
    QuestionWords(
        "orte", QuestionKind.MATRIX, "Wie gut kommen Sie ohne Auto dorthin?",
        settings={
            "rows": _options("Innenstadt", "Bahnhof", "Arbeit oder Schule"),
            "columns": _options("gut", "mittel", "schlecht"),
        },
    ),
    QuestionWords(
        "vorrang", QuestionKind.RANKING, "Was soll zuerst kommen?", section="Was zuerst",
        settings={"options": _options("Radwege", "Mehr Busse", "Weniger Autos", "Mehr Ladesäulen"), "top": 3},
    ),
    QuestionWords("wo", QuestionKind.PLACE, "Wo wohnen Sie?", confidential=True, settings={"point": False}),
    QuestionWords("kilometer", QuestionKind.NUMBER, "Wie weit ist Ihr Weg zur Arbeit oder Schule?",
                  settings={"min": "0", "max": "200", "decimals": 1, "unit": "km"}),
    QuestionWords("noch", QuestionKind.TEXT, "Was möchten Sie uns noch sagen?", settings={"long": True, "max": 2000}),
)  # fmt: skip
LIVING = (
    QuestionWords(
        "haus", QuestionKind.SINGLE, "Wie wohnen Sie?", section="Ihr Zuhause", required=True,
        settings={"options": _options("Zur Miete", "Im eigenen Haus", "In der eigenen Wohnung")},
    ),
    QuestionWords(
        "heizung", QuestionKind.SINGLE, "Womit wird geheizt?",
        settings={"options": _options("Gas", "Öl", "Wärmepumpe", "Fernwärme", "Holz"), "other": True},
    ),
    QuestionWords(
        "umbau", QuestionKind.SCALE, "Wie wahrscheinlich ist ein Umbau der Heizung bis 2030?",
        settings=_scale("sicher nicht", "ganz sicher"), condition={"question": "haus", "is": ["a2", "a3"]},
    ),
    QuestionWords(
        "hilfe", QuestionKind.RANKING, "Was würde am meisten helfen?", section="Was hilft",
        settings={"options": _options("Beratung", "Zuschuss", "Handwerk in der Nähe", "Gute Beispiele"), "top": 2},
    ),
    QuestionWords(
        "alltag", QuestionKind.MULTIPLE, "Was tun Sie schon?",
        settings={"options": _options("Strom sparen", "Weniger heizen", "Ökostrom", "Eigener Solarstrom")},
    ),
    QuestionWords("noch", QuestionKind.TEXT, "Was möchten Sie uns noch sagen?", settings={"long": True, "max": 2000}),
)  # fmt: skip
# A short one that is open today.
TODAY = (
    QuestionWords(
        "woher", QuestionKind.SINGLE, "Wo haben Sie von dieser Kampagne gehört?", section="So erreichen wir Sie",
        settings={"options": _options("Zeitung", "Plakat", "Freunde", "Internet"), "other": True},
    ),
    QuestionWords(
        "form", QuestionKind.RANKING, "Wie möchten Sie am liebsten mitreden?",
        settings={"options": _options("Online", "Auf Papier", "An einem Abend im Saal", "Im Ortsteil"), "top": 3},
    ),
    QuestionWords(
        "abend", QuestionKind.SINGLE, "Kämen Sie zu einem Abend im Saal?",
        settings={"options": _options("Ja", "Vielleicht", "Nein")},
    ),
    QuestionWords(
        "hindernis", QuestionKind.TEXT, "Was hindert Sie?", settings={"long": False, "max": 200},
        condition={"question": "abend", "not": ["a1"]},
    ),
    QuestionWords("ortsteil", QuestionKind.PLACE, "In welchem Ortsteil wohnen Sie?", section="Über Sie",
                  confidential=True, settings={"point": False}),
)  # fmt: skip
