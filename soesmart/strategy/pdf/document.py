"""The PDF of a strategy: cover with the house, vision, goals with their numbers, decisions, versions."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from soesmart.core.colours import palette
from soesmart.core.dates import format_date
from soesmart.core.pdf import render_pdf
from soesmart.region.models import Municipality
from soesmart.strategy.house.draw import describe
from soesmart.strategy.house.render import standalone_svg, standalone_window
from soesmart.strategy.pdf.words import day, decided, field_words, overarching_words, term_words, version_row
from soesmart.strategy.picture import house_of
from soesmart.strategy.queries.shapes import StrategyView, VersionView
from soesmart.strategy.rules import Light

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "strategy" / "pdf" / "strategy.typ"


def strategy_pdf(
    strategy: StrategyView, versions: Sequence[VersionView], town: Municipality, *, address: str, at: datetime
) -> bytes:
    """PDF/UA-1, A4. `versions` newest first, `address` of the strategy's page; dated `at`. Raises PdfError."""
    house = house_of(strategy)
    lights = {f"light-{light.value}": standalone_window(light, town) for light in Light}
    assets = {"house": standalone_svg(house, town).decode(), **lights}
    alt = f"{describe(house)} {standing(strategy)}".strip()
    return render_pdf(TEMPLATE, _words(strategy, versions, town, address, at) | {"alt": alt}, at=at, assets=assets)


def standing(strategy: StrategyView) -> str:
    """How many windows have which light, in words."""
    counted = ", ".join(f"{count} {light.label}" for light, count in strategy.lights.items())
    return f"Stand der Ziele: {counted}." if counted else ""


def _words(
    strategy: StrategyView, versions: Sequence[VersionView], town: Municipality, address: str, at: datetime
) -> dict[str, Any]:
    version = strategy.version
    return {
        "title": strategy.name,
        "town": town.official_name,
        "colour": palette(town.colour_primary, town.colour_accent).primary,
        "edition": f"Fassung {version.label}" + (f", {decided(version)}" if decided(version) else ""),
        "day": format_date(timezone.localdate(at)),
        "is_current": not versions or versions[0].pk == version.pk,
        "current": versions[0].label if versions else version.label,
        "horizon": strategy.horizon,
        "note": strategy.note,
        "vision": version.vision,
        "vision_source": version.vision_source,
        "terms": term_words(strategy),
        "overarching": overarching_words(strategy),
        "standing": [[light.value, light.label, count] for light, count in strategy.lights.items()],
        "field_singular": strategy.field_singular,
        "field_plural": strategy.field_plural,
        "goal_word": strategy.goal_word,
        "fields": [field_words(field) for field in strategy.fields],
        "decisions": [[row.subject, str(row.year), day(row.decided), row.source] for row in strategy.decisions],
        "versions": [version_row(one) for one in versions],
        "version_note": version.note,
        "version_source": version.source,
        "address": address,
        "postal_address": ", ".join(town.postal_address.splitlines()),
        "website": town.website,
    }
