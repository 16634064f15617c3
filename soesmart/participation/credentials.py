"""What makes somebody one person in a campaign, kept only as a keyed hash.

The key follows from the SECRET_KEY, which is not in the database: a copy of the database opens no door and links no
two campaigns, for the campaign is part of what is hashed.
"""

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from django.utils.crypto import salted_hmac

from soesmart.accounts.models import Person
from soesmart.core.ids import CODE_ALPHABET
from soesmart.participation.models import Campaign, Questionnaire

CODE_LENGTH = 12
_SALT = "soesmart.participation.credential"


class Kind(StrEnum):
    """PERSON: an account; EMAIL: a confirmed address; CODE: from a letter; BROWSER: a random token in a cookie;
    CARD: a paper card without a code, named by who enters it."""

    PERSON = "person"
    EMAIL = "email"
    CODE = "code"
    BROWSER = "browser"
    CARD = "card"


@dataclass(frozen=True)
class Credential:
    """secret: what the person showed. person: set where she is signed in, whatever the kind.

    is_new: drawn by chance a moment ago, so that no voice can have it.
    """

    kind: Kind
    secret: str
    person: Person | None = None
    is_new: bool = False


def credential_digest(format_: Campaign | Questionnaire, credential: Credential) -> str:
    """64 hex digits; the same person gets the same in one campaign, and another in every other."""
    secret = _TIDY.get(credential.kind, _plain)(credential.secret)
    text = f"{format_._meta.model_name}:{format_.pk}:{credential.kind}:{secret}"
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()


def tidy_code(typed: str) -> str:
    """A code as it is stored, from what a person typed: upper case, without blanks and hyphens."""
    return "".join(sign for sign in typed.upper() if sign in CODE_ALPHABET)


def tidy_address(typed: str) -> str:
    """An address by which one mailbox is one: lower case, without quotes and what follows a plus, its domain in ASCII.

    Mail to all these spellings arrives at the same place (RFC 5321 4.1.2, RFC 5233, RFC 5891). For counting only; mail
    goes to what was typed.
    """
    local, _, domain = typed.strip().lower().rpartition("@")
    local = local.replace('"', "").replace("\\", "")
    with suppress(UnicodeError):  # no domain at all: compared as it is
        domain = domain.encode("idna").decode()
    return f"{local.partition('+')[0] or local}@{domain}"


def _plain(secret: str) -> str:
    return secret.strip().lower()


_TIDY = {Kind.CODE: tidy_code, Kind.EMAIL: tidy_address}


def printed_code(code: str) -> str:
    """In groups of four, as it stands on a letter."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
