"""The ideas of a campaign as a file: XLSX, CSV or JSON."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, JsonResponse

from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets import XLSX_TYPE, Column, write_csv, write_xlsx
from soesmart.participation.idea_table import typed
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.queries.idea_rows import names_for, rows_of, standing_of

# A workbook of more rows is a minute's work for the server.
MOST_IN_XLSX = 5_000
TABLES = ("xlsx", "csv")


def rows_out(
    campaign: Campaign, ideas: QuerySet[Idea], *, with_results: bool, only: Q | None = None
) -> list[dict[str, object]]:
    """Rows for a spreadsheet: names instead of keys, with what only goes out. Six queries."""
    names = names_for(campaign)
    standing = standing_of(ideas, with_results=with_results)
    rows = []
    for cells in rows_of(campaign, only=only):
        named = {name: names.get(f"{name}:{cells[name]}", "") for name in ("category", "district")}
        if stands := standing.get(str(cells["number"])):  # an idea that came in between the two reads waits
            rows.append(typed(cells) | named | stands)
    return rows


def as_file(
    name: str, ending: str, columns: Sequence[Column], rows: Sequence[dict[str, object]], campaign: Campaign
) -> HttpResponse:
    """The rows in one of three formats; 404 for another. Refused when a workbook would be too long."""
    if ending == "xlsx":
        if len(rows) > MOST_IN_XLSX:
            raise Refused("participation.file.long", "Für eine XLSX-Datei sind es zu viele Ideen. Bitte CSV wählen.")
        return _attached(HttpResponse(write_xlsx(columns, rows, campaign.title), content_type=XLSX_TYPE), name, ending)
    if ending == "csv":
        return _attached(HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8"), name, ending)
    if ending == "json":
        ideas = [{column.key: _plain(row.get(column.key)) for column in columns} for row in rows]
        content = {"campaign": campaign.key, "title": campaign.title, "question": campaign.question, "ideas": ideas}
        return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    raise Http404


def template_file(name: str, ending: str, columns: Sequence[Column]) -> HttpResponse:
    """A table with nothing but its heads."""
    if ending == "xlsx":
        answer = HttpResponse(write_xlsx(columns, [], "Vorlage"), content_type=XLSX_TYPE)
    elif ending == "csv":
        answer = HttpResponse(write_csv(columns, []), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    return _attached(answer, name, ending)


def _attached(answer: HttpResponse, name: str, ending: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


def _plain(value: object) -> Any:
    """Days as ISO text, coordinates as numbers."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return float(str(value)) if hasattr(value, "quantize") else str(value)
