"""Places on the map for made-up ideas: scattered over the town, all inside it."""

# Around the market, the station, the southern and northern quarters, and some villages.
PLACES = (
    ("51.57110", "8.10580"),
    ("51.57790", "8.10230"),
    ("51.56320", "8.11110"),
    ("51.57020", "8.11300"),
    ("51.58010", "8.11900"),
    ("51.56480", "8.09330"),
    ("51.55810", "8.12020"),
    ("51.57410", "8.09210"),
    ("51.56900", "8.10110"),
    ("51.55280", "8.05330"),
)


def place_of(number: int) -> tuple[str, str]:
    """Latitude and longitude for two of three ideas, empty texts for the others."""
    return ("", "") if number % 3 == 2 else PLACES[number % len(PLACES)]
