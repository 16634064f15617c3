"""Look at a report before anybody else does, then publish or discard it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.access import require_reader, require_writer
from soesmart.strategy.doubts import report_doubts
from soesmart.strategy.forms.indicators import WhyForm
from soesmart.strategy.forms.parts import GuardedForm
from soesmart.strategy.models import Report
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.reports import LIST, ONE, report_named
from soesmart.strategy.pdf.report import report_pdf
from soesmart.strategy.queries import reports as reads
from soesmart.strategy.reports.content import Content
from soesmart.strategy.rules import ReportState
from soesmart.strategy.services import reports as services
from soesmart.strategy.views.report_pages import page_of, pdf_answer


@require_safe
def preview(request: HttpRequest, year: int, part: str = "") -> HttpResponse:
    """The draft with the templates of the public page, marked as a draft; search engines stay out."""
    require_reader(request)
    report, content = _draft(request, year)
    context = page_of(content, part, name="strategy-office-report-preview-part") | {
        "report": report,
        "is_preview": True,
    }
    template = "strategy/office/report_part_preview.html" if part else "strategy/office/report_preview.html"
    answered = render(request, template, context)
    answered["X-Robots-Tag"] = "noindex"
    return answered


@require_safe
def preview_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The same as a file with "Entwurf" on every page."""
    require_reader(request)
    _, content = _draft(request, year)
    at, town = clock.now(), request.town  # type: ignore[attr-defined]
    pdf = report_pdf(content, town, address=_address(request, year), at=at, is_draft=True)
    answered = pdf_answer(pdf, f"entwurf-bericht-{town.slug}-{year}.pdf")
    answered["X-Robots-Tag"] = "noindex"
    return answered


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, year: int) -> HttpResponse:
    person = require_writer(request)
    report = report_named(year)
    _require_draft(report)
    form = GuardedForm(posted(request), initial={"revision": services.state_of(report)})

    done = f"Der Bericht {year} ist veröffentlicht und bleibt ab jetzt, wie er ist."
    return answer(
        request,
        Edit(
            form,
            lambda: _freeze(request, person, report, form.seen),
            title=f"Bericht {year} veröffentlichen",
            done=done,
            to=reverse(ONE, args=[year]),
            submit="Jetzt veröffentlichen",
            template="strategy/office/report_publish.html",
            context={"report": report, "doubts": report_doubts(report.year, report.known_on)},
        ),
    )


def _freeze(request: HttpRequest, person: Person, report: Report, seen: int) -> Report:
    """Put together anew, for what the preview shows may be hours old."""
    at, town = clock.now(), request.town  # type: ignore[attr-defined]
    content = _require(reads.composed(report, town, at))
    pdf = report_pdf(content, town, address=_address(request, report.year), at=at)
    return services.publish_report(actor=person, report=report, content=content, pdf=pdf, at=at, seen=seen)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, year: int) -> HttpResponse:
    person = require_writer(request)
    report = report_named(year)
    _require_draft(report)
    form = GuardedForm(posted(request), initial={"revision": services.state_of(report)})
    if request.method == "POST":
        seen = form.seen if form.is_valid() else 0
        services.discard_report(actor=person, report=report, at=clock.now(), seen=seen)
        messages.success(request, f"Der Entwurf des Berichts {year} ist verworfen.")
        return redirect(LIST)
    return render(request, "strategy/office/report_discard.html", {"report": report, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, year: int) -> HttpResponse:
    """Say that a published report no longer holds, and why."""
    person = require_writer(request)
    report = report_named(year)
    if report.state != ReportState.PUBLISHED or report.withdrawn_at:
        raise Conflict("strategy.report.not_published", f"Der Bericht {year} gilt nicht oder nicht mehr.")
    form = WhyForm(posted(request))

    def write() -> Report:
        reason = form.cleaned_data["reason"]
        return services.withdraw_report(actor=person, report=report, reason=reason, at=clock.now())

    title = f"Bericht {year} zurückziehen"
    done = f"Der Bericht {year} ist zurückgezogen. Er bleibt mit dem Grund lesbar."
    template, context = "strategy/office/report_withdraw.html", {"report": report}
    to = reverse(ONE, args=[year])
    return answer(request, Edit(form, write, title, done, to, "Zurückziehen", template=template, context=context))


def _draft(request: HttpRequest, year: int) -> tuple[Report, Content]:
    report = report_named(year)
    _require_draft(report)
    return report, _require(reads.previewed(report, request.town, clock.now()))  # type: ignore[attr-defined]


def _require(content: Content | None) -> Content:
    if content is None:
        raise Refused(
            "strategy.report.no_strategy",
            "An dem Tag, dessen Stand der Bericht zeigt, war noch keine Strategie veröffentlicht. "
            "Bitte unter „Angaben“ einen späteren Tag wählen.",
        )
    return content


def _require_draft(report: Report) -> None:
    if report.state != ReportState.DRAFT:
        raise Conflict(
            "strategy.report.published", f"Der Bericht {report.year} ist veröffentlicht und bleibt, wie er ist."
        )


def _address(request: HttpRequest, year: int) -> str:
    return request.build_absolute_uri(reverse("strategy-report", args=[year]))
