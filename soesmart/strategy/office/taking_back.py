"""A value is taken back, or a target ended without another one: each a small page that asks why."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from soesmart.core import clock
from soesmart.core.dates import format_date, format_partial_date
from soesmart.core.numbers import format_number, with_unit
from soesmart.strategy.access import require_writer
from soesmart.strategy.forms.indicators import WhyForm
from soesmart.strategy.models import IndicatorValue, Target
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.services.taking_back import end_target, withdraw_value

LARGEST_KEY = 2**63 - 1
NO_BASELINE = (
    "Er war der Ausgangswert: Ohne ihn rechnet die Bewertung ab dem ersten Wert mit Jahr. Soll ein anderer gelten, "
    "bitte dessen Wert noch einmal eintragen und als Ausgangswert kennzeichnen."
)
CRUMB: dict[str, Any] = {"is_indicator": True}


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take back a value."""
    person = require_writer(request)
    row = _row(IndicatorValue, key, pk)
    if row.is_withdrawn:
        raise Http404
    form = WhyForm(posted(request))

    def write() -> object:
        return withdraw_value(actor=person, value=row, reason=form.cleaned_data["reason"], at=clock.now())

    when = format_date(row.day) if row.day else row.year or "ohne Jahr"
    title = f"Wert zurückziehen: {_amount(row)} ({when})"
    done = "Der Wert ist zurückgezogen. Er zählt nicht mehr und bleibt lesbar."
    if row.is_baseline:
        done += f" {NO_BASELINE}"
    return answer(request, _edit(form, write, title, done, "Zurückziehen", key))


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """End a target or milestone that none follows."""
    person = require_writer(request)
    row = _row(Target, key, pk)
    form = WhyForm(posted(request))

    def write() -> object:
        return end_target(actor=person, target=row, reason=form.cleaned_data["reason"], at=clock.now())

    word = "Zwischenziel" if row.is_milestone else "Zielwert"
    until = f" bis {format_partial_date(str(row.year))}" if row.year else ""
    title = f"{word} beenden: {_amount(row)}{until}"
    done = f"{'Das' if row.is_milestone else 'Der'} {word} gilt nicht mehr und bleibt lesbar."
    return answer(request, _edit(form, write, title, done, "Beenden", key))


def _edit(form: WhyForm, write: Any, title: str, done: str, submit: str, key: str) -> Edit:
    return Edit(form, write, title, done, reverse("strategy-office-indicator", args=[key]), submit, context=CRUMB)


def _row(model: type[IndicatorValue | Target], key: str, pk: int) -> Any:
    """A row of the indicator; 404 for those of others."""
    rows = model.objects.filter(indicator__key=key).select_related("indicator")
    found = rows.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if found is None:
        raise Http404
    return found


def _amount(row: Any) -> str:
    return with_unit(format_number(row.value), row.indicator.unit)
