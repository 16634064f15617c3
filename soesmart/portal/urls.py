"""Addresses of the portal. The last one serves the town's own pages and so must stay last of all."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from soesmart.portal import calendar_pages, feeds, inventory, office, views
from soesmart.portal.editor import for_editors
from soesmart.portal.search_pages import search_page

# Wagtail's list is shared by the whole process; it is wrapped once, when this module is imported.
decorate_urlpatterns(wagtailadmin_urls.urlpatterns, for_editors)

urlpatterns = [
    path("", views.start, name="start"),
    path("suche/", search_page, name="search"),
    path("kalender/", calendar_pages.calendar, name="calendar"),
    path("kalender/monat/", calendar_pages.month, name="calendar_month"),
    path("kalender/termine.ics", calendar_pages.feed, name="calendar_feed"),
    path("kalender/termin.ics", calendar_pages.one_date_file, name="calendar_file"),
    path("kalender/<uuid:pk>/", calendar_pages.date_page, name="calendar_date"),
    path("aktuelles/feed.rss", feeds.rss, name="news_rss"),
    path("aktuelles/feed.atom", feeds.atom, name="news_atom"),
    path("inhalt/", inventory.contents, name="contents"),
    path("sitemap.xml", inventory.sitemap, name="sitemap"),
    path("robots.txt", inventory.robots, name="robots"),
    path("verwaltung/", office.office, name="office"),
    path("verwaltung/termine/", office.date_list, name="office_dates"),
    path("verwaltung/termine/neu/", office.new_date, name="office_new_date"),
    path("verwaltung/termine/<uuid:pk>/", office.edit_date, name="office_date"),
    path("verwaltung/termine/<uuid:pk>/loeschen/", office.delete_date, name="office_delete_date"),
    path("verwaltung/termine/<uuid:pk>/zurueckholen/", office.restore_date, name="office_restore_date"),
    path("redaktion/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("media/images/<path:name>", views.image, name="image"),
    path("<path:path>/", views.page, name="page"),
]
