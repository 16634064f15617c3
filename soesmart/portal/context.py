"""The menus of every page: what the modules offer."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    return {"navigation": [], "footer_links": [], "office_nav": []}
