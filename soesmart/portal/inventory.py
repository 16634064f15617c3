"""What there is: the sitemap for machines and the page "Inhalt" for people."""

from xml.sax.xmlreader import AttributesImpl

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from soesmart.core.module import modules
from soesmart.portal import queries
from soesmart.portal.context import desk_of
from soesmart.portal.models import SearchDocument
from soesmart.portal.paging import NoSuchPage, no_such_page, page_of

# The most that the protocol of sitemaps allows in one file.
MOST = 50_000


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    base = f"{request.scheme}://{request.get_host()}"
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    xml = SimplerXMLGenerator(response, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}))
    entries = {entry.url: entry for module in modules() for entry in module.sitemap()}
    for entry in list(entries.values())[:MOST]:
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", base + entry.url)
        if entry.changed_at:
            xml.addQuickElement("lastmod", entry.changed_at.isoformat(timespec="seconds"))
        xml.endElement("url")
    xml.endElement("urlset")
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    base = f"{request.scheme}://{request.get_host()}"
    lines = [
        "User-agent: *",
        "Disallow: /suche/",
        "Disallow: /verwaltung/",
        "Disallow: /redaktion/",
        "Disallow: /konto/",
    ]
    text = "\n".join([*lines, "", f"Sitemap: {base}/sitemap.xml", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """The parts of the portal and its pages; with `?art=` all things of one kind."""
    kind = request.GET.get("art", "")[:60]
    if kind:
        return _all_of(request, kind)
    desk = desk_of(request)
    context = {
        "parts": [link for module in modules() for link in module.menu()],
        "pages": list(queries.info_pages(desk)) if desk else [],
        "kinds": SearchDocument.objects.values("kind").annotate(count=Count("pk")).order_by("kind"),
    }
    return render(request, "portal/contents.html", context)


def _all_of(request: HttpRequest, kind: str) -> HttpResponse:
    rows = SearchDocument.objects.filter(kind=kind.replace("\x00", "")).order_by("title", "pk")
    try:
        page = page_of(request, rows.only("title", "url"), 100)
    except NoSuchPage as problem:
        return no_such_page(request, problem)
    if not page.paginator.count:
        raise Http404
    return render(request, "portal/contents_of_kind.html", {"kind": kind, "page": page})
