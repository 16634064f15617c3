"""The file in which codes are handed out, once: a table for a mail merge, or letters to print."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from soesmart.core.clock import BERLIN
from soesmart.core.colours import palette
from soesmart.core.dates import format_date
from soesmart.core.pdf import render_pdf
from soesmart.core.qr import qr_svg
from soesmart.core.spreadsheets import XLSX_TYPE, Column, write_csv, write_xlsx
from soesmart.participation.credentials import printed_code
from soesmart.participation.models import Campaign
from soesmart.participation.rules import Span, Who
from soesmart.participation.rules.windows import span_german
from soesmart.region.models import Municipality

TEMPLATE = Path(__file__).resolve().parent / "templates" / "participation" / "pdf" / "codes.typ"
# A letter takes 5 ms for its QR code and its page: more than these keep a thread busy for too long.
MOST_LETTERS = 500
COLUMNS = (Column("number", "Nummer"), Column("code", "Code"), Column("address", "Adresse"))


def code_file(form: str, codes: Sequence[str], campaign: Campaign, *, door: str, at: datetime) -> tuple[bytes, str]:
    """The content and its type; form: "xlsx", "csv" or "pdf"; door: absolute address where a code is typed.

    Where anyone may take part the code does not open a door: it stands on a card of paper and makes it count once.
    """
    if form == "pdf":
        return _letters(codes, campaign, door, at), "application/pdf"
    opens = campaign.who == Who.CODE
    rows = [
        {"number": str(number), "code": printed_code(code), "address": address_of(door, code) if opens else ""}
        for number, code in enumerate(codes, 1)
    ]
    if form == "csv":
        return write_csv(COLUMNS, rows), "text/csv; charset=utf-8"
    return write_xlsx(COLUMNS, rows, "Codes"), XLSX_TYPE


def address_of(door: str, code: str) -> str:
    """Where the code is already typed in."""
    return f"{door}?code={printed_code(code)}"


def _letters(codes: Sequence[str], campaign: Campaign, door: str, at: datetime) -> bytes:
    town: Municipality = campaign.municipality
    frame = Span(campaign.opens_at, campaign.closes_at) if campaign.opens_at and campaign.closes_at else None
    words = {
        "title": campaign.title,
        "summary": campaign.summary,
        "question": campaign.question,
        "town": town.official_name,
        "postal_address": town.postal_address.splitlines(),
        "contact": campaign.contact,
        "colour": palette(town.colour_primary, town.colour_accent).primary,
        "day": format_date(at.astimezone(BERLIN).date()),
        "when": span_german(frame) if frame else "",
        "door": door.removeprefix("https://").removeprefix("http://"),
        "informal": town.address_form == Municipality.Address.DU,
        "letters": [{"number": number, "code": printed_code(code)} for number, code in enumerate(codes, 1)],
    }
    drawings = {f"qr-{number}": str(qr_svg(address_of(door, code), "")) for number, code in enumerate(codes, 1)}
    return render_pdf(TEMPLATE, words, at=at, assets=drawings)
