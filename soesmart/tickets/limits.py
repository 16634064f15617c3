"""How often one internet address may book: a brake for programs, wide enough for an office or a school behind one."""

from soesmart.participation.limits import Limit

BOOKING_FROM_HERE = Limit(
    "ticket-booking",
    300,
    60,
    "Von diesem Internetanschluss kamen in kurzer Zeit sehr viele Buchungen. Bitte in einer Stunde noch einmal "
    "versuchen, ein anderes Netz nehmen oder sich an die Kasse wenden. Es ist noch alles da.",
)
# Who leaves the line is forgotten at once, so no table counts how often a mailbox was told of it.
WAITING_OF_ONE = Limit(
    "ticket-waiting",
    8,
    24 * 60,
    "Mit dieser E-Mail-Adresse wurde heute sehr oft die Warteliste gewählt. Bitte morgen noch einmal versuchen oder "
    "sich an die Kasse wenden.",
)
# Links hold 128 bits; who tries many has not got one.
WRONG_LINK = Limit(
    "ticket-link", 60, 15, "Von diesem Internetanschluss kamen viele falsche Links. Bitte später noch einmal versuchen."
)
