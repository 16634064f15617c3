"""Pages about the town, and the pages of the region's own host."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.region import queries
from soesmart.region.addresses import home_of


def town(request: HttpRequest) -> HttpResponse:
    """About the town: public facts and districts."""
    districts = queries.districts_of_the_town()
    page = {
        "facts": queries.facts_of_the_town(),
        "villages": districts.get("village", []),
        "quarters": districts.get("quarter", []),
    }
    return render(request, "region/town.html", page)


def region_start(request: HttpRequest) -> HttpResponse:
    """The region's start page: its towns."""
    towns = queries.towns_of(request.region)  # type: ignore[attr-defined]
    rows = [{"town": town, "facts": town.facts.all()[:4], "url": home_of(request, town)} for town in towns]
    return render(request, "region/start.html", {"rows": rows})


def network(request: HttpRequest) -> HttpResponse:
    """What the towns do together."""
    facts = queries.network_facts_of(request.region)  # type: ignore[attr-defined]
    return render(request, "region/network.html", {"facts": facts})
