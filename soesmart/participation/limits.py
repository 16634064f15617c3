"""What of participation is braked, and how much. How tries are counted: soesmart/accounts/limits.py."""

from soesmart.accounts.limits import Limit, TooOften, check, spend, where_from

__all__ = [
    "FILE",
    "MAIL_FROM_HERE",
    "MAIL_TO_ONE",
    "NEW_BROWSER",
    "PICTURE",
    "REPORT_OF_ONE_TEXT",
    "WRONG_CODE",
    "Limit",
    "TooOften",
    "check",
    "spend",
    "where_from",
]

# A whole hall takes part behind one address, and every phone in it is a new browser.
NEW_BROWSER = Limit(
    "browser",
    1000,
    60,
    "Von diesem Internetanschluss haben in kurzer Zeit sehr viele neue Geräte mitgemacht. Bitte später noch einmal "
    "versuchen oder ein anderes Netz nehmen, zum Beispiel das mobile.",
)
# Only wrong codes count, so a hall full of people with letters gets in.
WRONG_CODE = Limit(
    "code", 20, 15, "Von diesem Internetanschluss kamen viele falsche Codes. Bitte in einer Viertelstunde noch einmal."
)
MAIL_FROM_HERE = Limit(
    "mail-from",
    60,
    60,
    "Von diesem Internetanschluss wurden sehr viele Bestätigungen angefordert. Bitte in einer Stunde noch einmal.",
)
MAIL_TO_ONE = Limit(
    "mail-to",
    3,
    60,
    "An diese Adresse sind gerade schon Bestätigungen gegangen. Bitte im Postfach nachsehen, auch im Spam-Ordner, oder "
    "es in einer Stunde noch einmal versuchen.",
)


# Whoever drops the cookie is a new browser each time; alone she must not be the three people that hide a text.
REPORT_OF_ONE_TEXT = Limit("report", 1, 24 * 60, "Von diesem Internetanschluss wurde der Text heute schon gemeldet.")


# A workbook of 5,000 ideas takes a second to write, a picture half a second to make anew.
FILE = Limit(
    "file",
    60,
    10,
    "Von diesem Internetanschluss wurden in kurzer Zeit sehr viele Dateien geholt. Bitte in zehn Minuten noch einmal.",
)
PICTURE = Limit(
    "picture",
    200,
    60,
    "Von diesem Internetanschluss kamen sehr viele Bilder. Bitte später noch einmal versuchen oder ohne Bild senden.",
)
