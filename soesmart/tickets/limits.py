"""How often one internet address may book: a brake for programs, wide enough for an office or a school behind one."""

from soesmart.participation.limits import Limit

BOOKING_FROM_HERE = Limit(
    "ticket-booking",
    300,
    60,
    "Von diesem Internetanschluss kamen in kurzer Zeit sehr viele Buchungen. Bitte in einer Stunde noch einmal "
    "versuchen, ein anderes Netz nehmen oder sich an die Kasse wenden. Es ist noch alles da.",
)
# Links hold 128 bits; who tries many has not got one.
WRONG_LINK = Limit(
    "ticket-link", 60, 15, "Von diesem Internetanschluss kamen viele falsche Links. Bitte später noch einmal versuchen."
)
