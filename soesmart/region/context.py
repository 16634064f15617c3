"""What every template knows of the town."""

from django.conf import settings
from django.http import HttpRequest

from soesmart.region.addresses import address_of


def town(request: HttpRequest) -> dict[str, object]:
    """town, region (None on pages of no host), and the address of the region's start page ("" without one)."""
    region_host = getattr(request, "region_host", "")
    return {
        "town": getattr(request, "town", None),
        "region": getattr(request, "region", None),
        "region_url": address_of(request, region_host),
        "source_code_url": settings.SOURCE_CODE_URL,
    }
