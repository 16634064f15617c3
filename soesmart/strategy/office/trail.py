"""The audit trail: who changed what and when, for officers and auditors."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core.audit import name_of
from soesmart.core.models import AuditEntry
from soesmart.strategy.access import require_reader
from soesmart.strategy.models import ActionField, Goal, Indicator, Measure, Version
from soesmart.strategy.office.changes import Change, in_words
from soesmart.strategy.office.trail_deliveries import with_names
from soesmart.strategy.office.trail_words import sentence

PAGE = 50


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    require_reader(request)
    entries = AuditEntry.objects.filter(town=request.town.slug, action__startswith="strategy.")  # type: ignore[attr-defined]
    about, wanted = _about(request)
    page = Paginator(entries.filter(wanted).order_by("-number"), PAGE).get_page(request.GET.get("seite"))
    context = {"lines": in_words(with_names(page.object_list), sentence), "page": page, "about": about}
    return render(request, "strategy/office/trail.html", context)


def _about(request: HttpRequest) -> tuple[str, Q]:
    """What the trail is about, in words and as a filter; everything without one of the five parameters."""
    if code := request.GET.get("ziel", ""):
        goal = Goal.objects.filter(code=code).select_related("indicator").first()
        names = [name_of(goal)] if goal else []
        indicator = Indicator.objects.filter(goal=goal).first() if goal else None
        return _some(f"Ziel {code}", [*names, *([name_of(indicator)] if indicator else [])])
    if key := request.GET.get("feld", ""):
        return _some(f"Feld {key}", [name_of(row) for row in ActionField.objects.filter(key=key)])
    if key := request.GET.get("kennzahl", ""):
        return _some(f"Kennzahl {key}", [name_of(row) for row in Indicator.objects.filter(key=key)])
    if key := request.GET.get("massnahme", ""):
        return _some(f"Maßnahme {key}", [name_of(row) for row in Measure.objects.filter(key=key)])
    if label := request.GET.get("fassung", ""):
        version = Version.objects.filter(label=label).first()
        if version is None:
            raise Http404
        return f"Fassung {label}", Q(target=name_of(version)) | Q(facts__version=version.pk)
    return "", Q()


def _some(about: str, targets: list[str]) -> tuple[str, Q]:
    if not targets:
        raise Http404
    return about, Q(target__in=targets)


def last_change(town: str, target: str) -> Change | None:
    """The newest entry about a thing, for "wer war das?"."""
    found = AuditEntry.objects.filter(town=town, target=target).order_by("-number")[:1]
    return next(iter(in_words(found, sentence)), None)
