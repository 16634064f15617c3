"""The page on which a contact types a value, and the list of what she delivers."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.core import clock
from soesmart.strategy.access import is_writer, require_contact, require_value_entry
from soesmart.strategy.forms.doubted_values import DoubtedEntryForm
from soesmart.strategy.models import Delivery, Indicator
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.own_values import own_values
from soesmart.strategy.queries.duties import duties_of, newest_values, waiting_values
from soesmart.strategy.services.deliveries import receive_typed
from soesmart.strategy.services.deliveries.typed import doubts, said

PAGE = 30


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The indicators whose values the person delivers, and what she typed with what became of it."""
    person = require_contact(request)
    page = Paginator(duties_of(person), PAGE).get_page(request.GET.get("seite"))
    typed = own_values(person, request.GET.get("eingetragen"))
    context = {"page": page, "today": clock.today(), "typed": typed}
    return render(request, "strategy/office/duties_mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, key: str) -> HttpResponse:
    """A contact's value waits for an officer; an officer has her own page, where it counts at once."""
    row = reads.indicator(key)
    person = require_value_entry(request, row)
    if is_writer(request):
        return redirect("strategy-office-value", key)
    form = DoubtedEntryForm(posted(request))

    def write() -> Delivery:
        of_value = {name: form.cleaned_data[name] for name in ("year", "day", "value")}
        form.require_right(said(doubts(indicator=row, sector="", district="", group="", **of_value)))
        return receive_typed(actor=person, indicator=row, at=clock.now(), person=person, **form.words())

    return answer(
        request,
        Edit(
            form,
            write,
            title=f"Wert eintragen: {row.name}",
            done="Danke, der Wert ist da. Alle sehen ihn, sobald die Strategiestelle ihn freigegeben hat.",
            to=reverse("strategy-office-mine"),
            submit="Zur Prüfung geben",
            template="strategy/office/duties_value.html",
            context=_known(row),
        ),
    )


def _known(row: Indicator) -> dict[str, Any]:
    """What stands there and what waits, so that nobody types it twice."""
    return {"indicator": row, "newest": newest_values(row), "waiting": waiting_values(row)}
