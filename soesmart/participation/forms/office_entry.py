"""Forms for opinions that come in on paper or are said in a workshop."""

from typing import Any

from django import forms

from soesmart.participation.forms.office_ideas import UploadForm
from soesmart.participation.models.voice import CHANNELS
from soesmart.participation.rules import Channel
from soesmart.participation.rules.people import AgeBand
from soesmart.region.models import District

WAYS = [pair for pair in CHANNELS if pair[0] != Channel.ONLINE]


class PileForm(UploadForm):
    """A table of opinions."""

    channel = forms.ChoiceField(label="Auf welchem Weg sie kamen", choices=WAYS)
    day = forms.DateField(
        label="Tag", required=False, widget=forms.DateInput, help_text="Für Zeilen, in denen kein Tag steht"
    )
    only_check = forms.BooleanField(label="Nur prüfen, noch nichts speichern", required=False)

    field_order = ("channel", "day", "file", "only_check")


class CardForm(forms.Form):
    """What stands above the ideas of a card."""

    card = forms.CharField(
        label="Karte oder Code",
        max_length=60,
        help_text="Nummer der Karte, zum Beispiel 17 oder Ampen-17, oder der Code aus dem Brief",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "class": "input--short"}),
    )
    channel = forms.ChoiceField(label="Weg", choices=WAYS)
    day = forms.DateField(label="Tag", required=False, widget=forms.DateInput, help_text="Leer: heute")
    district: forms.ModelChoiceField[District] = forms.ModelChoiceField(
        None, label="Ortsteil", required=False, empty_label="nicht gesagt"
    )
    age = forms.ChoiceField(label="Alter", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["district"].queryset = District.objects.all()  # type: ignore[attr-defined]
        ages = [("", "nicht gesagt"), *((band.value, band.label) for band in AgeBand)]
        self.fields["age"].choices = ages  # type: ignore[attr-defined]
