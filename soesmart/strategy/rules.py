"""The words of the strategy's domain, without Django."""

from decimal import Decimal
from enum import StrEnum


class VersionState(StrEnum):
    """The way of a version."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {
            "draft": "Entwurf",
            "submitted": "zur Freigabe",
            "approved": "freigegeben",
            "published": "veröffentlicht",
        }[self]


class Direction(StrEnum):
    """Which way an indicator should go."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"

    @property
    def label(self) -> str:
        return {"up": "höher ist besser", "down": "niedriger ist besser", "hold": "halten"}[self]


def is_against(direction: str, change: Decimal) -> bool:
    """Whether a change of an indicator goes the way that is not wanted; never where both ways are the same."""
    return change < 0 if direction == Direction.UP else direction == Direction.DOWN and change > 0


class ValueState(StrEnum):
    """How sure a value is."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    REVISED = "revised"

    @property
    def label(self) -> str:
        return {"measured": "gemessen", "estimated": "geschätzt", "provisional": "vorläufig", "revised": "berichtigt"}[
            self
        ]


class TargetKind(StrEnum):
    """What a target asks: to be reached by its year, or to be kept every year."""

    REACH = "reach"
    KEEP = "keep"

    @property
    def label(self) -> str:
        return {"reach": "bis zum Zieljahr erreichen", "keep": "jedes Jahr einhalten"}[self]


class SourceKind(StrEnum):
    """Where values come from."""

    UPLOAD = "upload"
    CSV = "csv"
    JSON = "json"
    NGSI_LD = "ngsi_ld"

    @property
    def label(self) -> str:
        return {
            "upload": "hochgeladene Tabelle",
            "csv": "CSV von einer Adresse",
            "json": "JSON von einer Adresse",
            "ngsi_ld": "Datenplattform (NGSI-LD)",
        }[self]


class DeliveryState(StrEnum):
    """The way of a delivery: read, mapped to indicators, checked, then taken over or turned down as a whole."""

    MAPPING = "mapping"
    CHECKING = "checking"
    FINDINGS = "findings"
    APPROVED = "approved"
    REJECTED = "rejected"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {
            "mapping": "Zuordnung offen",
            "checking": "wird geprüft",
            "findings": "zu entscheiden",
            "approved": "übernommen",
            "rejected": "verworfen",
            "failed": "nicht lesbar",
        }[self]


class Decision(StrEnum):
    """What a person decided about a finding of the data doctor."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return {
            "open": "offen",
            "accepted": "Wert stimmt so",
            "corrected": "berichtigt",
            "rejected": "Wert weggelassen",
        }[self]


class Confidence(StrEnum):
    """How sure an estimated effect is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def label(self) -> str:
        return {"low": "unsicher", "medium": "plausibel", "high": "belegt"}[self]


class QuestionState(StrEnum):
    """The way of a question about a goal."""

    WAITING = "waiting"
    ANSWERED = "answered"
    HIDDEN = "hidden"

    @property
    def label(self) -> str:
        return {"waiting": "wartet auf Antwort", "answered": "beantwortet", "hidden": "ausgeblendet"}[self]


class ReportState(StrEnum):
    """The way of a yearly report: written, then published with frozen numbers."""

    DRAFT = "draft"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {"draft": "in Arbeit", "published": "veröffentlicht"}[self]


class Stage(StrEnum):
    """Who is reminded of a value that is due: first the contact, then the unit, then the strategy officer."""

    CONTACT = "contact"
    UNIT = "unit"
    OFFICER = "officer"

    @property
    def label(self) -> str:
        return {"contact": "Ansprechperson", "unit": "Stelle", "officer": "Strategiestelle"}[self]


class Light(StrEnum):
    """How a goal's window is lit: its rating as a light, always with a word and a pattern beside the colour."""

    BRIGHT = "bright"
    WARM = "warm"
    DIM = "dim"
    DARK = "dark"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            "bright": "auf Kurs",
            "warm": "auf dem Weg, zu langsam",
            "dim": "deutlich zu langsam",
            "dark": "entfernt sich vom Ziel",
            "unknown": "noch nicht bewertet",
        }[self]


# The Sustainable Development Goals of the United Nations (A/RES/70/1), short German titles of the federal government.
SDGS = {
    1: "Keine Armut",
    2: "Kein Hunger",
    3: "Gesundheit und Wohlergehen",
    4: "Hochwertige Bildung",
    5: "Geschlechtergleichheit",
    6: "Sauberes Wasser und Sanitäreinrichtungen",
    7: "Bezahlbare und saubere Energie",
    8: "Menschenwürdige Arbeit und Wirtschaftswachstum",
    9: "Industrie, Innovation und Infrastruktur",
    10: "Weniger Ungleichheiten",
    11: "Nachhaltige Städte und Gemeinden",
    12: "Nachhaltiger Konsum und Produktion",
    13: "Maßnahmen zum Klimaschutz",
    14: "Leben unter Wasser",
    15: "Leben an Land",
    16: "Frieden, Gerechtigkeit und starke Institutionen",
    17: "Partnerschaften zur Erreichung der Ziele",
}

# Berichtsrahmen Nachhaltige Kommune (BNK): 1-9 steering criteria, 10-18 fields of action.
REPORTING_FIELDS = dict(
    enumerate(
        [
            "Strategie",
            "Schwerpunkte",
            "Ziele und Evaluation",
            "Öffentliche Beteiligung",
            "Verantwortung",
            "Nachhaltige Verwaltung",
            "Vergabe und Beschaffung",
            "Finanzen",
            "Innovation für Nachhaltigkeit",
            "Klimaschutz und Energie",
            "Ressourcenschutz und Klimafolgenanpassung",
            "Nachhaltige Mobilität",
            "Lebenslanges Lernen",
            "Soziale Gerechtigkeit und zukunftsfähige Gesellschaft",
            "Wohnen und nachhaltige Quartiere",
            "Gute Arbeit und nachhaltiges Wirtschaften",
            "Nachhaltiger Konsum und gesundes Leben",
            "Globale Verantwortung und Eine Welt",
        ],
        start=1,
    )
)
