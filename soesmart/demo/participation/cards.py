"""The 28 cards of December 2020, the ideas that are public beside them, and what the made-up people think of them."""

from typing import Any

from soesmart.demo.story import read

# How much the three ways of looking at things like a card, -1 to 1. That I03, I04 and I05 do best is public; how the
# voices were shared is not, so all of this is made up.
LEANINGS: dict[str, tuple[float, float, float]] = {
    "I01": (0.7, 0.6, 0.3),
    "I02": (0.6, 0.5, 0.7),
    "I03": (0.9, 0.9, 0.7),
    "I04": (0.9, 0.9, 0.6),
    "I05": (0.8, 0.6, 0.9),
    "I06": (0.6, 0.9, 0.5),
    "I07": (0.6, 0.8, 0.7),
    "I08": (0.5, 0.2, -0.1),
    "I09": (0.8, 0.7, 0.3),
    "I10": (0.9, 0.7, 0.2),
    "I11": (0.9, 0.4, -0.2),
    "I12": (0.8, 0.3, -0.6),
    "I13": (0.9, 0.6, 0.0),
    "I14": (0.8, 0.3, -0.5),
    "I15": (0.2, 0.4, 0.7),
    "I16": (0.8, -0.1, -0.9),
    "I17": (0.9, 0.6, 0.2),
    "I18": (0.7, 0.6, 0.2),
    "I19": (0.8, 0.9, 0.2),
    "I20": (0.6, 0.6, 0.4),
    "I21": (0.8, 0.6, 0.4),
    "I22": (0.7, 0.4, -0.4),
    "I23": (0.7, 0.4, -0.1),
    "I24": (0.6, -0.2, 0.3),
    "I25": (0.8, -0.4, -0.1),
    "I26": (0.4, 0.6, 0.8),
    "I27": (0.9, 0.8, 0.2),
    "I28": (0.8, 0.6, 0.2),
}
PUBLIC_LEANING = (0.7, 0.6, 0.2)
# Headings of the campaign of December, as the town's three plans.
THEMES = ("smart-city", "verkehr", "klima")


def cards() -> list[dict[str, Any]]:
    """The cards in their order; see demo/data/README.md for their shape."""
    rows: list[dict[str, Any]] = read("ideas")["ideas"]
    return rows


def project_ideas() -> list[dict[str, Any]]:
    """The ten ideas that became, or may become, pilots."""
    return [row for row in cards() if row["pilot"]]


def public_ideas() -> list[dict[str, Any]]:
    """Ideas of residents that are known from the press and the platform."""
    rows: list[dict[str, Any]] = read("ideas")["other_public_ideas"]
    return rows
