"""Coming dates: invented, so that the calendar is not empty."""

from datetime import date, time

from soesmart.portal.models import CalendarDate
from soesmart.portal.services.dates import DateFacts

KIND = CalendarDate.Kind
SOEST = (
    DateFacts(
        "Infoabend: Ein Pilotprojekt durchführen",
        KIND.EVENT,
        date(2026, 11, 26),
        date(2026, 11, 26),
        time(18),
        time(20),
        "Kulturhaus Alter Schlachthof",
        "Für Vereine, Schulen und alle mit einer Idee: Was gefördert wird, wie der Antrag geht und wer hilft.",
    ),
    DateFacts(
        "Zählerstand ablesen",
        KIND.DEADLINE,
        date(2026, 12, 31),
        date(2026, 12, 31),
        text="Letzter Tag für die vierte Ablesung im Wettbewerb zum Energiesparen.",
    ),
    DateFacts(
        "Ausschuss berät den Nachhaltigkeitsbericht",
        KIND.COUNCIL,
        date(2026, 12, 9),
        date(2026, 12, 9),
        time(17),
        None,
        "Rathaus",
        "Öffentliche Sitzung. Der Bericht zeigt, wo die 28 Ziele stehen.",
    ),
    DateFacts(
        "Ideenwerkstatt: Welche Möbel fehlen im Haus?",
        KIND.PARTICIPATION,
        date(2027, 1, 23),
        date(2027, 1, 23),
        time(10),
        time(13),
        "Stadtteilhaus Soester Süden",
        "Vorschläge für die nächste Fassung der Strategie sammeln. Ohne Anmeldung, mit Kinderbetreuung.",
    ),
    DateFacts(
        "Beteiligungswoche",
        KIND.PARTICIPATION,
        date(2027, 3, 8),
        date(2027, 3, 13),
        None,
        None,
        "Innenstadt und Dörfer",
        "Fünf Stopps wie bei der Tour von 2020.",
    ),
)
ELSEWHERE = (
    DateFacts(
        "Offene Sprechstunde zur Strategie",
        KIND.EVENT,
        date(2026, 12, 3),
        date(2026, 12, 3),
        time(16),
        time(18),
        "Rathaus",
        "Fragen stellen, Ideen loswerden.",
    ),
)
