"""Weather symbols of rule A on a page: `{% weather_symbols %}` once, then `{% weather symbol %}` for each."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from soesmart.methods.weather_symbols import Symbol

register = template.Library()

NONE = "ohne Symbol"
CLOUD = "M9.5 26a6.2 6.2 0 0 1-.7-12.4 8 8 0 0 1 15.1 1.3A5.6 5.6 0 0 1 23.6 26z"
SMALL_CLOUD = "M12 27a5 5 0 0 1-.5-10 6.5 6.5 0 0 1 12.3 1A4.6 4.6 0 0 1 23.5 27z"
DRAWN = {
    Symbol.SUN: '<path class="rays" d="M16 1.5v4M16 26.5v4M1.5 16h4M26.5 16h4M5.8 5.8l2.8 2.8M23.4 23.4l2.8 2.8M5.8 '
    '26.2l2.8-2.8M23.4 8.6l2.8-2.8"/><circle class="sun" cx="16" cy="16" r="7"/>',
    Symbol.LIGHT_CLOUDS: '<path class="rays" d="M12 1.5v3M1.5 12h3M4.6 4.6l2.1 2.1M19.4 4.6l-2.1 2.1M4.6 19.4l2.1-2.1'
    f'"/><circle class="sun" cx="12" cy="12" r="5.5"/><path class="cloud" d="{SMALL_CLOUD}"/>',
    Symbol.CLOUD: f'<path class="cloud" d="{CLOUD}"/>',
    Symbol.STORM: f'<path class="cloud cloud--dark" d="{CLOUD}" transform="translate(0 -5)"/>'
    '<path class="bolt" d="M17.5 16l-5 8h4l-2 7 7-9.5h-4.5l3-5.5z"/>',
}
_SPRITE = SafeString(
    '<svg class="weather-sprite" aria-hidden="true" focusable="false" width="0" height="0">'
    + "".join(
        f'<symbol id="weather-{symbol}" class="weather-drawing" viewBox="0 0 32 32">{path}</symbol>'
        for symbol, path in DRAWN.items()
    )
    + '<symbol id="weather-none" class="weather-drawing" viewBox="0 0 32 32">'
    + '<circle class="none" cx="16" cy="16" r="9"/></symbol></svg>'
)


def _drawn(symbol: Symbol | None, word: str) -> SafeString:
    drawing = '<span class="weather"><svg aria-hidden="true" focusable="false"><use href="#weather-{}"/></svg>{}</span>'
    return format_html(drawing, symbol or "none", word)


_WORDS = {symbol: symbol.label if symbol else NONE for symbol in (*Symbol, None)}
_ALL = {symbol: _drawn(symbol, word) for symbol, word in _WORDS.items()}
_ALL_ALONE = {symbol: _drawn(symbol, word[:1].upper() + word[1:]) for symbol, word in _WORDS.items()}


@register.simple_tag
def weather_symbols() -> SafeString:
    """The drawings that `weather` refers to; once on a page."""
    return _SPRITE


@register.simple_tag
def weather(symbol: Symbol | str | None, is_alone: bool = False) -> SafeString:
    """Symbol and word; also for what has no symbol. is_alone: the word begins a line."""
    return (_ALL_ALONE if is_alone else _ALL)[Symbol(symbol) if symbol else None]
