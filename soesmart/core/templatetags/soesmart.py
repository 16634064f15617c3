"""The tags every page is built from; a builtin library, no template has to load it.

Texts: number, unit, euro, date_de, month_de, moment, date_range, address. Parts: icon, badge, example_badge, source,
card, tabs, breadcrumb, pagination, empty, chart. Forms (in forms.py beside this file): field, fields, form.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.core.exceptions import DisallowedHost
from django.core.paginator import Page
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from soesmart.core import dates, numbers
from soesmart.core.charts import Chart, render_chart
from soesmart.core.colours import palette

register = template.Library()


# ---- words and numbers -----------------------------------------------------------------------------------------------


@register.filter
def number(value: Decimal | float | int | None, decimals: int | str | None = None) -> str:
    """`{{ value|number }}` or `{{ value|number:1 }}`: `1.234,5`; nothing for None."""
    if value is None or value == "":
        return ""
    return numbers.format_number(value, None if decimals is None else int(decimals))


@register.filter
def unit(text: str, name: str | None) -> str:
    """`{{ value|number|unit:"%" }}`: number and unit stay on one line."""
    return numbers.with_unit(str(text), name or "") if text != "" else ""


@register.filter
def euro(cents: int | None) -> str:
    """`{{ cents|euro }}`: whole cents as `1.234,50 €`."""
    return "" if cents is None else numbers.format_euro(cents)


@register.filter
def date_de(value: date | datetime | str | None) -> str:
    """`6. Oktober 2021`; a partial date as text ("2021", "2021-10") is said as far as it is known."""
    if not value:
        return ""
    return dates.format_partial_date(value) if isinstance(value, str) else dates.format_date(_day(value))


@register.filter
def month_de(value: date | datetime | None) -> str:
    """`Oktober 2021`."""
    return dates.format_month(_day(value)) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`30. Juli 2020, 18:00 Uhr` in the town's time."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{dates.format_date(local.date())}, {local:%H:%M} Uhr"


@register.simple_tag
def date_range(first: date | datetime, last: date | datetime | None = None) -> str:
    """`25. bis 29. August 2020`."""
    return dates.format_date_range(_day(first), _day(last or first))


@register.simple_tag(takes_context=True)
def address(context: Context, familiar: str, formal: str) -> str:
    """`{% address "Schau dir an" "Schauen Sie sich an" %}`: the one the town speaks."""
    return familiar if getattr(context.get("town"), "address_form", "Sie") == "du" else formal


def _day(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


# ---- parts of a page -------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, size: str = "default") -> SafeString:
    """A KERN icon, decoration only: the words beside it carry the meaning. Names: see core/vendor_css.py."""
    return format_html('<span class="kern-icon kern-icon--{} kern-icon--{}" aria-hidden="true"></span>', name, size)


@register.inclusion_tag("core/_badge.html")
def badge(text: str, kind: str = "neutral", url: str = "") -> dict[str, Any]:
    """kind: neutral, success, warning, danger, info, example."""
    return {"text": text, "kind": kind, "url": url}


@register.inclusion_tag("core/_badge.html")
def example_badge(is_invented: bool) -> dict[str, Any]:
    """Marks what is invented, so that nothing reads as the town's own statement when it is not."""
    return {"text": "Beispielwert" if is_invented else "", "kind": "example", "url": ""}


@register.inclusion_tag("core/_source.html")
def source(url: str | None, label: str = "Quelle") -> dict[str, Any]:
    """`Quelle: rathaus.example` as a link; nothing without an address. Only http(s) is linked; label "" in a table."""
    parts = urlsplit(url or "")
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    host = (parts.hostname or "").removeprefix("www.") if is_web else ""
    return {"url": url if is_web else "", "host": host, "text": url or "", "label": label}


@register.inclusion_tag("core/_card.html")
def card(title: str, url: str = "", text: str = "", **options: Any) -> dict[str, Any]:
    """One card form for all. options: preline, foot, badge, badge_kind, invented, image, more, level, kind (accent)."""
    return {"title": title, "url": url, "text": text, "level": 3, **options}


@register.inclusion_tag("core/_tabs.html")
def tabs(items: Iterable[Any], label: str = "Ansichten") -> dict[str, Any]:
    """Links that look like tabs; items with label, url, is_current and, if wanted, count."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("core/_breadcrumb.html")
def breadcrumb(*parts: str) -> dict[str, Any]:
    """`{% breadcrumb "Strategie" strategy_url "Mobilität" %}`: label and address in turn, the page itself last."""
    pairs = list(zip(parts[0:-1:2], parts[1:-1:2], strict=True))
    return {"crumbs": pairs, "current": parts[-1] if parts else ""}


@register.inclusion_tag("core/_empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """What a list says while it is empty: what will stand here, and what one can do."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("core/_pagination.html", takes_context=True)
def pagination(context: Context, page: "Page[Any]", name: str = "seite") -> dict[str, Any]:
    """Links to the other pages of a list; keeps the other parts of the query. Nothing for a single page."""
    request = context.get("request")

    def address_of(index: int) -> str:
        query = request.GET.copy() if request else None
        if query is None:
            return f"?{name}={index}"
        query[name] = str(index)
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    entries = [{"number": index, "url": address_of(index) if isinstance(index, int) else ""} for index in shown]
    return {
        "page": page,
        "entries": entries if page.paginator.num_pages > 1 else [],
        "previous": address_of(page.number - 1) if page.has_previous() else "",
        "next": address_of(page.number + 1) if page.has_next() else "",
    }


@register.simple_tag
def chart(drawing: Chart | None) -> SafeString:
    """A LineChart, Sparkline or Bar as SVG; nothing for None."""
    return render_chart(drawing) if drawing is not None else SafeString("")


@register.filter
def svg(value: float) -> str:
    """A coordinate with a point, whatever the language of the page."""
    return f"{value:g}"


@register.simple_tag(takes_context=True)
def town_style(context: Context) -> SafeString:
    """The town's colours as custom properties, readable in light and dark; nothing where no town is known."""
    town = context.get("town")
    if not town:
        return SafeString("")
    colours = palette(town.colour_primary, town.colour_accent, getattr(town, "colour_primary_dark", None))
    properties = "".join(f"--town-{name}:{value};" for name, value in _css_names(colours.__dict__).items())
    nonce = getattr(context.get("request"), "csp_nonce", "")
    return format_html('<style nonce="{}">:root{{{}}}</style>', nonce, properties)


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> SafeString:
    """The page's own address without query, for search engines; nothing where the host name is not to be trusted."""
    try:
        address = context["request"].build_absolute_uri(context["request"].path)
    except (KeyError, DisallowedHost):
        return SafeString("")
    return format_html('<link rel="canonical" href="{}">', address)


@register.simple_tag(takes_context=True)
def theme_colour(context: Context) -> str:
    """`#rrggbb` for the browser's frame."""
    town = context.get("town")
    return palette(town.colour_primary, town.colour_accent).primary if town else "#2d5a4c"


def _css_names(colours: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in colours.items()}


# Registers field, fields and form on the same library.
from soesmart.core.templatetags import forms  # noqa: E402, F401
