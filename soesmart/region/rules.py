"""Host names, colours and facts of a town: pure rules."""

import ipaddress
import re
from dataclasses import dataclass, fields
from decimal import Decimal

from soesmart.core.colours import NIGHT, WHITE, contrast
from soesmart.core.numbers import format_number

# WCAG 2.2, 1.4.3: text of normal size.
READABLE = 4.5

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{0,5})?")
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Branding:
    """How a town's pages look and speak. Colours like "#1f4f46"; `address_form` is "du" or "Sie"."""

    colour_primary: str
    colour_primary_dark: str
    colour_accent: str
    address_form: str
    logo_path: str = ""


# What a town wears before its administrator chooses.
STANDARD = Branding("#2d5a4c", "#8fc9b4", "#9a3d2b", "Sie")


@dataclass(frozen=True)
class TownWords:
    """Names and addresses of a town. lat and lon in degrees; municipality_key: amtlicher Gemeindeschlüssel."""

    name: str
    official_name: str
    district: str
    municipality_key: str = ""
    website: str = ""
    postal_address: str = ""
    lat: Decimal | None = None
    lon: Decimal | None = None


@dataclass(frozen=True)
class Fact:
    """A public fact with the address of its source; `invented` facts are set for the demo."""

    label: str
    text: str
    source: str = ""
    invented: bool = False


@dataclass(frozen=True)
class DistrictFact:
    """A part of a town. kind: "village" or "quarter"; lat and lon in degrees."""

    slug: str
    name: str
    kind: str = "village"
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    source: str = ""
    invented: bool = False


@dataclass(frozen=True)
class ColourComplaint:
    """What is wrong with one colour: the field's name and a German sentence that says what to do."""

    field: str
    text: str


def host_of(header: str) -> str:
    """The bare name of a Host header: lower case, no port, no brackets, no trailing dot; "" when it is malformed."""
    found = _HOST.fullmatch(header.strip().lower())
    return found[1].strip("[]").rstrip(".") if found else ""


def is_local(host: str) -> bool:
    """Whether a name can only mean this machine: localhost, *.localhost (RFC 6761), a loopback address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def german_order(name: str) -> str:
    """Sort key after DIN 5007: ä like a, ß like ss; databases sort umlauts behind z."""
    return name.casefold().translate(str.maketrans("äöü", "aou"))


def complaint_about(branding: Branding) -> ColourComplaint | None:
    """The first colour that is no colour, or that nobody could read; None when all is well."""
    for field in fields(branding):
        if field.name.startswith("colour_") and not _HEX.fullmatch(getattr(branding, field.name)):
            return ColourComplaint(field.name, "Bitte eine Farbe in der Form #1f4f46 angeben.")
    return (
        _too_pale("colour_primary", branding.colour_primary, WHITE, "weißem", "dunkleren")
        or _too_pale("colour_accent", branding.colour_accent, WHITE, "weißem", "dunkleren")
        or _too_pale("colour_primary_dark", branding.colour_primary_dark, NIGHT, "dunklem", "helleren")
    )


def _too_pale(field: str, colour: str, ground: str, ground_name: str, advice: str) -> ColourComplaint | None:
    ratio = contrast(colour, ground)
    if ratio >= READABLE:
        return None
    shown = format_number(ratio, 1)
    return ColourComplaint(
        field,
        f"{colour} ist auf {ground_name} Grund zu schwach zu lesen: Kontrast {shown}, nötig sind 4,5."
        f" Bitte einen {advice} Ton wählen.",
    )
