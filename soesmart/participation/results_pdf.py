"""The result of a campaign as an accessible document (PDF/UA-1)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from soesmart.core.colours import palette
from soesmart.core.dates import format_date
from soesmart.core.numbers import format_number
from soesmart.core.pdf import render_pdf
from soesmart.participation.map_drawing import MapDrawing
from soesmart.participation.queries.results import IdeaResult
from soesmart.participation.results_words import WholeResult, day_of, map_sentences, overview
from soesmart.participation.rules import Voting
from soesmart.region.models import Municipality

TEMPLATE = Path(__file__).resolve().parent / "templates" / "participation" / "pdf" / "results.typ"
MOST_IDEAS = 200  # on paper; the table has the rest
ELSEWHERE = ("Beteiligung", "Ordnung", "Seite", "Stand", "Beispielwerte")  # of the overview; said in its own place
GROUPS = ("#8a5a00", "#46544f", "#b3261e")  # from the third on, as on the page; the first two are the town's


def results_pdf(whole: WholeResult, town: Municipality) -> bytes:
    """A4, German, in the town's colour. Raises PdfError."""
    picture = whole.map.picture() if whole.map else None
    town_colours = palette(town.colour_primary, town.colour_accent)
    assets = {"map": _svg(picture, (town_colours.primary, town_colours.accent, *GROUPS))} if picture else {}
    return render_pdf(TEMPLATE, _words(whole, town) | {"has_map": bool(picture)}, at=whole.results.at, assets=assets)


def _words(whole: WholeResult, town: Municipality) -> dict[str, Any]:
    campaign, results = whole.campaign, whole.results
    shown = whole.ideas[:MOST_IDEAS]
    return {
        "title": f"{'Ergebnis' if campaign.has_ended(results.at) else 'Zwischenstand'}: {campaign.title}",
        "town": town.official_name,
        "colour": palette(town.colour_primary, town.colour_accent).primary,
        "day": format_date(day_of(results.at)),
        "invented": campaign.invented,
        "is_agree": campaign.voting == Voting.AGREE,
        "summary": campaign.summary,
        "overview": [list(row) for row in overview(whole) if row[0] not in ELSEWHERE],
        "channels": [[group.label, format_number(group.people)] for group in results.channels],
        "arrivals": results.arrivals.sentence if results.arrivals else "",
        "rule": results.rule,
        "ideas": [_idea(idea) for idea in shown],
        "more_ideas": len(results.figures.order) - len(shown),
        "important": [[title, format_number(times)] for _, title, times in results.figures.important],
        "map": list(map_sentences(whole)),
        "map_alt": " ".join(map_sentences(whole)),
        "missing": [_comparison(one) for one in results.missing.comparisons],
        "states": [[state.label, format_number(number)] for state, number in results.states],
        "promises": _promises(whole),
        "answers": [
            {
                "title": f"Idee {answer.number}: {answer.title}",
                "unit": answer.unit,
                "day": format_date(day_of(answer.at)),
                "text": answer.text,
                "invented": answer.invented,
            }
            for answer in whole.answers[:MOST_IDEAS]
        ],
        "address": whole.address,
        "smallest": campaign.smallest_group,
    }


def _idea(idea: IdeaResult) -> list[str]:
    place = f"{idea.place}." if idea.place else "–"
    # Where a sum or a mean is the headline, it need not be said twice.
    said = [words for _, words in idea.result.words][0 if idea.result.ballot.voting == Voting.AGREE else 1 :]
    channels = " · ".join(f"{part.label}: {part.words}" for part in idea.channels) if len(idea.channels) > 1 else ""
    few = "wenige Stimmen" if idea.place is None else ""
    return [place, idea.title, idea.headline, ", ".join(filter(None, [few, *said])), channels]


def _comparison(one: Any) -> dict[str, Any]:
    return {
        "title": one.title,
        "invented": one.invented,
        "sentences": [part.sentence for part in one.missing],
        "said": f"{format_number(one.said)} von {format_number(one.of)}",
        "is_partial": one.is_partial,
        "rows": [
            [part.label, f"{part.share:.0f} %", f"{part.town_share:.0f} %", part.standing.label] for part in one.parts
        ],
    }


def _promises(whole: WholeResult) -> str:
    promises = whole.results.figures.promises
    if not promises.made:
        return ""
    rest = [
        (promises.late, "zu spät"),
        (promises.overdue, "überfällig"),
        (promises.pending, "noch in der Frist"),
    ]
    words = ", ".join(f"{format_number(number)} {label}" for number, label in rest if number)
    text = f"{format_number(promises.kept)} von {format_number(promises.made)} Ideen rechtzeitig beantwortet"
    return f"{text}, {words}." if words else f"{text}."


def _svg(drawing: MapDrawing, colours: Sequence[str]) -> str:
    """The picture by itself, for paper: no stylesheet reaches it."""
    parts = [f'<path d="{drawing.alone}" fill="#777"/>'] if drawing.alone else []
    for area in drawing.areas:
        colour = colours[area.slot]
        parts.append(
            f'<polygon points="{area.outline}" fill="{colour}" fill-opacity=".1" stroke="{colour}" '
            'stroke-dasharray="5 4"/>'
        )
        parts.append(f'<path d="{area.marks}" fill="{colour}" stroke="#fff" stroke-width=".8"/>')
    parts += [
        f'<circle cx="{area.x}" cy="{area.y}" r="17" fill="#fff" stroke="{colours[area.slot]}" stroke-width="3"/>'
        f'<text x="{area.x}" y="{area.y + 7}" font-family="Fira Sans" font-size="20" font-weight="600" '
        f'text-anchor="middle">{area.letter}</text>'
        for area in drawing.areas
    ]
    size = f'viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'
