"""Tags behind strategy/_house.html and strategy/_house_legend.html."""

from django import template
from django.utils.safestring import SafeString

from soesmart.strategy.house import HouseContent, render
from soesmart.strategy.rules import Light

register = template.Library()


@register.simple_tag
def house_drawing(house: HouseContent, town: render.Town) -> SafeString:
    """The drawings for desk and phone; house.css shows the one that fits."""
    return render.render_house(house, town)


@register.simple_tag
def house_colours(town: render.Town) -> SafeString:
    """Rules for a <style> element with the nonce of the page."""
    return render.house_colours(town)


@register.simple_tag
def house_lights() -> list[Light]:
    """All lights in the order of the legend."""
    return list(Light)


@register.simple_tag
def house_window(light: Light | str) -> SafeString:
    """A small window in that light, decoration only; needs the house on the same page."""
    return render.render_window(Light(light))
