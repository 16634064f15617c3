"""Forms of the box office: few fields, so that a queue goes on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from soesmart.core.ids import new_id
from soesmart.tickets.forms.booking import ContactForm
from soesmart.tickets.models import Category, Sale
from soesmart.tickets.rules.places import MOST_AT_THE_BOX_OFFICE

FAST = (1, 2, 3, 4, 5, 6)


class SellForm(ContactForm):
    """Places for somebody who stands there. A name only where the law wants one, or for who wishes."""

    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    category = forms.ChoiceField(label="Welche Plätze", widget=forms.RadioSelect)
    name = forms.CharField(
        label="Name", max_length=100, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    let_in = forms.BooleanField(label="Gleich einlassen", required=False)
    seats = forms.IntegerField(
        label="Wie viele",
        min_value=1,
        max_value=MOST_AT_THE_BOX_OFFICE,
        error_messages={
            "required": "Bitte eine Zahl wählen.",
            "invalid": "Bitte eine Zahl wählen.",
            "min_value": "Bitte mindestens einen Platz wählen.",
            "max_value": f"Höchstens {MOST_AT_THE_BOX_OFFICE} auf einmal.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--short"}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, sale: Sale, categories: Sequence[Category], **options: Any
    ) -> None:
        # The button beside the field for many says only that the field holds.
        if data is not None and data.get("seats") == "many":
            data = data.copy()
            data["seats"] = data.get("many", "")
        super().__init__(data, sale=sale, auto_id="kasse_%s", **options)
        choice = self.fields["category"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(row.key, row.name) for row in categories]
        if len(categories) == 1:
            choice.required, choice.initial, choice.widget = False, categories[0].key, forms.HiddenInput()
        if "phone" in self.fields or "address" in self.fields:
            self.fields["name"].required = True
            self.fields["name"].error_messages["required"] = "Bitte einen Namen: Die Vorschrift will ihn wissen."
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"  # the next person is somebody else
        self.only = categories[0].key if len(categories) == 1 else ""

    @property
    def key(self) -> str:
        return self.only or str(self.cleaned_data["category"])


class FindForm(forms.Form):
    """A name, a code, or the beginning of one. Sent in the body: addresses end up in logs."""

    words = forms.CharField(
        label="Name oder Code",
        min_length=2,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"min_length": "Bitte mindestens zwei Zeichen.", "required": "Bitte etwas tippen."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "suche_%s", "label_suffix": "", **options})
