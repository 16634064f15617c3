"""Hear of the steps of an idea, and stop hearing of them. No account and no cookie needed."""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation.forms.trail import FollowForm
from soesmart.participation.models import Idea
from soesmart.participation.queries.people import is_told
from soesmart.participation.rules import Visibility
from soesmart.participation.services import follows
from soesmart.participation.tokens import Ticket, read_token
from soesmart.participation.views.found import idea_or_404


@never_cache
def follow(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Follow an idea: with one click for an account, with a confirmed address without one."""
    actor, idea = idea_or_404(request, key, number)
    if idea.visibility != Visibility.VISIBLE:
        raise Http404
    if actor.person:
        return _with_account(request, actor.person, idea)
    form, is_asked = FollowForm(request.POST or None), False
    if form.is_valid():
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action="follow_mail", key=email.lower()):
            return ratelimit.respond_429(request)
        link = request.build_absolute_uri(reverse("follow_confirm", args=["TOKEN"])).replace("TOKEN", "{token}")
        follows.ask_to_follow(email=email, idea=idea, link=link, at=clock.now())
        is_asked = True
    page = {"idea": idea, "form": form, "is_asked": is_asked}
    return render(request, "participation/follow.html", page, status=422 if form.errors else 200)


def _with_account(request: HttpRequest, person: Person, idea: Idea) -> HttpResponse:
    if request.method == "POST":
        wish = follows.leave_idea if request.POST.get("wish") == "leave" else follows.follow_idea
        wish(person=person, idea=idea, at=clock.now())
        return redirect("idea_follow", idea.campaign.key, idea.number)
    page = {"idea": idea, "is_told": is_told(person, idea)}
    return render(request, "participation/follow.html", page)


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail that asks: a look changes nothing, the button confirms."""
    follow = _ticket(token).follow
    if follow is None:
        return render(request, "participation/follow_gone.html", status=404)
    problem = ""
    if request.method == "POST":
        try:
            follow = follows.confirm_follow(follow=follow, at=clock.now())
        except Refused as refusal:
            problem = refusal.text
    page = {"idea": follow.idea, "is_confirmed": follow.confirmed_at is not None, "problem": problem}
    return render(request, "participation/follow_confirm.html", page, status=422 if problem else 200)


@never_cache
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the end of each mail: a look changes nothing, a button ends the mails of one idea or of all."""
    ticket = _ticket(token)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    if what in ("idea", "all"):
        _end(request, ticket, what)
    is_gone = ticket.follow is None and ticket.person is None
    page = {"idea": ticket.idea, "what": what, "is_gone": is_gone, "has_account": ticket.person is not None}
    return render(request, "participation/unfollow.html", page)


def _end(request: HttpRequest, ticket: Ticket, what: str) -> None:
    town, at = request.town, clock.now()  # type: ignore[attr-defined]
    if ticket.follow and what == "all":
        follows.drop_address(email=ticket.follow.email, town=town, at=at)
    elif ticket.follow:
        follows.drop_follow(follow=ticket.follow, at=at)
    elif ticket.person and what == "all":
        follows.be_quiet(person=ticket.person, town=town, at=at)
    elif ticket.person and ticket.idea:
        follows.leave_idea(person=ticket.person, idea=ticket.idea, at=at)


def _ticket(token: str) -> Ticket:
    ticket = read_token(token)
    if ticket is None:
        raise Http404
    return ticket
