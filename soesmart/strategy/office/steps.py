"""The steps of a version: open, submit, return, approve, publish, discard. Each is one POST."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.access import require_writer
from soesmart.strategy.forms.parts import GuardedForm
from soesmart.strategy.forms.versions import DecisionForm, OpenForm, ReturnForm
from soesmart.strategy.models import Version
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.rules import VersionState
from soesmart.strategy.services import versions

HOME = "strategy-office"


@require_http_methods(["GET", "HEAD", "POST"])
def open_draft(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    bench = reads.bench()
    strategy = bench.strategy
    if strategy is None:
        raise Refused("strategy.none", "Diese Stadt hat noch keine Strategie. Bitte zuerst eine anlegen.")
    form = OpenForm(posted(request), initial={"label": bench.next_label})
    return answer(
        request,
        Edit(
            form,
            lambda: versions.open_draft(
                actor=person, strategy=strategy, label=form.cleaned_data["label"], at=clock.now()
            ),
            title="Neue Fassung beginnen",
            done="Der Entwurf ist angelegt. Er beginnt mit allen Worten der geltenden Fassung.",
            to=reverse("strategy-office-draft"),
            submit="Entwurf beginnen",
        ),
    )


@require_POST
def submit(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    version = reads.work()
    versions.submit_version(actor=person, version=version, at=clock.now(), revision=_seen(request), link=_home(request))
    messages.success(request, "Eingereicht. Jetzt ist eine zweite Person gefragt; sie bekommt eine E-Mail.")
    return redirect(HOME)


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    versions.approve_version(actor=person, version=reads.work(), at=clock.now(), revision=_seen(request))
    messages.success(request, "Freigegeben. Die Fassung kann jetzt veröffentlicht werden.")
    return redirect(HOME)


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    version = reads.work()
    _require_turn(request, version, VersionState.SUBMITTED, VersionState.APPROVED)
    form = ReturnForm(posted(request), initial={"revision": version.revision})
    return answer(
        request,
        Edit(
            form,
            lambda: versions.return_version(
                actor=person,
                version=version,
                reason=form.cleaned_data["reason"],
                at=clock.now(),
                revision=form.seen,
                link=_home(request),
            ),
            title=f"Fassung {version.label} zurückgeben",
            done="Zurückgegeben. Der Entwurf kann wieder geändert werden.",
            to=reverse(HOME),
            submit="Zurückgeben",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    version = reads.work()
    _require_turn(request, version, VersionState.APPROVED)
    form = DecisionForm(posted(request), stored=version)
    return answer(
        request,
        Edit(
            form,
            lambda: versions.publish_version(
                actor=person,
                version=version,
                at=clock.now(),
                decision=form.decision(),
                revision=form.seen,
                link=request.build_absolute_uri("/strategie/"),
            ),
            title=f"Fassung {version.label} veröffentlichen",
            done=f"Fassung {version.label} ist veröffentlicht. Die frühere bleibt lesbar.",
            to=reverse(HOME),
            submit="Jetzt veröffentlichen",
            template="strategy/office/publish.html",
            context={"version": version},
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    version = reads.work()
    if request.method == "POST":
        _require_seen(request, version)
        versions.discard_draft(actor=person, version=version, at=clock.now())
        messages.success(request, f"Der Entwurf {version.label} ist verworfen.")
        return redirect(HOME)
    return render(request, "strategy/office/discard.html", {"version": version})


def _require_turn(request: HttpRequest, version: Version, *states: VersionState) -> None:
    """A page of a step is only shown when it is that step's turn; a form that was sent is judged by the service."""
    if request.method != "POST" and version.state not in states:
        raise Conflict("strategy.version.turn", f"Fassung {version.label} ist noch nicht oder nicht mehr so weit.")


def _seen(request: HttpRequest) -> int:
    form = GuardedForm(request.POST)
    return form.seen if form.is_valid() else 0


def _require_seen(request: HttpRequest, version: Version) -> None:
    if _seen(request) != version.revision:
        raise Conflict(
            "strategy.version.moved",
            "Diese Fassung wurde inzwischen von jemand anderem weiterbearbeitet. Bitte die Seite neu laden.",
        )


def _home(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse(HOME))
