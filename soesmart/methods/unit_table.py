"""The units that `units` knows: spelling, measure and factor, each measure in a unit of its own."""

from fractions import Fraction

# measure -> {symbol: factor}; what is offered to choose from stands small to large
_SYMBOLS: dict[str, dict[str, Fraction | int]] = {
    "energy": {  # in Wh; 1 Wh = 3,600 J
        "Wh": 1,
        "kWh": 10**3,
        "MWh": 10**6,
        "GWh": 10**9,
        "TWh": 10**12,
        "MJ": Fraction(10**6, 3600),
        "GJ": Fraction(10**9, 3600),
        "TJ": Fraction(10**12, 3600),
        "PJ": Fraction(10**15, 3600),
    },
    "mass": {"mg": Fraction(1, 1000), "g": 1, "kg": 10**3, "t": 10**6, "kt": 10**9, "Mt": 10**12},
    "area": {"m²": 1, "ha": 10**4, "km²": 10**6},
    "length": {"mm": Fraction(1, 1000), "cm": Fraction(1, 100), "m": 1, "km": 10**3},
    "volume": {"l": Fraction(1, 1000), "m³": 1},
    "power": {"W": 1, "kW": 10**3, "MW": 10**6, "GW": 10**9},
    "peak power": {"Wp": 1, "kWp": 10**3, "MWp": 10**6, "GWp": 10**9},
    "money": {"Cent": Fraction(1, 100), "EUR": 1, "TEUR": 10**3, "Mio. EUR": 10**6, "Mrd. EUR": 10**9},
    "share": {"‰": Fraction(1, 1000), "%": Fraction(1, 100), "Anteil": 1},
    "count": {"Anzahl": 1},
    "person": {"Einwohner": 1},
    "year": {"Jahr": 1},
}
OFFERED = {measure: tuple(symbols) for measure, symbols in _SYMBOLS.items()}

# further spellings, in any case; German plurals with them
_SPELLINGS = {
    "Wh": "wattstunde wattstunden",
    "kWh": "kilowattstunde kilowattstunden",
    "MWh": "megawattstunde megawattstunden",
    "GWh": "gigawattstunde gigawattstunden",
    "TWh": "terawattstunde terawattstunden",
    "MJ": "megajoule",
    "GJ": "gigajoule",
    "TJ": "terajoule",
    "PJ": "petajoule",
    "mg": "milligramm",
    "g": "gramm",
    "kg": "kilogramm kilo",
    "t": "tonne tonnen to",
    "kt": "kilotonne kilotonnen",
    "Mt": "megatonne megatonnen",
    "m²": "m2 qm quadratmeter quadratmetern",
    "ha": "hektar",
    "km²": "km2 qkm quadratkilometer quadratkilometern",
    "mm": "millimeter",
    "cm": "zentimeter",
    "m": "meter metern lfm",
    "km": "kilometer kilometern",
    "l": "liter litern",
    "m³": "m3 cbm kubikmeter kubikmetern",
    "W": "watt",
    "kW": "kilowatt",
    "MW": "megawatt",
    "GW": "gigawatt",
    "kWp": "kilowattpeak",
    "MWp": "megawattpeak",
    "Cent": "ct cents",
    "EUR": "€ euro euros",
    "TEUR": "t€ teuro keur k€",
    "Mio. EUR": "mio€ mioeur meur",
    "%": "prozent vh",
    "‰": "promille",
    "Anteil": "anteile",
    "Anzahl": "zahl stück stk stückzahl absolut",
}
UNITS = {
    spelling: (measure, Fraction(number))
    for measure, symbols in _SYMBOLS.items()
    if measure not in {"person", "year"}  # only below a fraction, there by their words
    for symbol, number in symbols.items()
    for spelling in (symbol.replace("²", "2").replace("³", "3"), *_SPELLINGS.get(symbol, "").split())
    if " " not in spelling
}
# "t" in lower case only, but "KWH" like "kWh": two symbols never differ in case alone
SPELLINGS = {spelling.casefold(): found for spelling, found in UNITS.items() if len(spelling) > 1}

MULTIPLIERS = {
    "tsd": 10**3,
    "tausend": 10**3,
    "mio": 10**6,
    "mill": 10**6,
    "million": 10**6,
    "millionen": 10**6,
    "mrd": 10**9,
    "milliarde": 10**9,
    "milliarden": 10**9,
}

# words of one meaning, mostly below a fraction
SAME_WORDS = {
    "ew": "einwohner",
    "einw": "einwohner",
    "kopf": "einwohner",
    "capita": "einwohner",
    "einwohnern": "einwohner",
    "person": "personen",
    "a": "jahr",
    "jahre": "jahr",
    "haushalt": "haushalte",
    "haushalten": "haushalte",
    "d": "tag",
}

# what a plain "Anzahl" may stand for
_COUNTED = (
    "anlagen anträge bäume beratungen besuche besucher betriebe dörfer einrichtungen einwohner fahrten fahrzeuge fälle "
    "familien gebäude haushalte kinder ladepunkte lastenräder menschen nutzer personen pkw plätze projekte räder "
    "schulen stellen teilnehmende unternehmen veranstaltungen vereine wohneinheiten wohnungen"
)
COUNTED = frozenset(_COUNTED.split())

# UNECE Recommendation 20, "Codes for units of measure used in international trade"
CODES = {
    "WHR": "Wh",
    "KWH": "kWh",
    "MWH": "MWh",
    "GWH": "GWh",
    "D32": "TWh",
    "3B": "MJ",
    "GV": "GJ",
    "D30": "TJ",
    "GRM": "g",
    "KGM": "kg",
    "TNE": "t",
    "KTN": "kt",
    "MTK": "m²",
    "HAR": "ha",
    "KMK": "km²",
    "MMT": "mm",
    "CMT": "cm",
    "MTR": "m",
    "KMT": "km",
    "LTR": "l",
    "MTQ": "m³",
    "WTT": "W",
    "KWT": "kW",
    "MAW": "MW",
    "A90": "GW",
    "P1": "%",
    "NX": "‰",
    "C62": "Anzahl",
    "H87": "Anzahl",
    "EUR": "EUR",
}
