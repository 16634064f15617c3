"""Forms of the portal's office."""

from typing import Any, ClassVar

from django import forms

from soesmart.portal.models import CalendarDate
from soesmart.portal.services.dates import DateFacts


class DateForm(forms.Form):
    """A date of the calendar. `seen_at` says which state the person saw, so that two editors notice each other."""

    title = forms.CharField(label="Titel", max_length=150)
    kind = forms.ChoiceField(label="Art", choices=CalendarDate.Kind.choices)
    starts_on = forms.DateField(label="Erster Tag", widget=forms.DateInput)
    starts_at = forms.TimeField(label="Beginn", widget=forms.TimeInput, required=False, help_text="leer: ganzer Tag")
    ends_on = forms.DateField(
        label="Letzter Tag", widget=forms.DateInput, required=False, help_text="leer: derselbe Tag"
    )
    ends_at = forms.TimeField(label="Ende", widget=forms.TimeInput, required=False)
    place = forms.CharField(label="Ort", max_length=150, required=False)
    text = forms.CharField(label="Beschreibung", max_length=4000, required=False, widget=forms.Textarea)
    source = forms.URLField(label="Quelle (Adresse)", max_length=500, required=False, assume_scheme="https")
    invented = forms.BooleanField(label="Beispielwert: frei gesetzt, nicht bestätigt", required=False)
    seen_at = forms.CharField(widget=forms.HiddenInput, required=False)

    NAMES: ClassVar = (
        "title", "kind", "starts_on", "starts_at", "ends_on", "ends_at", "place", "text", "source", "invented",
    )  # fmt: skip

    @classmethod
    def initial_of(cls, entry: CalendarDate) -> dict[str, Any]:
        return {name: getattr(entry, name) for name in cls.NAMES} | {"seen_at": entry.changed_at.isoformat()}

    def facts(self) -> DateFacts:
        given = {name: self.cleaned_data[name] for name in self.NAMES}
        return DateFacts(**given | {"ends_on": given["ends_on"] or given["starts_on"]})
