"""Measures of the town: list, form, and what each is thought to bring. What is stored here is public at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.doubts import effect_doubts
from soesmart.strategy.forms.doubting import DoubtedEstimateForm
from soesmart.strategy.forms.measures import MeasureForm
from soesmart.strategy.forms.parts import GuardedForm, key_from
from soesmart.strategy.models import Indicator, Measure, MeasureEstimate
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.people import Names
from soesmart.strategy.services.measures import (
    add_measure,
    drop_measure,
    edit_measure,
    record_estimate,
    require_possible,
    restore_measure,
    withdraw_estimate,
)

LIST, ONE = "strategy-office-measures", "strategy-office-measure"
PER_PAGE = 30


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    require_reader(request)
    chosen = request.GET.get("zeigen", "")
    rows = Measure.objects.filter(is_dropped=chosen == "entfallen")
    for word in request.GET.get("q", "").replace("\x00", "")[:200].split():
        rows = rows.filter(Q(name__icontains=word) | Q(key__icontains=word))
    if chosen in ("beschlossen", "moeglich"):
        rows = rows.filter(is_decided=chosen == "beschlossen")
    rows = rows.annotate(moves=Count("estimates__indicator", distinct=True)).order_by("name", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
    choices = [("", "alle"), ("beschlossen", "beschlossene"), ("moeglich", "mögliche"), ("entfallen", "entfallene")]
    context = {"page": page, "choices": choices, "chosen": chosen, "is_writer": is_writer(request)}
    return render(request, "strategy/office/measures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    form = MeasureForm(posted(request))

    def write() -> Measure:
        key = form.cleaned_data["key"] or key_from(
            form.cleaned_data["name"], set(Measure.objects.values_list("key", flat=True))
        )
        town = request.town  # type: ignore[attr-defined]
        return add_measure(actor=person, municipality=town, text=form.text_for(key), at=clock.now())

    done = "Die Maßnahme ist angelegt. Es fehlt noch, was sie bewirkt: Das lässt sich gleich hier schätzen."
    edit = Edit(form, write, "Neue Maßnahme", done, reverse(LIST), context=CRUMB, onward=_first_estimate)
    return answer(request, edit)


def _first_estimate(made: Measure) -> str:
    return reverse("strategy-office-estimate", args=[made.key])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    row = one_measure(key)
    form = MeasureForm(posted(request), stored=row)
    return answer(
        request,
        Edit(
            form,
            lambda: edit_measure(
                actor=person, measure=row, text=form.text_for(key), revision=form.seen, at=clock.now()
            ),
            title=f"{row.name} bearbeiten",
            done="Die Maßnahme ist gespeichert.",
            to=reverse(ONE, args=[key]),
            fresh=lambda: MeasureForm(stored=one_measure(key)),
            context=CRUMB | {"who_target": f"strategy.measure:{row.pk}"},
        ),
    )


@dataclass(frozen=True)
class Moved:
    """An indicator that a measure moves: the newest estimate first, then the earlier ones."""

    indicator: Indicator
    estimates: list[MeasureEstimate]

    @property
    def is_withdrawn(self) -> bool:
        return self.estimates[0].is_withdrawn


@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """A measure with all that was ever estimated for it."""
    require_reader(request)
    row = one_measure(key)
    rows = list(row.estimates.select_related("indicator__goal").order_by("-recorded_at", "-pk"))
    names = Names.of(estimate.estimated_by_id for estimate in rows)
    moved: dict[int, Moved] = {}
    for estimate in rows:
        estimate.author = names.get(estimate.estimated_by_id)  # type: ignore[attr-defined]
        moved.setdefault(estimate.indicator_id, Moved(estimate.indicator, [])).estimates.append(estimate)
    context = {"measure": row, "moved": list(moved.values()), "is_writer": is_writer(request)}
    return render(request, "strategy/office/measure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_estimate(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    row = one_measure(key)
    indicators = indicator_choices()
    initial = {"indicator": request.GET.get("kennzahl", "")}
    form = DoubtedEstimateForm(posted(request), indicators=indicators, initial=initial)

    def write() -> MeasureEstimate:
        indicator, known = reads.indicator_with_known(form.cleaned_data["indicator"])
        text = form.estimate()
        require_possible(text, indicator)  # what can never be is said before what is doubted
        form.require_right(effect_doubts(known, text.low, text.high))
        return record_estimate(actor=person, measure=row, indicator=indicator, text=text, at=clock.now())

    title, to = f"Wirkung schätzen: {row.name}", reverse(ONE, args=[key])
    done = "Die Schätzung gilt. Die frühere bleibt lesbar."
    return answer(request, Edit(form, write, title, done, to, context=CRUMB))


@require_POST
def withdraw(request: HttpRequest, key: str, indicator: str) -> HttpResponse:
    person = require_writer(request)
    row = one_measure(key)
    withdraw_estimate(actor=person, measure=row, indicator=reads.indicator(indicator), at=clock.now())
    messages.success(request, "Die Maßnahme zählt für diese Kennzahl nicht mehr. Die Schätzung bleibt lesbar.")
    return redirect(ONE, key)


@require_POST
def set_dropped(request: HttpRequest, key: str, way: str) -> HttpResponse:
    """Drop or restore; the revision guards against two at once."""
    person = require_writer(request)
    row = one_measure(key)
    form = GuardedForm(request.POST)
    change = drop_measure if way == "drop" else restore_measure
    try:
        change(actor=person, measure=row, revision=form.seen if form.is_valid() else 0, at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.text)
    else:
        word = "entfallen. Sie lässt sich hier wieder aufnehmen." if way == "drop" else "wieder aufgenommen."
        messages.success(request, f"„{row.name}“ ist {word}")
    return redirect(ONE, key)


def one_measure(key: str) -> Measure:
    found = Measure.objects.filter(key=key).select_related("municipality").first()
    if found is None:
        raise Http404
    return found


def indicator_choices() -> list[tuple[str, str]]:
    """All indicators by goal, with their units."""
    rows = Indicator.objects.order_by("goal__code", "key").values_list("key", "goal__code", "name", "unit")
    return [(key, f"{f'{code}: ' if code else ''}{name} ({unit})") for key, code, name, unit in rows]


CRUMB: dict[str, Any] = {"is_measure": True}
