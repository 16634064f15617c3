"""Find what lets strangers reach a person: telephone numbers, addresses, accounts. Pure text, no look-up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# 0 or +49, an area code of at least two further digits, then at least four; no points (dates) and no colons (times).
_PHONE = re.compile(r"(?<![\d.,/])(?:\+49|0049|0)[ ]?\(?0?\)?[1-9]\d{1,4}\)?(?:[ /-]{0,3}\d){4,10}(?![\d.,]\d)")
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?((?:[\w-]{1,63}\.){1,6}[a-z]{2,20})", re.IGNORECASE
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_STREET = r"(?<![\w.-])[\w.-]{0,30}(?:stra(?:ß|ss)e|str\.|weg|gasse|allee|platz|ring|wall|hof|damm)\s*\d+\s?[a-z]?\b"
_DWELLS = r"\b(?:wohnt|wohnen|wohnhaft|anschrift|adresse|zuhause|zu finden|sein haus|ihr haus)\b"
_HOME = re.compile(rf"{_DWELLS}[^.!?]{{0,60}}?{_STREET}", re.IGNORECASE)
_LETTER = re.compile(rf"{_STREET},?\s+(?:in\s+)?\d{{5}}\s+\w+", re.IGNORECASE)
# A number beside such a word is one that is meant to be called.
_PUBLIC = re.compile(
    r"rathaus|bürgerbüro|buergerbuero|bürgertelefon|hotline|servicenummer|service|stadtwerke|zentrale|notruf|verein"
    r"|polizei|feuerwehr|praxis|beratungsstelle|sorgentelefon|auskunft|leitstelle|amt\b",
    re.IGNORECASE,
)
_PUBLIC_NAMES = re.compile(r"^(?:info|kontakt|post|buero|stadt|rathaus|buergerbuero|service|vorstand|poststelle)\b")
NEAR = 60


@dataclass(frozen=True)
class ContactData:
    """What was found, by kind. homes: places where it says that somebody lives there."""

    phones: int = 0
    mails: int = 0
    accounts: int = 0
    homes: int = 0
    public: int = 0


def contact_data_in(text: str, own_hosts: Iterable[str] = ()) -> ContactData:
    """Count contact data in `text`; numbers and addresses of offices and those at `own_hosts` count as `public`."""
    accounts = [found for found in _IBAN.findall(text) if _is_account(found)]
    rest = _IBAN.sub(" ", text)
    phones, public = 0, 0
    for found in _PHONE.finditer(rest):
        around = rest[max(0, found.start() - NEAR) : found.end() + NEAR // 2]
        public, phones = (public + 1, phones) if _PUBLIC.search(around) else (public, phones + 1)
    mails = 0
    for found in _MAIL.finditer(text):
        host = found[1].lower()
        is_own = any(host == own or host.endswith(f".{own}") for own in own_hosts)
        is_public = is_own or _PUBLIC_NAMES.match(found[0].lower())
        public, mails = (public + 1, mails) if is_public else (public, mails + 1)
    homes = len(_HOME.findall(text)) or len(_LETTER.findall(text))
    return ContactData(phones, mails, len(accounts), homes, public)


def _is_account(found: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616, modulo 97)."""
    digits = found.replace(" ", "")
    turned = "".join(str(int(sign, 36)) for sign in digits[4:] + digits[:4])
    return 15 <= len(digits) <= 34 and int(turned) % 97 == 1
