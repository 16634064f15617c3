"""Forms of the office for the town itself."""

from typing import Any

from django import forms

from soesmart.region.models import Municipality
from soesmart.region.rules import Branding


class ColourInput(forms.TextInput):
    """The browser's own choice of a colour; without one, a field for #rrggbb."""

    input_type = "color"


class ColourField(forms.CharField):
    """A colour as #rrggbb in lower case; whether it can be read is the service's to judge."""

    widget = ColourInput

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class BrandingForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    colour_primary = ColourField(
        label="Hauptfarbe", max_length=7, help_text="Für Links, Knöpfe und das Haus auf hellem Grund: ein dunkler Ton"
    )
    colour_primary_dark = ColourField(
        label="Hauptfarbe im Dunkeln", max_length=7, help_text="Dasselbe auf dunklem Grund: ein heller Ton"
    )
    colour_accent = ColourField(
        label="Zweitfarbe", max_length=7, help_text="Für Hervorhebungen auf hellem Grund: ein dunkler Ton"
    )
    address_form = forms.ChoiceField(
        label="Wie die Stadt die Menschen anspricht", choices=Municipality.Address, widget=forms.RadioSelect
    )

    @classmethod
    def of(cls, town: Municipality) -> dict[str, Any]:
        """What the form shows of the stored town."""
        return {name: getattr(town, name) for name in cls.base_fields}

    def clean(self) -> dict[str, Any]:
        """A revision that is lost or unreadable counts as outdated: nothing is overwritten unseen."""
        self.errors.pop("revision", None)
        self.cleaned_data["revision"] = self.cleaned_data.get("revision") or 0
        return self.cleaned_data

    def branding(self, town: Municipality) -> Branding:
        chosen = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return Branding(**chosen, logo_path=town.logo_path)
