"""What all versions share: found the strategy, change its words, note a decision on the target year."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from soesmart.core import clock
from soesmart.core.refusals import Conflict
from soesmart.strategy.access import require_writer
from soesmart.strategy.forms.foundation import FoundationForm, TargetDecisionForm
from soesmart.strategy.models import GoalLevel, Strategy
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.services.strategies import edit_strategy, found_strategy, note_target_decision

HOME = "strategy-office"


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    if request.method != "POST" and reads.bench().strategy:
        raise Conflict("strategy.second", "Diese Stadt hat schon eine Strategie. Bitte dort weiterarbeiten.")
    form = FoundationForm(posted(request))

    def write() -> Strategy:
        words, town = form.words(), request.town  # type: ignore[attr-defined]
        slug = f"strategie-{words.horizon}"
        return found_strategy(actor=person, municipality=town, slug=slug, at=clock.now(), **words.__dict__)

    done = "Die Strategie ist angelegt. Jetzt kann der erste Entwurf beginnen."
    return answer(request, Edit(form, write, "Strategie anlegen", done, reverse(HOME), submit="Anlegen"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    strategy = _strategy()

    def fresh() -> FoundationForm:
        now = _strategy()
        return FoundationForm(stored=now, levels=GoalLevel.objects.filter(strategy=now))

    form = FoundationForm(posted(request), stored=strategy, levels=GoalLevel.objects.filter(strategy=strategy))
    return answer(
        request,
        Edit(
            form,
            lambda: edit_strategy(
                actor=person, strategy=strategy, words=form.words(), revision=form.seen, at=clock.now()
            ),
            title="Angaben zur Strategie",
            done="Die Angaben sind gespeichert.",
            to=reverse(HOME),
            fresh=fresh,
            context={"who_target": f"strategy.strategy:{strategy.pk}"},
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_target_decision(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    strategy = _strategy()
    form = TargetDecisionForm(posted(request))
    return answer(
        request,
        Edit(
            form,
            lambda: note_target_decision(actor=person, strategy=strategy, at=clock.now(), **form.cleaned_data),
            title="Beschluss über ein Zieljahr",
            done="Der Beschluss steht jetzt in der Geschichte der Zeitziele.",
            to=reverse(HOME),
        ),
    )


def _strategy() -> Strategy:
    strategy = reads.bench().strategy
    if strategy is None:
        raise Conflict("strategy.none", "Diese Stadt hat noch keine Strategie. Sie lässt sich auf der Seite anlegen.")
    return strategy
