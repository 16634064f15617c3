"""Look at a draft before anybody else does: what changes against the published version, and the whole as a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.strategy import queries
from soesmart.strategy.access import require_reader
from soesmart.strategy.comparison import compare
from soesmart.strategy.office import reads


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The draft against the version that is public now."""
    require_reader(request)
    bench = reads.bench()
    work = bench.work or reads.work()
    found = before = None
    if bench.current:
        before, after = queries.read_pair(bench.current, work)
        found = compare(before, after)
    context = {"version": work, "before": before, "comparison": found}
    return render(request, "strategy/office/changes.html", context)


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """The whole draft with the template of the public page, marked as a draft; search engines stay out."""
    require_reader(request)
    version = reads.work()
    context = {"strategy": queries.read_version(version, with_values=False), "version": version, "is_preview": True}
    answer = render(request, "strategy/office/preview.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
