"""The house, a field, the further measurements."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy import queries
from soesmart.strategy.picture import house_of
from soesmart.strategy.queries.known import day_asked
from soesmart.strategy.rules import Light
from soesmart.strategy.views.goal import as_known_answer


@require_safe
def house(request: HttpRequest) -> HttpResponse:
    """The whole strategy: the picture, and the same as a list. `?stand=`: lit as known on a day."""
    found = queries.strategy_at(clock.now())
    if found is None:
        return render(request, "strategy/none.html")
    asked = day_asked(request.GET, clock.today())
    strategy = asked.of_strategy(found)
    context = {
        "strategy": strategy,
        "house": house_of(strategy),
        "lights": legend(strategy.lights),
        "asked": asked,
    }
    return as_known_answer(render(request, "strategy/strategy.html", context), asked)


@require_safe
def field(request: HttpRequest, key: str) -> HttpResponse:
    asked = day_asked(request.GET, clock.today())
    found = queries.strategy_at(clock.now())
    strategy = asked.of_strategy(found) if found else None
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
        "asked": asked,
    }
    return as_known_answer(render(request, "strategy/field.html", context), asked)


@require_safe
def measurements(request: HttpRequest) -> HttpResponse:
    """The town's public numbers that belong to no goal."""
    asked = day_asked(request.GET, clock.today())
    context = {"measurements": [asked.of(one) for one in queries.further_measurements()], "asked": asked}
    return as_known_answer(render(request, "strategy/measurements.html", context), asked)


def legend(lights: dict[Light, int]) -> list[tuple[Light, int]]:
    """All five lights with how many goals have them, for the legend."""
    return [(light, lights.get(light, 0)) for light in Light]
