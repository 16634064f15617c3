"""What became of what somebody said: by the code of a letter or card, and for the signed-in person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from soesmart.accounts.access import require_person
from soesmart.core import clock
from soesmart.participation import limits
from soesmart.participation.forms.trail import CardForm
from soesmart.participation.queries.looked_up import judged_with_code
from soesmart.participation.queries.mine import what_is_mine
from soesmart.participation.services import follows


@never_cache
def card_lookup(request: HttpRequest) -> HttpResponse:
    """Type the code of a letter, read what became of the ideas judged with it. Nothing is kept, not even a cookie."""
    form, card = CardForm(request.POST or None), None
    if form.is_valid():
        where, at = limits.where_from(request), clock.now()
        try:  # only wrong codes count: a whole hall looks up its cards behind one address
            limits.check(limits.WRONG_CODE, where, at)
        except limits.TooOften as refusal:
            return render(request, "refused.html", {"refusal": refusal}, status=429)
        card = judged_with_code(form.cleaned_data["code"], at)
        if card is None:
            limits.spend(limits.WRONG_CODE, where, at)
            form.add_error("code", "Diesen Code kennen wir nicht. Bitte genau so eingeben, wie er im Brief steht.")
    page = {"form": form, "card": card}
    return render(request, "participation/card_lookup.html", page, status=422 if form.errors else 200)


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Where one's own ideas stand, what one said and follows; mails on and off."""
    person = require_person(request)
    if request.method == "POST":
        change = follows.be_quiet if request.POST.get("mails") == "off" else follows.hear_again
        change(person=person, town=request.town, at=clock.now())  # type: ignore[attr-defined]
        return redirect("my_participation")
    return render(request, "participation/my_participation.html", {"mine": what_is_mine(person, clock.now())})
