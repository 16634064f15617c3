"""How often one internet address may try to join. A whole hall sits behind one address, so the brakes are wide."""

from soesmart.participation.limits import Limit

JOINING = Limit(
    "evening",
    5000,
    60,
    "Von diesem Internetanschluss haben in kurzer Zeit sehr viele Geräte mitgemacht. Bitte nehmen Sie ein anderes Netz,"
    " zum Beispiel das mobile.",
)
WRONG_CODE = Limit(
    "evening-code",
    200,
    15,
    "Von diesem Internetanschluss kamen viele falsche Buchstaben. Bitte in einer Viertelstunde noch einmal.",
)
WRONG_TICKET = Limit(
    "evening-ticket",
    300,
    15,
    "Von diesem Internetanschluss kamen viele Karten, die nicht gelten. Bitte in einer Viertelstunde noch einmal oder"
    " am Einlass fragen.",
)
