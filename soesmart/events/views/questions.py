"""Ask the stage something, and say which questions of others matter: a page, and what the card's buttons send."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.events.credentials import Voter
from soesmart.events.forms.questions import QuestionForm
from soesmart.events.models import AudienceQuestion, Event, Item
from soesmart.events.queries.questions import item_of_questions, question_of, questions_of
from soesmart.events.services.questions import (
    are_questions_taken,
    ask_question,
    support_question,
    withdraw_support,
)
from soesmart.events.views.phone_frame import evening_or_404, light, tidy_code, voter_in, wants_json
from soesmart.participation.rules import Visibility

SAID = {
    "gefragt": "Die Frage ist angekommen und steht in der Liste.",
    "wartet": "Die Frage ist angekommen. Die Moderation liest sie, dann steht sie in der Liste.",
    "wichtig": "Das ist gezählt.",
    "zurueck": "Zurückgenommen.",
}


def questions(request: HttpRequest, code: str) -> HttpResponse:
    """The list; or, posted here, a question and what somebody finds important."""
    event = evening_or_404(request, tidy_code(code))
    voter = voter_in(request, event)
    if request.method != "POST":
        return _show(request, event, voter)
    if voter is None:
        return _not_there(request, event)
    form = QuestionForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("events.question.form", "Das kam unvollständig an. Bitte laden Sie die Seite neu.")
        said = _done(event, voter, form.cleaned_data)
    except Refused as refusal:
        if wants_json(request):
            return JsonResponse({"status": refusal.code, "text": refusal.text}, status=422)
        return _show(request, event, voter, error=refusal.text, typed=request.POST.get("text", ""), status=422)
    if wants_json(request):
        return JsonResponse({"status": "stored", "text": SAID[said]})
    return redirect(f"{reverse('evening_questions', args=[event.join_code])}?gesagt={said}#gesagt")


def _done(event: Event, voter: Voter, wanted: dict[str, Any]) -> str:
    at = clock.now()
    if wanted["act"] == "ask":
        if wanted["nonce"] is None:
            raise Refused("events.question.form", "Das kam unvollständig an. Bitte laden Sie die Seite neu.")
        item = _item(event, wanted["item"])
        asked = ask_question(item=item, voter=voter, text=wanted["text"], nonce=wanted["nonce"], at=at)
        return "wartet" if asked.visibility == Visibility.HELD else "gefragt"
    if wanted["withdraw"]:
        withdraw_support(question=_question(event, wanted["withdraw"]), voter=voter, at=at)
        return "zurueck"
    support_question(question=_question(event, wanted["support"] or 0), voter=voter, at=at)
    return "wichtig"


def _item(event: Event, number: int | None) -> Item:
    item = item_of_questions(event, number)
    if item is None:
        raise Refused("events.question.not_here", "Hier werden keine Fragen gesammelt.")
    return item


def _question(event: Event, number: int) -> AudienceQuestion:
    found = question_of(event, number)
    if found is None:
        raise Refused("events.question.gone", "Diese Frage gibt es nicht mehr. Bitte laden Sie die Seite neu.")
    return found


def _show(
    request: HttpRequest, event: Event, voter: Voter | None, *, error: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    item = item_of_questions(event)
    if item is None:
        raise Http404
    number = request.GET.get("seite", "1")
    found = questions_of(item, voter, int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1)
    page = {
        "event": event,
        "item": item,
        "found": found,
        "voter": voter,
        "error": error,
        "typed": typed,
        "said": SAID.get(request.GET.get("gesagt", "")),
        "is_open": are_questions_taken(event, item, clock.now()),
    }
    return light(request, "events/evening_questions.html", page, status)


def _not_there(request: HttpRequest, event: Event) -> HttpResponse:
    if wants_json(request):
        text = "Dieses Gerät macht noch nicht mit. Bitte laden Sie die Seite neu und sagen Sie, wo Sie sind."
        return JsonResponse({"status": "events.join.needed", "text": text}, status=403)
    return redirect("evening", event.join_code)
