"""First page of the strategy's office: what is public, what is being written, what is to be done next and by whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.strategy.access import is_writer, may_approve, require_reader
from soesmart.strategy.forms.versions import OpenForm
from soesmart.strategy.office import reads
from soesmart.strategy.office.due import due
from soesmart.strategy.office.people import Names


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    person = require_reader(request)
    bench = reads.bench()
    work = bench.work
    names = Names.of({work.submitted_by_id, work.approved_by_id} if work else set())
    context = {
        "bench": bench,
        "work": work,
        "is_writer": is_writer(request),
        "may_approve": bool(work and may_approve(person, work)),
        "is_own": bool(work and work.submitted_by_id == person.pk),
        "submitter": names.get(work.submitted_by_id if work else None),
        "approver": names.get(work.approved_by_id if work else None),
        "open_form": OpenForm(initial={"label": bench.next_label}) if bench.strategy and not work else None,
        "due": due(bench.work or bench.current),
    }
    return render(request, "strategy/office/overview.html", context)
