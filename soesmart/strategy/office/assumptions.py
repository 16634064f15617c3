"""What the decision sheets take for granted, per indicator."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.core import clock
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.forms.measures import AssumptionForm
from soesmart.strategy.models import Assumption, Indicator
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.people import Names
from soesmart.strategy.services.assumptions import note_assumption

PER_PAGE = 50


@require_safe
def assumptions(request: HttpRequest) -> HttpResponse:
    """All indicators of goals with their overlap and the number of assumptions."""
    require_reader(request)
    rows = Indicator.objects.exclude(goal=None).select_related("goal").order_by("goal__code")
    counted = rows.annotate(
        assumed=Count("assumptions", distinct=True), measured=Count("estimates__measure", distinct=True)
    )
    page = Paginator(counted, PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "strategy/office/measure_assumptions.html", {"page": page})


@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """The assumptions of one indicator, newest first."""
    require_reader(request)
    row = reads.indicator(key)
    page = Paginator(row.assumptions.order_by("-recorded_at", "-pk"), PER_PAGE).get_page(request.GET.get("seite"))
    names = Names.of(assumption.assumed_by_id for assumption in page)
    for assumption in page:
        assumption.author = names.get(assumption.assumed_by_id)  # type: ignore[attr-defined]
    context = {"indicator": row, "page": page, "is_writer": is_writer(request)}
    return render(request, "strategy/office/measure_assumption.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    row = reads.indicator(key)
    form = AssumptionForm(posted(request))

    def write() -> Assumption:
        return note_assumption(actor=person, indicator=row, at=clock.now(), **form.cleaned_data)

    to = reverse("strategy-office-assumption", args=[key])
    title = f"Annahme festhalten: {row.name}"
    edit = Edit(form, write, title, "Die Annahme steht auf dem Entscheidungsblatt.", to, context={"is_measure": True})
    return answer(request, edit)
