"""The office lets people see an event, calls it off, draws its letters anew, puts it away, throws a draft away."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.events.forms.events import CancelForm
from soesmart.events.models import Event
from soesmart.events.office.events import frame, officer_and_event
from soesmart.events.queries.readiness import readiness
from soesmart.events.rules import EventState
from soesmart.events.services.events import delete_draft, draw_join_code
from soesmart.events.services.publishing import archive_event, cancel_event, publish_event, take_from_archive

PAGE, CURRENT = "events/office_event_publish.html", "office_event_publish"
# What a button of the page does, and what is said then.
STEPS = {
    "publish": (publish_event, "Veröffentlicht. Die Seite wechselt von selbst zu Countdown, Stream und Abstimmung."),
    "archive": (archive_event, "Abgelegt. Alles bleibt nachlesbar."),
    "unarchive": (take_from_archive, "Die Veranstaltung ist aus der Ablage geholt."),
    "code": (draw_join_code, "Neue Buchstaben sind gezogen. Wer schon dabei ist, bleibt dabei."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """What is missing, and the steps that are possible now."""
    person, row = officer_and_event(request, key)
    at, refused = clock.now(), ""
    is_cancelling = request.method == "POST" and request.POST.get("do") == "cancel"
    form = CancelForm(request.POST if is_cancelling else None)
    if request.method == "POST":
        try:
            done = _step(request.POST.get("do", ""), person, row, form, at)
        except Refused as refusal:
            refused = refusal.text
            if refusal.field and form.is_bound:
                form.refuse(refusal)
        else:
            if done:
                messages.success(request, done)
                return redirect(CURRENT, key=row.key)
        row.refresh_from_db()
    context = frame(request, row, CURRENT, at) | _possible(row, at)
    context |= {"form": form, "refused": "" if form.errors else refused}
    return render(request, PAGE, context, status=422 if request.method == "POST" else 200)


def _step(do: str, person: Person, row: Event, form: CancelForm, at: datetime) -> str:
    """What was done, in words; "" when the form is not right yet or the button is unknown."""
    if do in STEPS:
        step, said = STEPS[do]
        step(actor=person, event=row, at=at)
        return said
    if do == "cancel" and form.is_valid():
        cancel_event(actor=person, event=row, reason=form.cleaned_data["reason"], at=at)
        return "Abgesagt. Der Grund steht auf der Seite; wer Karten hat, bekommt Nachricht."
    return ""


def _possible(row: Event, at: datetime) -> dict[str, object]:
    is_published, is_over = row.state == EventState.PUBLISHED, row.ends_at <= at
    return {
        "missing": readiness(row, at) if row.state == EventState.DRAFT else [],
        "may_cancel": is_published and not is_over,
        "may_archive": row.state == EventState.CANCELLED or (is_published and is_over),
        "may_draw": row.state in (EventState.DRAFT, EventState.PUBLISHED) and not is_over,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then throw the draft away."""
    person, row = officer_and_event(request, key)
    if request.method != "POST":
        return render(request, "events/office_event_drop.html", {"event": row})
    try:
        delete_draft(actor=person, event=row, at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.text)
        return redirect(CURRENT, key=row.key)
    messages.success(request, f"Der Entwurf „{row.title}“ ist gelöscht.")
    return redirect("office_events")
