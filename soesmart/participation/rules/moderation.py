"""What the moderation may take away, in which words it says so, and within which times."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

OBJECTION_TIME = timedelta(days=30)
UNDO_TIME = timedelta(minutes=2)  # letters to authors wait so long, too
REPORTS_TO_HOLD = 3  # different people, before anybody of the town has looked
LONGEST_STATEMENT = 2000


class Removal(StrEnum):
    """Why a text is removed; the same values as `Case.Reason`."""

    SPAM = "spam"
    INSULT = "insult"
    PRIVATE = "private"
    OFF_TOPIC = "off_topic"
    ILLEGAL = "illegal"
    DUPLICATE = "duplicate"

    @property
    def rule(self) -> "Rule":
        return RULES[self]


@dataclass(frozen=True)
class Rule:
    """label: short, for lists; rule: of the rules of the game; statement: to the author, unless it is changed."""

    label: str
    rule: str
    statement: str


RULES = {
    Removal.SPAM: Rule(
        "Werbung",
        "Keine Werbung und keine Links, die nichts mit der Sache zu tun haben.",
        "Der Text wirbt für etwas, das mit dieser Beteiligung nichts zu tun hat.",
    ),
    Removal.INSULT: Rule(
        "Beleidigung",
        "Hart in der Sache ist in Ordnung. Niemand wird beschimpft, bedroht oder herabgesetzt.",
        "Der Text beschimpft oder bedroht jemanden. Dieselbe Kritik ohne die Beschimpfung ist willkommen.",
    ),
    Removal.PRIVATE: Rule(
        "Daten anderer Menschen",
        "Keine Telefonnummern, Adressen oder andere Angaben, mit denen man Menschen findet.",
        "Der Text enthält Angaben, mit denen man einen Menschen finden oder anrufen kann. Ohne sie ist er willkommen.",
    ),
    Removal.OFF_TOPIC: Rule(
        "Anderes Thema",
        "Beiträge gehören zum Thema der Beteiligung.",
        "Der Text gehört nicht zum Thema dieser Beteiligung. Anregungen zu anderen Themen nimmt die Stadt gern an.",
    ),
    Removal.ILLEGAL: Rule(
        "Rechtswidrig",
        "Nichts, was gegen Gesetze verstößt, zum Beispiel Aufrufe zu Gewalt oder verbotene Zeichen.",
        "Der Text verstößt nach unserer Einschätzung gegen geltendes Recht.",
    ),
    Removal.DUPLICATE: Rule(
        "Doppelt gesendet",
        "Jeder Beitrag steht einmal da, nicht mehrmals.",
        "Derselbe Text steht hier schon. Er bleibt einmal stehen, die Wiederholung haben wir entfernt.",
    ),
}
# What these removals say about words: a repeated or misplaced text may hold the best of words.
TEACHING = frozenset({Removal.SPAM, Removal.INSULT, Removal.ILLEGAL})
UPHELD = "Wir haben noch einmal hingesehen. Der Text bleibt entfernt, der Grund gilt weiter."
GRANTED = "Wir haben noch einmal hingesehen. Der Text ist wieder zu sehen."
