"""Forms with which the office plans places."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms

from soesmart.core.clock import BERLIN
from soesmart.events.models import Event
from soesmart.participation.forms.windows import moment
from soesmart.strategy.forms.parts import OfficeForm
from soesmart.tickets.models import Category, Contingent, Sale
from soesmart.tickets.rules import Source
from soesmart.tickets.rules.places import MOST_SEATS
from soesmart.tickets.services.places import SalePlan

SHORT = {"class": "input--short", "inputmode": "numeric"}


def whole(label: str, least: int, most: int, **options: Any) -> forms.IntegerField:
    """A whole number, typed."""
    wrong = f"Bitte eine Zahl von {least} bis {most}."
    errors = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
    widget = forms.TextInput(attrs=SHORT)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, error_messages=errors, widget=widget, **options
    )


class SaleForm(OfficeForm):
    """Times, limits, and what the law wants to be known."""

    opens_at = moment("Buchung beginnt")
    closes_at = moment("Buchung endet", help_text="Spätestens mit der Veranstaltung. Die Kasse verkauft danach weiter.")
    most_per_booking = whole(
        "Plätze je Buchung, höchstens", 1, 50, help_text="So viele bekommt auch eine E-Mail-Adresse"
    )
    with_waiting_list = forms.BooleanField(label="Mit Warteliste", required=False)
    offer_hours = whole(
        "Stunden, die ein Angebot gilt",
        1,
        336,
        help_text="Kurz vor Einlass gilt es kürzer: die Hälfte der Zeit, die noch bleibt.",
    )
    asks_phone = forms.BooleanField(label="Telefonnummer verlangen", required=False)
    asks_address = forms.BooleanField(label="Anschrift verlangen", required=False)
    retention_reason = forms.CharField(
        label="Welches Recht diese Angaben verlangt",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ein ganzer Satz. Er steht neben den Feldern und in der E-Mail.",
    )
    retention_days = whole("Tage, nach denen alle Angaben gelöscht werden", 0, 366, help_text="Nach der Veranstaltung")
    no_show_at = moment(
        "Ungenutzte Karten verfallen",
        required=False,
        help_text="Dann gehen die Plätze an Wartende vor Ort. Leer: nie.",
    )

    @classmethod
    def of(cls, sale: Sale) -> dict[str, Any]:
        """What the form shows of a stored sale."""
        return {name: local(getattr(sale, name)) for name in cls.base_fields}

    @classmethod
    def for_event(cls, event: Event, at: datetime) -> dict[str, Any]:
        """What it proposes for a new one."""
        plan = SalePlan(at, event.doors_at - timedelta(hours=1))
        names = {name: local(getattr(plan, name)) for name in cls.base_fields}
        return names | {"opens_at": local(at.replace(second=0, microsecond=0))}

    def plan(self) -> SalePlan:
        return SalePlan(**self.cleaned_data)


def local(value: Any) -> Any:
    return value.astimezone(BERLIN) if isinstance(value, datetime) else value


class CategoryForm(OfficeForm):
    """A kind of places with the seats of its two contingents."""

    name = forms.CharField(label="Name", max_length=100, help_text="Zum Beispiel: Saal, Galerie, Platz für Rollstühle")
    text = forms.CharField(
        label="Hinweis",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Steht bei der Buchung, zum Beispiel: ohne Stufen, neben einer Begleitperson",
    )
    online = whole("Plätze online", 0, MOST_SEATS)
    box_office = whole("Plätze an der Kasse", 0, MOST_SEATS, initial=0)


class FlowForm(OfficeForm):
    """When free places of a contingent go to another one."""

    flows_back_at = moment("Freie Plätze gehen weiter am", required=False)
    flows_to = forms.ChoiceField(label="an", required=False)

    def __init__(self, *args: Any, contingent: Contingent, others: Sequence[Contingent], **options: Any) -> None:
        stored = {"flows_back_at": local(contingent.flows_back_at), "flows_to": str(contingent.flows_to_id or "")}
        super().__init__(*args, **{"initial": stored, "prefix": contingent.source, **options})
        self.contingent = contingent
        self.others = {str(other.pk): other for other in others if other.pk != contingent.pk}
        self.fields["flows_to"].choices = [  # type: ignore[attr-defined]
            ("", "nirgendwohin"),
            *((pk, name_of(other)) for pk, other in self.others.items()),
        ]

    @property
    def goal(self) -> Contingent | None:
        return self.others.get(self.cleaned_data["flows_to"])


def name_of(contingent: Contingent) -> str:
    """ "Saal, online"."""
    return f"{contingent.category.name}, {Source(contingent.source).label}"


def stored_category(category: Category, contingents: Sequence[Contingent]) -> dict[str, Any]:
    """What the form of a category shows."""
    seats = {contingent.source: contingent.seats for contingent in contingents}
    return {"name": category.name, "text": category.text, **seats}
