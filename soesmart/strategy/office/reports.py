"""The yearly report in the office: list, begin, words by place, preview, publish, discard."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.core import clock
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.doubts import report_doubts
from soesmart.strategy.forms.reports import BlockForm, NewReportForm, ReportForm
from soesmart.strategy.models import Report, ReportBlock
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.people import Names
from soesmart.strategy.queries import reports as reads
from soesmart.strategy.reports.places import Place, places
from soesmart.strategy.rules import ReportState
from soesmart.strategy.services import reports as services

LIST, ONE = "strategy-office-reports", "strategy-office-report"
GET_AND_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Words:
    """A place of the report with what stands there."""

    place: Place
    block: ReportBlock | None

    @property
    def text(self) -> str:
        return self.block.text if self.block else ""


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    require_reader(request)
    rows = reads.reports_of_the_town()
    return render(request, "strategy/office/reports.html", {"reports": rows, "is_writer": is_writer(request)})


@require_http_methods(GET_AND_POST)
def new(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    today = clock.today()
    taken = {report.year for report in reads.reports_of_the_town()}
    year = today.year if today.year - 1 in taken else today.year - 1
    form = NewReportForm(posted(request), initial={"year": year, "known_on": today})

    @transaction.atomic
    def write() -> Report:
        """What is only doubted is asked about after what cannot be; until then nothing is begun."""
        facts = {name: form.cleaned_data[name] for name in ("year", "title", "known_on")}
        town = request.town  # type: ignore[attr-defined]
        made = services.open_report(actor=person, municipality=town, at=clock.now(), **facts)
        form.require_right(report_doubts(made.year, made.known_on))
        return made

    done = "Der Bericht ist begonnen. Zahlen und Bewertungen trägt die Plattform bei, die Worte kommen von hier."
    return answer(request, Edit(form, write, "Neuer Bericht", done, reverse(LIST), submit="Bericht beginnen"))


@require_safe
def one(request: HttpRequest, year: int) -> HttpResponse:
    require_reader(request)
    report = report_named(year)
    found = places(reads.fields_known(report.known_on))
    blocks = reads.words_of_report(report)
    groups: dict[str, list[Words]] = {}
    for place in found:
        groups.setdefault(place.group, []).append(Words(place, blocks.get(place.key)))
    known = {place.key for place in found}
    context = {
        "report": report,
        "groups": groups.items(),
        "lost": [block for key, block in blocks.items() if key not in known and block.text],
        "before": reads.report_before(year) if report.state == ReportState.DRAFT else None,
        "publisher": Names.of([report.published_by_id]).get(report.published_by_id),
        "is_writer": is_writer(request),
        "may_edit": is_writer(request) and report.state == ReportState.DRAFT,
    }
    return render(request, "strategy/office/report.html", context)


@require_http_methods(GET_AND_POST)
def edit(request: HttpRequest, year: int) -> HttpResponse:
    person = require_writer(request)
    report = report_named(year)
    form = ReportForm(posted(request), stored=report)

    @transaction.atomic
    def write() -> Report:
        facts = {name: form.cleaned_data[name] for name in ("title", "known_on")}
        row = services.edit_report(actor=person, report=report, at=clock.now(), revision=form.seen, **facts)
        form.require_right(report_doubts(row.year, row.known_on))
        return row

    facts = Edit(
        form,
        write,
        title=f"Angaben zum Bericht {year}",
        done="Die Angaben sind gespeichert.",
        to=reverse(ONE, args=[year]),
        fresh=lambda: ReportForm(stored=report_named(year)),
        template="strategy/office/report_form.html",
        context=_context(report),
    )
    return answer(request, facts)


@require_http_methods(GET_AND_POST)
def block(request: HttpRequest, year: int, place: str) -> HttpResponse:
    person = require_writer(request)
    report = report_named(year)
    named = next((one.name for one in places(reads.fields_known(report.known_on)) if one.key == place), "")
    stored = reads.words_of_report(report).get(place)
    if not (named or stored):
        raise Http404
    form = BlockForm(posted(request), stored=stored)

    def write() -> ReportBlock:
        text, at = form.cleaned_data["text"], clock.now()
        return services.write_block(actor=person, report=report, place=place, text=text, at=at, revision=form.seen)

    words = Edit(
        form,
        write,
        title=f"Bericht {year}: {named or place}",
        done="Der Text ist gespeichert.",
        to=f"{reverse(ONE, args=[year])}#texte",
        fresh=lambda: BlockForm(stored=reads.words_of_report(report).get(place)),
        template="strategy/office/report_form.html",
        context=_context(report),
    )
    return answer(request, words)


@require_POST
def copy(request: HttpRequest, year: int) -> HttpResponse:
    person = require_writer(request)
    report, source = report_named(year), reads.report_before(year)
    if source is None:
        raise Http404
    copied = services.copy_blocks(actor=person, report=report, source=source, at=clock.now())
    messages.success(
        request,
        f"{copied} {'Text' if copied == 1 else 'Texte'} aus dem Bericht {source.year} übernommen."
        if copied
        else "Nichts übernommen: Überall steht schon ein eigener Text.",
    )
    return redirect(ONE, year)


def report_named(year: int) -> Report:
    """The report of that year; Http404 without one."""
    report = reads.report_of(year)
    if report is None:
        raise Http404
    return report


def _context(report: Report) -> dict[str, object]:
    return {"who_target": f"strategy.report:{report.pk}", "report": report}
