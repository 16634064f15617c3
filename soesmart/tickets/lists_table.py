"""The list of guests as a workbook."""

from collections.abc import Sequence

from soesmart.core.spreadsheets import Column, write_xlsx
from soesmart.core.spreadsheets.columns import Kind
from soesmart.tickets.queries.lists import Guest


def columns_of(*, with_contact: bool) -> list[Column]:
    """What stands in the list; contact data only where the law asks for it."""
    contact = [Column("phone", "Telefon"), Column("address", "Anschrift")] if with_contact else []
    return [
        Column("name", "Name"),
        Column("guests", "Begleitung"),
        Column("seats", "Karten", Kind.WHOLE),
        Column("inside", "Eingelassen", Kind.WHOLE),
        Column("category", "Plätze"),
        Column("reference", "Buchung"),
        *contact,
    ]


def write_list(guests: Sequence[Guest], *, note: str, with_contact: bool) -> bytes:
    """One sheet; its last row says when the file has to be destroyed."""
    rows: list[dict[str, object]] = [vars(one) | {"guests": ", ".join(one.guests)} for one in guests]
    return write_xlsx(columns_of(with_contact=with_contact), [*rows, {"name": note}], "Gäste")
