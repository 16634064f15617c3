"""`soesmart check-data FILE [--json]`: the data doctor on any CSV or XLSX file. Knows no Django."""

import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from soesmart.config.commands.refused import refused
from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets.grid import read_grid
from soesmart.methods import tables
from soesmart.methods.data_doctor import Finding, examine
from soesmart.methods.tables.sheets import letter

USAGE = """soesmart check-data DATEI [--json]

Prüft eine Tabelle (CSV oder XLSX) auf Fehler: Zahlen, die anders geschrieben sind als die übrigen, Sprünge um 10 oder
1.000, Summen, doppelte Spalten, wiederholte und fehlende Jahre, Werte pro Kopf, unmögliche Werte, Einheiten.
Endet mit 0 (nichts gefunden), 1 (Befunde) oder 2 (Datei nicht lesbar; mit --json steht dann {"error": "…"} da)."""
NO_NUMBERS = "In dieser Datei steht keine Tabelle mit Zahlen. Bitte eine Tabelle mit Überschriften und Zahlen wählen."
MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000


def main(arguments: list[str]) -> int:
    """Print what is found and return the exit code: 0 nothing, 1 findings, 2 for what cannot be used."""
    options = {argument for argument in arguments if argument.startswith("-") and argument != "-"}
    names = [argument for argument in arguments if argument not in options]
    if options & {"-h", "--help"}:
        sys.stdout.write(f"{USAGE}\n")
        return 0
    if options - {"--json"} or len(names) != 1:
        return refused("Bitte genau eine Datei angeben: soesmart check-data DATEI [--json].", arguments)
    try:
        findings = findings_of(Path(names[0]))
    except Refused as refusal:
        return refused(refusal.text, arguments)
    except OSError:
        return refused(f"Die Datei „{names[0]}“ lässt sich nicht öffnen. Bitte den Pfad prüfen.", arguments)
    as_json = json.dumps([_as_json(one) for one in findings], ensure_ascii=False, indent=2)
    sys.stdout.write(f"{as_json if '--json' in options else _text(findings)}\n")
    return 1 if findings else 0


def findings_of(path: Path) -> list[Finding]:
    """Of all tables of all sheets. Raises OSError, and Refused for what cannot be read or holds no numbers."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    sheets = read_grid(content, path.name, max_rows=MOST_ROWS, max_bytes=MOST_BYTES)
    found: list[Finding] = []
    has_values = False
    for sheet in sheets:
        for block in tables.blocks(sheet):
            layout = tables.layout(block)
            series = tables.read(block, layout) if layout else ()
            has_values = has_values or bool(series)
            found += examine(series)
    if not has_values:
        raise Refused("spreadsheet.no_numbers", NO_NUMBERS)
    return found


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "column": finding.column,
        "row": finding.row,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "proposed": _number(finding.proposed),
        "year": finding.year,
        "cell": _cell(finding) or None,
        "sheet": finding.table,
        "series": finding.series,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _cell(finding: Finding) -> str:
    column = letter(finding.at) if finding.at is not None else ""
    return f"{column}{finding.row or ''}"


def _text(findings: Sequence[Finding]) -> str:
    if not findings:
        return "Nichts gefunden."
    sheets = {finding.table for finding in findings}
    lines = []
    for finding in findings:
        row = f"Zeile {finding.row}" if finding.row else ""
        column = f"Spalte „{finding.column}“" if finding.column else ""
        sheet = f"Blatt „{finding.table}“" if len(sheets) > 1 else ""
        where = ", ".join(filter(None, (sheet, row, column)))
        whose = f" ({finding.series})" if finding.series and finding.series not in (finding.column or "") else ""
        lines.append(f"{where}{whose}: {finding.message} {finding.suggestion}")
    number = "1 Befund" if len(findings) == 1 else f"{len(findings)} Befunde"
    return "\n".join([f"{number}:", *lines])
