"""One indicator of the office: its values with their pedigree, its targets, and the forms for new ones."""

from itertools import pairwise
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.core import clock
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.doubts import target_doubts
from soesmart.strategy.forms.doubted_values import DoubtedValueForm
from soesmart.strategy.forms.doubting import DoubtedTargetForm
from soesmart.strategy.models import Indicator, IndicatorValue, Target
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.people import Names
from soesmart.strategy.rules import ValueState
from soesmart.strategy.services.deliveries.typed import doubts, said
from soesmart.strategy.services.targets import require_possible, set_target
from soesmart.strategy.services.values import record_value

PAGE = 50
PART = ("sector", "district", "group")
# What is likely to be the same for the next value.
STAYS = ("source_name", "source", "licence", "method_version")


@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """An indicator with its targets and all values ever recorded."""
    require_reader(request)
    row = reads.indicator(key)
    context = {
        "indicator": row,
        "page": _page_of_values(row, request.GET.get("seite")),
        "targets": Target.objects.filter(indicator=row).order_by("replaced_on", "is_milestone", "year", "-pk"),
        "is_writer": is_writer(request),
    }
    return render(request, "strategy/office/indicator.html", context)


def _page_of_values(indicator: Indicator, number: str | None) -> "Page[Any]":
    """All values ever recorded, the newest time first, with what the page says about each. Four queries."""
    rows = IndicatorValue.objects.filter(indicator=indicator).order_by(
        F("year").desc(nulls_last=True), F("day").desc(nulls_first=True), *PART, "-recorded_at", "-pk"
    )
    page = Paginator(rows, PAGE).get_page(number)
    # A value was replaced when the one before it is of the same time and part, so one row more is read.
    start = max(page.start_index() - 1, 0)
    read: list[Any] = list(rows[start - 1 : start + PAGE]) if start else [None, *rows[:PAGE]]
    shown = read[1:]
    page.object_list = shown
    names = Names.of(person for value in shown for person in (value.entered_by_id, value.approved_by_id))
    for before, value in pairwise(read):
        value.is_replaced = before is not None and _time(before) == _time(value)
        value.state_label = "zurückgezogen" if value.is_withdrawn else ValueState(value.state).label
        value.counts = not value.is_replaced and not value.is_withdrawn
        value.became = "zurückgezogen" if value.is_replaced and before.is_withdrawn else "ersetzt"
        value.part = ", ".join(filter(None, (getattr(value, name) for name in PART)))
        value.entered = names.get(value.entered_by_id)
        value.approved = names.get(value.approved_by_id)
    return page


def _time(value: IndicatorValue) -> tuple[object, ...]:
    return tuple(getattr(value, name) for name in ("year", "day", *PART))


@require_http_methods(["GET", "HEAD", "POST"])
def new_value(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    row = reads.indicator(key)
    form = DoubtedValueForm(posted(request), initial=_as_before(row) if request.method != "POST" else None)

    def write() -> IndicatorValue:
        of_value = ("year", "day", "value", *PART)
        form.require_right(said(doubts(indicator=row, **{name: form.cleaned_data[name] for name in of_value})))
        return record_value(actor=person, indicator=row, at=clock.now(), pedigree=form.pedigree(), **form.rest())

    title = f"Wert eintragen: {row.name}"
    to = reverse("strategy-office-indicator", args=[key])
    return answer(request, Edit(form, write, title, "Der Wert ist eingetragen.", to, context=_crumb()))


def _as_before(indicator: Indicator) -> dict[str, str]:
    """Source and method of the value that was entered last; nothing of an invented one."""
    last = (
        IndicatorValue.objects.filter(indicator=indicator)
        .order_by("recorded_at", "pk")
        .values("invented", *STAYS)
        .last()
    )
    return {name: last[name] for name in STAYS} if last and not last["invented"] else {}


@require_http_methods(["GET", "HEAD", "POST"])
def new_target(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    row, known = reads.indicator_with_known(key)
    form = DoubtedTargetForm(posted(request))

    def write() -> Target:
        text, rest, at = form.text(), form.rest(), clock.now()
        possible = {name: rest[name] for name in ("value", "year", "decided")}
        require_possible(indicator=row, text=text, at=at, **possible)  # said before what is only doubted
        form.require_right(target_doubts(known, rest["value"], text.upper, text.kind))
        return set_target(actor=person, indicator=row, at=at, text=text, **rest)

    title = f"Zielwert setzen: {row.name}"
    to = reverse("strategy-office-indicator", args=[key])
    done = "Der Zielwert gilt. Der frühere bleibt lesbar."
    return answer(request, Edit(form, write, title, done, to, context=_crumb()))


def _crumb() -> dict[str, Any]:
    return {"is_indicator": True}
