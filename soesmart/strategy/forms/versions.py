"""Forms on the way of a version: open, facts, return, publish."""

from typing import Any

from django import forms

from soesmart.strategy.forms.parts import Address, GuardedForm, OfficeForm
from soesmart.strategy.models import Version
from soesmart.strategy.services.decisions import Decision, VersionFacts


class OpenForm(OfficeForm):
    label = forms.CharField(label="Nummer der neuen Fassung", max_length=20, help_text="etwa 2.1")


class DecisionForm(GuardedForm):
    """The decision of the council, which often comes after the words."""

    decided_on = forms.CharField(
        label="Beschlossen am", required=False, max_length=30, help_text="6.10.2021, Oktober 2021 oder 2021"
    )
    decided_by = forms.CharField(
        label="Beschlossen von", required=False, max_length=200, help_text="etwa Rat der Stadt"
    )
    decision_reference = forms.CharField(
        label="Vorlage", required=False, max_length=200, help_text="Nummer der Vorlage"
    )
    votes_for = forms.IntegerField(label="Ja-Stimmen", required=False, min_value=0, max_value=999)
    votes_against = forms.IntegerField(label="Nein-Stimmen", required=False, min_value=0, max_value=999)
    votes_abstained = forms.IntegerField(label="Enthaltungen", required=False, min_value=0, max_value=999)

    def __init__(self, *args: Any, stored: Version, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update({name: getattr(stored, name) for name in self.fields})

    def decision(self) -> Decision:
        names = Decision.__dataclass_fields__
        return Decision(**{name: self.cleaned_data[name] for name in names})


class FactsForm(DecisionForm):
    label = forms.CharField(label="Nummer der Fassung", max_length=20)
    note = forms.CharField(
        label="Anmerkung",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Was diese Fassung ändert, in einem Satz für alle, die sie lesen",
    )
    source = Address(label="Quelle des Beschlusses")

    field_order = ("label", "note")

    def facts(self) -> VersionFacts:
        words = self.cleaned_data
        return VersionFacts(words["label"], self.decision(), words["note"], words["source"])


class ReturnForm(GuardedForm):
    reason = forms.CharField(
        label="Was ist noch zu ändern?",
        max_length=2000,
        error_messages={"required": "Bitte schreiben, was noch zu ändern ist."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
