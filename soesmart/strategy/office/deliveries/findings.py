"""What the data doctor found in a delivery, the decisions about it, and the end of the delivery."""

from collections.abc import Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from soesmart.core.numbers import format_number
from soesmart.methods.data_doctor import TITLES, Kind
from soesmart.strategy.access import is_writer, require_reader
from soesmart.strategy.forms.deliveries import DecisionForm, SeveralForm
from soesmart.strategy.models import DeliveredValue, Delivery, Finding
from soesmart.strategy.office.deliveries.beside import beside
from soesmart.strategy.office.people import Names
from soesmart.strategy.office.stops import View
from soesmart.strategy.queries import deliveries as reads
from soesmart.strategy.queries.rivals import may_have_rivals
from soesmart.strategy.rules import Decision, DeliveryState
from soesmart.strategy.services.deliveries import ONLY_NOTED
from soesmart.strategy.services.deliveries.again import AGAIN

ONE = "strategy-office-delivery"
PAGE, VALUES_PAGE = 10, 50
VIEWS = ("offen", "alle", "werte")


def page(
    request: HttpRequest,
    row: Delivery,
    *,
    several: SeveralForm | None = None,
    refused: tuple[int, DecisionForm] | None = None,
) -> HttpResponse:
    """Findings, open ones or all, or the values as they will be stored."""
    show = request.POST.get("zeigen") or request.GET.get("zeigen", "")
    is_open = row.state == DeliveryState.FINDINGS
    show = show if show in VIEWS[not is_open :] else "offen" if row.open_findings and is_open else "werte"
    tally, counts = reads.tally(row), reads.counts(row)
    shown = _values(request, row, counts) if show == "werte" else _findings(request, row, show, tally.total, refused)
    told = beside(row, list(shown) if show == "werte" and len(shown) == row.rows_total else None) if is_open else None
    context: dict[str, Any] = {
        "delivery": row,
        "show": show,
        "tabs": _tabs(row, show),
        "counts": counts,
        "decided": decided_words(tally),
        "several": several or (_several(tally) if show == "offen" else None),
        "beside": told,
        "entered": told["entered"] if told else Names.of({row.delivered_by_id}).get(row.delivered_by_id),
        "is_writer": is_writer(request) and is_open,
        "page": shown,
    }
    bad = refused or (several and several.errors)
    return render(request, "strategy/office/delivery_findings.html", context, status=422 if bad else 200)


def _several(tally: reads.Tally) -> SeveralForm | None:
    """The form for many findings at once, where a kind has more than one that is open."""
    named = labels_of([(kind, count) for kind, count in tally.open_kinds if count > 1])
    return SeveralForm(kinds=named) if named else None


def decided_words(tally: reads.Tally) -> str:
    """ "4 Befunde entschieden: 1 Vorschlag angenommen, 2 berichtigt, 1 bestätigt."; "" where none was."""
    numbers = {
        "Vorschlag angenommen" if tally.accepted == 1 else "Vorschläge angenommen": tally.accepted,
        "berichtigt": tally.corrected,
        "bestätigt": tally.confirmed,
        "weggelassen": tally.left_out,
    }
    told = ", ".join(f"{format_number(number)} {words}" for words, number in numbers.items() if number)
    total = sum(numbers.values())
    return f"{format_number(total)} {'Befund' if total == 1 else 'Befunde'} entschieden: {told}." if total else ""


def title_of(kind: str) -> str:
    """The kind of a finding in words."""
    return TITLES[Kind(kind)] if kind in set(Kind) else kind


def labels_of(kinds: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    return [(kind, f"{title_of(kind)} ({count})") for kind, count in kinds]


def _tabs(row: Delivery, show: str) -> list[dict[str, Any]]:
    here = reverse(ONE, args=[row.pk])
    labels = {"offen": "Offene Befunde", "alle": "Alle Befunde", "werte": "Werte"}
    if row.state != DeliveryState.FINDINGS:
        del labels["offen"]
    counts = {"offen": row.open_findings}
    return [
        {"label": label, "url": f"{here}?zeigen={name}", "is_current": show == name, "count": counts.get(name)}
        for name, label in labels.items()
    ]


def _findings(
    request: HttpRequest, row: Delivery, show: str, total: int, refused: tuple[int, DecisionForm] | None
) -> Any:
    found = Finding.objects.filter(delivery=row).select_related("about__indicator").order_by("row", "pk")
    if show == "offen":
        found = found.filter(decision=Decision.OPEN)
    pages = Paginator(found, PAGE)
    pages.count = row.open_findings if show == "offen" else total  # counted already
    page = pages.get_page(request.POST.get("seite") or request.GET.get("seite"))
    for one in page:
        _dress(one, refused[1] if refused and refused[0] == one.pk else None)
    return page


def _dress(one: Any, refused: DecisionForm | None) -> None:
    """What the page says of a finding beside its columns."""
    one.title = title_of(one.kind)
    one.decision_label = Decision(one.decision).label
    one.may_stand = one.about is None or reads.number_of(one.about) is not None
    one.is_again = AGAIN in one.place
    one.may_leave_out = one.kind not in ONLY_NOTED
    one.unit = one.about.indicator.unit if one.about else ""
    proposed = "" if one.proposed is None else format_number(one.proposed)
    one.typed_correction = refused.data.get("correction", "") if refused else proposed
    one.typed_reason = refused.data.get("reason", "") if refused else ""
    one.errors = _errors(refused) if refused else []


def _errors(form: DecisionForm) -> list[tuple[str, str]]:
    """Name of the field, "" for the whole form, and what is wrong with it."""
    return [
        (name if name in form.fields else "", str(error))
        for name, errors in form.errors.items()
        for error in errors
        if name != "decision"
    ] or [("", "Bitte eine der Entscheidungen wählen.")]


def _values(request: HttpRequest, row: Delivery, counts: dict[str, int]) -> Any:
    found = DeliveredValue.objects.filter(delivery=row).select_related("indicator").order_by("row", "pk")
    pages = Paginator(found, VALUES_PAGE)
    pages.count = sum(counts[name] for name in ("new", "revised", "known", "left_out"))  # each value is one of them
    page = pages.get_page(request.GET.get("seite"))
    replacing = [value for value in page if value.replaces] if row.state == DeliveryState.FINDINGS else []
    before = reads.stored_values({value.indicator_id for value in replacing}) if replacing else {}
    for value in replacing:
        value.before = before.get(reads.slot_of(value))  # type: ignore[attr-defined]
    return page


def one_or_404(pk: UUID) -> Delivery:
    """The delivery without its file, with its source."""
    rows = Delivery.objects.select_related("source").defer("content").annotate(may_have_rivals_=may_have_rivals())
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def sent_only(view: View) -> View:
    """The view for forms. Who opens its address, such as after a form that came back, is sent to the delivery."""

    @wraps(view)
    def answered(request: HttpRequest, pk: UUID, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST":
            return view(request, pk, **kwargs)
        require_reader(request)
        return redirect(ONE, pk=one_or_404(pk).pk)

    return require_http_methods(["GET", "HEAD", "POST"])(answered)
