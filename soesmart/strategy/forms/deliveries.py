"""Forms of values on their way in: the file, decisions about findings."""

from collections.abc import Sequence
from typing import Any

from django import forms

from soesmart.strategy.forms.parts import GermanNumber, GuardedForm, OfficeForm
from soesmart.strategy.models import DataSource
from soesmart.strategy.rules import Decision


class DeliveryForm(OfficeForm):
    file = forms.FileField(
        label="Tabelle",
        help_text="CSV oder XLSX, höchstens 5 MB",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        error_messages={
            "required": "Bitte zuerst eine Datei wählen.",
            "empty": "Die Datei ist leer. Bitte eine Tabelle mit Jahren und Werten wählen.",
        },
    )
    source: forms.ModelChoiceField[DataSource] = forms.ModelChoiceField(
        label="Woher kommt sie?",
        queryset=None,
        required=False,
        empty_label="eine neue Tabelle",
        help_text="Bei einer Tabelle, die wiederkommt, gilt die gemerkte Zuordnung.",
    )

    def __init__(self, *args: Any, sources: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["source"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = sources


class DecisionForm(OfficeForm):
    """What is decided about one finding. The button says what."""

    decision = forms.ChoiceField(choices=[(one.value, one.label) for one in Decision])
    correction = GermanNumber(error_messages={"required": "Bitte den richtigen Wert eintragen."})
    reason = forms.CharField(
        max_length=500,
        error_messages={"required": "Bitte einen Grund nennen, damit andere die Entscheidung verstehen."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        is_corrected = self.data.get("decision") == Decision.CORRECTED
        self.fields["correction"].required = is_corrected
        self.fields["reason"].required = not is_corrected


class SeveralForm(OfficeForm):
    """The same decision about all open findings of a kind."""

    kind = forms.ChoiceField(label="Befunde")
    decision = forms.ChoiceField(
        label="Entscheidung",
        choices=[
            (Decision.ACCEPTED.value, "Die Werte stimmen so"),
            (Decision.CORRECTED.value, "Vorschläge übernehmen"),
            (Decision.REJECTED.value, "Die Werte weglassen"),
        ],
    )
    reason = forms.CharField(label="Grund", required=False, max_length=500, help_text="nötig, außer beim Übernehmen")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(kinds)


class ReasonForm(GuardedForm):
    reason = forms.CharField(label="Warum wird sie verworfen?", max_length=500)


class TakeBackForm(GuardedForm):
    reason = forms.CharField(
        label="Warum wird die Übernahme zurückgenommen?",
        max_length=500,
        help_text="steht danach bei jedem Wert, der nicht mehr zählt",
    )
