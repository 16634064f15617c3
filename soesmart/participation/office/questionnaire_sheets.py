"""The office enters what came on paper, sheet by sheet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation.forms.questionnaire_page import faulty_in, parts_of, raw_answers, typed_of
from soesmart.participation.forms.questionnaires import SheetForm
from soesmart.participation.office.editing import posted
from soesmart.participation.office.questionnaires import officer_and_questionnaire
from soesmart.participation.queries import questionnaires as reads
from soesmart.participation.rules import Channel, Who
from soesmart.participation.services.response_batches import FaultyRows, Filled, record_responses


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """One paper sheet; the same number or code a second time is refused, so a form sent twice is one sheet."""
    person, row = officer_and_questionnaire(request, key)
    questions, typed = reads.questions_of(row), typed_of(request.POST)
    form, faults = SheetForm(posted(request), by_code=row.who == Who.CODE), dict[str, str]()
    if form.is_bound and form.is_valid():
        channel = Channel(form.cleaned_data["channel"])
        filled = Filled(form.credential(), raw_answers(questions, typed), channel)
        try:
            record_responses(actor=person, questionnaire=row, filled=[filled], at=clock.now())
            messages.success(request, f"Bogen „{form.cleaned_data['mark']}“ ist gespeichert.")
            return redirect("office_questionnaire_sheet", row.key)
        except FaultyRows as refusal:
            faults = {fault.question: fault.text for fault in refusal.faults if fault.question}
            for fault in refusal.faults:
                if not fault.question:
                    form.add_error("mark", fault.text)
        except Refused as refusal:
            form.refuse(refusal)
    parts = parts_of(questions, typed, faults, reads.districts_for(questions))
    page = {"questionnaire": row, "sheet": form, "parts": parts, "faulty": faulty_in(parts)}
    status = 422 if form.is_bound else 200
    return render(request, "participation/office_questionnaire_sheet.html", page, status=status)
