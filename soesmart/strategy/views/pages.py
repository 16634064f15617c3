"""The house, a field, the further measurements."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy import queries
from soesmart.strategy.picture import house_of
from soesmart.strategy.rules import Light


@require_safe
def house(request: HttpRequest) -> HttpResponse:
    """The whole strategy: the picture, and the same as a list."""
    strategy = queries.strategy_at(clock.now())
    if strategy is None:
        return render(request, "strategy/none.html")
    context = {"strategy": strategy, "house": house_of(strategy), "lights": legend(strategy.lights)}
    return render(request, "strategy/strategy.html", context)


@require_safe
def field(request: HttpRequest, key: str) -> HttpResponse:
    strategy = queries.strategy_at(clock.now())
    shown = strategy.field(key) if strategy else None
    if strategy is None or shown is None:
        raise Http404
    index = strategy.fields.index(shown)
    context = {
        "strategy": strategy,
        "field": shown,
        "lights": legend(shown.lights),
        "previous": strategy.fields[index - 1] if index else None,
        "next": strategy.fields[index + 1] if index + 1 < len(strategy.fields) else None,
        "place": index + 1,
    }
    return render(request, "strategy/field.html", context)


@require_safe
def measurements(request: HttpRequest) -> HttpResponse:
    """The town's public numbers that belong to no goal."""
    return render(request, "strategy/measurements.html", {"measurements": queries.further_measurements()})


def legend(lights: dict[Light, int]) -> list[tuple[Light, int]]:
    """All five lights with how many goals have them, for the legend."""
    return [(light, lights.get(light, 0)) for light in Light]
