"""What became of a text that was held or removed: for its author, and in numbers for everybody."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation.access import may_object
from soesmart.participation.forms.moderation import ObjectionForm
from soesmart.participation.models import Case, Comment, Idea
from soesmart.participation.queries.case_texts import text_of, words_of
from soesmart.participation.queries.moderation import case_of
from soesmart.participation.queries.removals import cases_of, removals_of_the_town
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.moderation import OBJECTION_TIME, REPORTS_TO_HOLD, Removal
from soesmart.participation.services.moderation_letters import reasons_of
from soesmart.participation.services.reports import object_to_removal

A_YEAR = timedelta(days=365)


@never_cache
def case(request: HttpRequest, key: UUID) -> HttpResponse:
    """State, reasons and objection of one text. Whoever has the link reads it: it cannot be guessed."""
    rows = Case.objects.select_related("campaign", "idea", "comment__idea")
    found: Case = get_object_or_404(rows, key=key)
    at = clock.now()
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            object_to_removal(case=found, words=form.cleaned_data["text"], at=at)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
        else:
            return redirect("case", found.key)
    page = _facts(found) | {"form": form, "may_object": may_object(found, at)}
    return render(request, "participation/case.html", page, status=422 if form.is_bound else 200)


def _facts(found: Case) -> dict[str, object]:
    text = text_of(found)
    is_removed = found.state in (Case.State.REMOVED, Case.State.OBJECTED)
    same = found.objection_decided_by_id is not None and found.objection_decided_by_id == found.decided_by_id
    return {
        "case": found,
        "kind": "Kommentar" if isinstance(text, Comment) else "Idee",
        "idea": text.idea if isinstance(text, Comment) else text,
        "words": words_of(text),
        "is_withdrawn": text.visibility == Visibility.WITHDRAWN,
        "is_visible": text.visibility == Visibility.VISIBLE,
        "reasons": reasons_of(found) if is_removed else [],
        "same_person": same,
        "until": found.decided_at + OBJECTION_TIME if found.decided_at else None,
    }


@never_cache
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """The held and removed texts of this account or this browser, with links to their pages."""
    cases = cases_of(request, since=clock.now() - A_YEAR)
    lines = [(one, words_of(text_of(one))[:120]) for one in cases]
    return render(request, "participation/case_list.html", {"lines": lines})


@require_safe
def moderation_report(request: HttpRequest) -> HttpResponse:
    """The rules of the game, and how often they were applied."""
    removals = removals_of_the_town()
    page: dict[str, object] = {"removals": removals, "reasons": list(Removal), "to_hold": REPORTS_TO_HOLD}
    page["median"] = _in_words(removals.median) if removals.median is not None else ""
    return render(request, "participation/moderation_report.html", page)


def page_of_held(text: Idea | Comment) -> str:
    """Where the author of a held text follows it, whether signed in or not; "" for a text that is live. One query."""
    found = case_of(text) if text.visibility == Visibility.HELD else None
    return reverse("case", args=[found.key]) if found else ""


def _in_words(time: timedelta) -> str:
    """ "40 Minuten", "5 Stunden", "3 Tagen": as it stands after "nach"."""
    minutes = max(1, round(time.total_seconds() / 60))
    if minutes < 120:
        return f"{minutes} Minute{'n' if minutes != 1 else ''}"
    return f"{round(minutes / 60)} Stunden" if minutes < 48 * 60 else f"{round(minutes / 1440)} Tagen"
