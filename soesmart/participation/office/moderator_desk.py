"""How a moderator works: mail, absence, deputy; and the town's own word list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from soesmart.accounts.models import Person, Role
from soesmart.accounts.queries import people_with_roles
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation.access import require_moderator
from soesmart.participation.forms.moderation import DeskForm, HouseRulesForm
from soesmart.participation.models import HouseRules, ModeratorDesk
from soesmart.participation.services.moderator_desks import Absence, set_desk, set_house_rules


def desk(request: HttpRequest) -> HttpResponse:
    """Mail, days of absence, and who stands in."""
    person = require_moderator(request, clock.now()).person
    assert person is not None
    row = ModeratorDesk.objects.filter(person=person).first()
    people = {str(one.pk): one for one in people_with_roles() if one != person}
    form = DeskForm(request.POST if request.method == "POST" else None, initial=_initial(row), people=_choices(people))
    form.fields["deputy"].help_text = _help(request)
    if form.is_valid():
        given = form.cleaned_data
        absence = Absence(given["away_from"], given["away_until"], people.get(given["deputy"]))
        try:
            set_desk(
                person=person,
                municipality=request.town,  # type: ignore[attr-defined]
                wants_digest=given["wants_digest"],
                absence=absence,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
        else:
            messages.success(request, "Gespeichert.")
            return redirect("moderator_desk")
    page = {"form": form, "standing_in": _standing_in(person)}
    return render(request, "participation/moderation_desk.html", page, status=422 if form.is_bound else 200)


def _initial(row: ModeratorDesk | None) -> dict[str, object]:
    if row is None:
        return {"wants_digest": True}
    names = ("wants_digest", "away_from", "away_until")
    return {name: getattr(row, name) for name in names} | {"deputy": str(row.deputy_id or "")}


def _choices(people: dict[str, Person]) -> list[tuple[str, str]]:
    return [
        (key, f"{one.email} ({', '.join(Role(row.role).label for row in one.roles_here)})")  # type: ignore[attr-defined]
        for key, one in people.items()
    ]


def _help(request: HttpRequest) -> str:
    is_familiar = request.town.address_form == "du"  # type: ignore[attr-defined]
    place = "an deiner Stelle" if is_familiar else "an Ihrer Stelle"
    return f"Prüft in diesen Tagen {place} und bekommt die E-Mail"


def _standing_in(person: Person) -> list[ModeratorDesk]:
    """Where one stands in for others, from today on."""
    rows = ModeratorDesk.objects.filter(deputy=person, away_until__gte=clock.today())
    return list(rows.select_related("person").order_by("away_from"))


def house_rules(request: HttpRequest) -> HttpResponse:
    """Words that hold a text, and pages that may be linked, of this town alone."""
    actor = require_moderator(request, clock.now())
    row = HouseRules.objects.first()
    form = HouseRulesForm(
        request.POST if request.method == "POST" else None,
        initial={"words": row.words, "hosts": row.hosts} if row else {},
    )
    if form.is_valid():
        town = request.town  # type: ignore[attr-defined]
        set_house_rules(actor=actor.person, municipality=town, **form.cleaned_data, at=clock.now())
        messages.success(request, "Die Listen sind gespeichert und gelten für neue Texte.")
        return redirect("house_rules")
    return render(request, "participation/moderation_words.html", {"form": form}, status=422 if form.is_bound else 200)
