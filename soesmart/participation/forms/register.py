"""The register as forms: a number for each district or age band, or a table with both."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from soesmart.core.numbers import format_number, parse_number
from soesmart.participation.models import RegisterCount
from soesmart.participation.queries.register import RegisterPart
from soesmart.participation.services.register import RegisterFact

MOST_PEOPLE = 100_000_000


class CountField(forms.Field):
    """A whole number of people as it is written here: 1.234. Empty where it is not known."""

    widget = forms.TextInput

    def __init__(self, label: str) -> None:
        super().__init__(label=label)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "maxlength": 20, "class": "input--short"}

    def validate(self, value: Any) -> None:
        """Empty is an answer here: not known. It is no optional extra either, so the label does not say so."""

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = parse_number(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if number < 0 or number > MOST_PEOPLE or number != number.to_integral_value():
            raise forms.ValidationError("Bitte eine ganze Zahl ab 0 eintragen, zum Beispiel 1.234.")
        return int(number)

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, int) else value


class RegisterForm(forms.Form):
    """One dimension. parts: what can be counted, with what is stored of it."""

    use_required_attribute = False

    dimension = forms.ChoiceField(choices=RegisterCount.Dimension.choices, widget=forms.HiddenInput)
    source = forms.URLField(
        label="Quelle",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Internetadresse, unter der die Zahlen nachzulesen sind",
        error_messages={"invalid": "Bitte eine vollständige Adresse eingeben, zum Beispiel https://www.example.org."},
    )
    invented = forms.BooleanField(
        label="Diese Zahlen sind Beispielwerte", required=False, help_text="Sie erscheinen auf den Seiten so."
    )

    def __init__(self, dimension: str, parts: Sequence[RegisterPart], data: Mapping[str, Any] | None = None) -> None:
        self.parts = parts
        known = next((part for part in parts if part.people is not None), None)
        initial: dict[str, Any] = {"dimension": dimension}
        if known:
            initial |= {"source": known.source, "invented": any(part.invented for part in parts)}
        super().__init__(data, initial=initial, prefix=dimension, auto_id="id_%s")
        for part in parts:
            field = CountField(part.label)
            field.initial = part.people
            self.fields[f"people-{part.key}"] = field

    @property
    def counts(self) -> list[forms.BoundField]:
        return [self[f"people-{part.key}"] for part in self.parts]

    def facts(self) -> list[RegisterFact]:
        """What was typed; parts without a number are left out."""
        typed = self.cleaned_data
        return [
            RegisterFact(part.key, part.label, number, typed["source"], typed["invented"])
            for part in self.parts
            if (number := typed[f"people-{part.key}"]) is not None
        ]


class RegisterUpload(forms.Form):
    file = forms.FileField(
        label="Tabelle",
        help_text="Die heruntergeladene XLSX-Datei mit den eingetragenen Zahlen, höchstens 2 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Bitte zuerst eine Datei wählen.",
            "empty": "Die Datei ist leer. Bitte die heruntergeladene Tabelle wählen.",
        },
    )
