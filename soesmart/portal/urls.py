"""Addresses of the portal. The last one serves the town's own pages and so must stay last of all."""

from django.urls import path

from soesmart.portal import views
from soesmart.portal.search_pages import search_page

urlpatterns = [
    path("", views.start, name="start"),
    path("suche/", search_page, name="search"),
    path("media/images/<path:name>", views.image, name="image"),
    path("<path:path>/", views.page, name="page"),
]
