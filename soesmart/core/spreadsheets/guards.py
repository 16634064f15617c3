"""What a file may be before anybody opens it: size, parts, signs. Without openpyxl, which is slow to load."""

from soesmart.core.refusals import Refused

MOST_COLUMNS = 100
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500

TOO_BIG = "Die Datei ist größer als {} KB. Bitte Bilder und leere Blätter entfernen oder die Tabelle teilen."
TOO_BIG_UNPACKED = "Die Datei ist entpackt zu groß. Bitte nur das eine Tabellenblatt als neue XLSX-Datei speichern."
NOT_A_TABLE = (
    "Diese Datei lässt sich nicht als Tabelle lesen. Bitte im Tabellenprogramm öffnen und als XLSX oder CSV speichern."
)


def decoded(content: bytes) -> str:
    """The text of a CSV file: UTF-8, else what older Excel writes. Raises Refused for what is no text."""
    if b"\x00" in content:
        raise not_a_table()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def not_a_table() -> Refused:
    return refuse("not_a_table", NOT_A_TABLE)


def refuse(code: str, text: str) -> Refused:
    return Refused(f"spreadsheet.{code}", text, field="file")
