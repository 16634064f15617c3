"""The forms with which places are booked, offers accepted, and tickets given back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date
from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.tickets.models import Sale, Ticket
from soesmart.tickets.queries.booking_pages import Offer
from soesmart.tickets.rules.places import Visitor, Wish

LONGEST_LIST = 6_000


def _line(label: str, longest: int, autocomplete: str, **options: Any) -> forms.CharField:
    attrs = {"autocomplete": autocomplete} | options.pop("attrs", {})
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(attrs=attrs), **options)


class ContactForm(forms.Form):
    """What the law may want to be known of everybody who comes. Without a sale it takes everything, unasked."""

    phone = _line("Telefon", 40, "tel", required=False, attrs={"inputmode": "tel"})
    address = _line("Anschrift", 200, "street-address", required=False, help_text="Straße, Hausnummer, Ort")
    guests = forms.CharField(
        label="Namen der anderen",
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="Je Zeile ein Name, ohne den eigenen",
    )

    def __init__(self, *args: Any, sale: Sale | None = None, seats: int = 0, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "karten_%s", "label_suffix": "", **options})
        if sale is None:
            return
        by_law = {"phone": sale.asks_phone, "address": sale.asks_address}
        for name, asked in by_law.items():
            if asked:
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = "Bitte ausfüllen. Warum, steht über dem Feld."
            else:
                del self.fields[name]
        if not any(by_law.values()) or seats == 1:
            del self.fields["guests"]

    def visitor(self) -> Visitor:
        """What was typed, name and e-mail where the form asks for them."""
        said = self.cleaned_data
        words = {name: said.get(name) or "" for name in ("name", "email", "phone", "address")}
        return Visitor(**words, guests=tuple((said.get("guests") or "").splitlines()))

    def refuse(self, refusal: Refused) -> None:
        """Say it at its field, unless the form says so already."""
        field = refusal.field if refusal.field in self.fields else None
        if field is None or field not in self.errors:
            self.add_error(field, refusal.text)

    @property
    def by_law(self) -> list[Any]:
        return [self[name] for name in ("phone", "address", "guests") if name in self.fields]


class BookingForm(ContactForm):
    """Places for one to N people. Without an offer it only reads what was sent: the service judges it."""

    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=new_id, error_messages={"required": "", "invalid": ""})
    category = forms.CharField(label="Welche Plätze?", max_length=50, required=False)
    seats = forms.IntegerField(
        label="Für wie viele Menschen?",
        min_value=1,
        max_value=100,
        error_messages={
            "required": "Bitte wählen, wie viele kommen.",
            "invalid": "Bitte eine Zahl wählen.",
            "max_value": "So viele Plätze gehen nicht auf einmal.",
            "min_value": "Bitte mindestens einen Platz wählen.",
        },
    )
    name = _line("Name", 100, "name", required=False, help_text="Unter ihm finden wir die Karten am Eingang wieder.")
    email = forms.CharField(
        label="E-Mail-Adresse",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Dorthin gehen die Karten und ein Link zum Zurückgeben.",
    )
    field_order = ("nonce", "category", "seats", "name", "email", "phone", "address", "guests")

    def __init__(self, *args: Any, offer: Offer | None = None, **options: Any) -> None:
        super().__init__(*args, sale=offer.sale if offer else None, **options)
        if offer is None:
            return
        most = offer.sale.most_per_booking
        numbers = [(str(number), "1 Platz" if number == 1 else f"{number} Plätze") for number in range(1, most + 1)]
        self.fields["seats"].widget = forms.Select(choices=numbers)
        for name, missing in (("name", "Bitte einen Namen angeben."), ("email", "Bitte eine E-Mail-Adresse angeben.")):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = missing
        self.fields["category"].required = True
        self.fields["category"].error_messages["required"] = "Bitte eine Art von Plätzen wählen."
        if len(offer.categories) == 1:
            self.fields["category"].widget = forms.HiddenInput()
            self.fields["category"].initial = offer.categories[0].key
        else:
            choices = [(category.key, category.label) for category in offer.categories]
            self.fields["category"].widget = forms.RadioSelect(choices=choices)
            self.fields["category"].initial = next((one.key for one in offer.categories if one.free), "")

    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(said["category"], said["seats"], self.visitor(), said["nonce"], may_wait="warten" in self.data)


class GiveBackForm(forms.Form):
    """Which tickets of a booking go back."""

    tickets = forms.TypedMultipleChoiceField(
        label="Welche Karten?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Bitte mindestens eine Karte ankreuzen.",
            "invalid_choice": "Eine dieser Karten lässt sich nicht mehr zurückgeben. Bitte noch einmal wählen.",
        },
    )

    def __init__(self, *args: Any, seats: int, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "zurueck_%s", "label_suffix": "", **options})
        self.fields["tickets"].choices = [(number, "") for number in range(1, seats + 1)]  # type: ignore[attr-defined]

    def offer(self, tickets: Sequence[Ticket]) -> None:
        """Show these; one alone is ticked already."""
        self.fields["tickets"].choices = [  # type: ignore[attr-defined]
            (one.number, f"Karte {one.number}{f' ({one.guest})' if one.guest else ''}") for one in tickets
        ]
        self.fields["tickets"].initial = [one.number for one in tickets] if len(tickets) == 1 else []


class FewerForm(forms.Form):
    """Wait for fewer places than before."""

    seats = forms.TypedChoiceField(label="Uns genügen auch", coerce=int)

    def __init__(self, *args: Any, seats: int, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "weniger_%s", "label_suffix": "", **options})
        self.fields["seats"].choices = [  # type: ignore[attr-defined]
            (number, "1 Platz" if number == 1 else f"{number} Plätze") for number in range(seats - 1, 0, -1)
        ]


def day_of_deletion(at: datetime) -> str:
    return format_date(at.astimezone(BERLIN).date())
