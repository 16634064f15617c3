"""The yearly report as an accessible document: the house on its cover, contents, every chart with a table."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from soesmart.core.colours import palette
from soesmart.core.dates import format_date
from soesmart.core.pdf import render_pdf
from soesmart.region.models import Municipality
from soesmart.strategy.house.draw import describe
from soesmart.strategy.house.render import standalone_svg, standalone_window
from soesmart.strategy.pdf.report_words import chapter_words, field_words
from soesmart.strategy.reports.content import Content
from soesmart.strategy.reports.house import house_of, lights_of
from soesmart.strategy.reports.words import frame_words, method_words
from soesmart.strategy.rules import Light

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "strategy" / "pdf" / "report.typ"


def report_pdf(content: Content, town: Municipality, *, address: str, at: datetime, is_draft: bool = False) -> bytes:
    """PDF/UA-1, A4, from the content alone; `address` of its page. Raises PdfError."""
    house = house_of(content)
    lights = {f"light-{light.value}": standalone_window(light, town) for light in Light}
    assets = {"house": standalone_svg(house, town).decode(), **lights}
    counted = lights_of(content)
    said = ", ".join(f"{count} {light.label}" for light, count in counted)
    alt = f"{describe(house)}{f' Stand der Ziele: {said}.' if said else ''}"
    words = _words(content, town, address) | {
        "alt": alt,
        "is_draft": is_draft,
        "standing": [[light.value, light.label, count] for light, count in counted],
    }
    return render_pdf(TEMPLATE, words, at=at, assets=assets)


def _words(content: Content, town: Municipality, address: str) -> dict[str, Any]:
    return {
        "title": content.title,
        "town": content.town,
        "year": content.year,
        "colour": palette(town.colour_primary, town.colour_accent).primary,
        "known_on": _day(content.known_on),
        "composed_on": _day(content.composed_on),
        "invented": content.invented,
        "strategy": content.strategy,
        "version": content.version,
        "decided": content.decided,
        "horizon": content.horizon,
        "vision": content.vision,
        "terms": [vars(one) for one in content.terms],
        "overarching": [vars(one) for one in content.overarching],
        "foreword": content.foreword,
        "closing": content.closing,
        "field_singular": content.field_singular,
        "goal_word": content.goal_word,
        "overview": overview_rows(content),
        "fields": [field_words(field) for field in content.fields],
        "frame": frame_words(content),
        "chapters": [chapter_words(chapter) for chapter in content.chapters],
        "method": method_words(content),
        "address": address,
        "postal_address": ", ".join(town.postal_address.splitlines()),
        "website": town.website,
    }


def overview_rows(content: Content) -> list[dict[str, str]]:
    """All goals with light, symbol and chance."""
    return [
        {
            "code": goal.number or goal.code,
            "title": goal.title,
            "light": goal.indicator.rating.light if goal.indicator else Light.UNKNOWN.value,
            "light_word": goal.indicator.rating.light_label if goal.indicator else Light.UNKNOWN.label,
            "symbol": goal.indicator.rating.symbol if goal.indicator else "",
            "symbol_word": goal.indicator.rating.label if goal.indicator else "",
            "chance": goal.indicator.rating.chance_words if goal.indicator else "",
        }
        for goal in content.goals
    ]


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso))
