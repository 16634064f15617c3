"""What a file may be before anybody opens it: size, parts, signs. Without openpyxl, which is slow to load."""

import re
import zipfile
from itertools import pairwise

from soesmart.core.refusals import Refused

MOST_COLUMNS = 100
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
# Each tag becomes an object while openpyxl reads: 60 MB of "<c/>" would be 5 GB. A cell with a number has four tags.
MOST_TAGS = 2_500_000
# Between two rows, or two texts: Excel's widest row has 16,384 columns; styles have no rows at all.
MOST_TAGS_TOGETHER = 150_000
# A text that begins like this is run as a formula by a spreadsheet program that opens a CSV file (CWE-1236).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# A number with its sign and a unit in words, like "+0,25 t im Jahr": nothing that names a cell's function or a program.
_WORD = r"(?:%|€|[^\W\d_])[^\W_]*"
_SIGNED = re.compile(rf"[+-][0-9][0-9.]*(?:,[0-9]+)?(?:[ \u00a0\u202f]?{_WORD}(?:[ \u00a0\u202f]{_WORD}){{0,7}})?")
_NEXT = re.compile(rb"<(?:\w+:)?(?:row|si)\b")

TOO_BIG = "Die Datei ist größer als {} KB. Bitte Bilder und leere Blätter entfernen oder die Tabelle teilen."
TOO_BIG_UNPACKED = "Die Datei ist entpackt zu groß. Bitte nur das eine Tabellenblatt als neue XLSX-Datei speichern."
NOT_A_TABLE = (
    "Diese Datei lässt sich nicht als Tabelle lesen. Bitte im Tabellenprogramm öffnen und als XLSX oder CSV speichern."
)


def guarded(text: str) -> str:
    """The text as a CSV file may hold it: an apostrophe before what would be run as a formula."""
    if not text.lstrip("'").startswith(FORMULA_STARTS) or _SIGNED.fullmatch(text):
        return text
    return f"'{text}"


def require_bounded(package: zipfile.ZipFile) -> None:
    """Refused for an XLSX file that would fill the memory or keep the reader busy for minutes once it is unpacked."""
    parts = package.infolist()
    # Each part stops at the size it declares (zipfile), so the declared sum bounds what is unpacked.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise refuse("too_big", TOO_BIG_UNPACKED)
    total = 0
    for part in parts:
        text = package.read(part)
        total += text.count(b"<")
        if total > MOST_TAGS or _most_together(text) > MOST_TAGS_TOGETHER:
            raise refuse("too_big", TOO_BIG_UNPACKED)


def _most_together(text: bytes) -> int:
    """The most tags in a stretch without a row or text of its own."""
    if text.count(b"<") <= MOST_TAGS_TOGETHER:
        return 0
    starts = [0, *(found.start() for found in _NEXT.finditer(text)), len(text)]
    return max(text.count(b"<", start, end) for start, end in pairwise(starts))


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
