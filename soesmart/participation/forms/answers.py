"""Forms with which the office takes ideas along their way."""

from collections.abc import Iterable
from typing import Any

from django import forms

from soesmart.core.refusals import Refused
from soesmart.participation.rules import StepKind

KINDS = {
    StepKind.ANSWERED: "Antworten",
    StepKind.CHECKED: "Prüfung beginnt",
    StepKind.PILOT: "Teil eines Pilotprojekts",
    StepKind.GOAL: "Teil eines Ziels",
}


class StepForm(forms.Form):
    """The next step of an idea; which fields it has follows from the kind. choices: goals or pilots."""

    nonce = forms.UUIDField(widget=forms.HiddenInput)
    goal = forms.TypedChoiceField(
        label="Ziel", coerce=int, empty_value=None, error_messages={"required": "Bitte das Ziel wählen."}
    )
    pilot_key = forms.ChoiceField(label="Pilotprojekt", error_messages={"required": "Bitte das Pilotprojekt wählen."})
    text = forms.CharField(
        label="Antwort und Begründung",
        help_text="Wird etwas daraus? Warum, oder warum nicht? Steht öffentlich auf der Seite der Idee.",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        required=False,
    )
    unit = forms.CharField(
        label="Wer antwortet",
        help_text="Die Stelle der Stadt, zum Beispiel: Abteilung Umwelt. Namen von Personen stehen nicht öffentlich.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "stellen", "autocomplete": "off"}),
    )
    as_comment = forms.BooleanField(label="Die Antwort auch unter den Kommentaren zeigen", required=False)

    def __init__(self, *args: Any, kind: StepKind, choices: Iterable[tuple[Any, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        for name, of_kind in (("goal", StepKind.GOAL), ("pilot_key", StepKind.PILOT)):
            field: Any = self.fields[name]
            if kind == of_kind:
                field.choices = [("", "Bitte wählen"), *choices]
            else:
                del self.fields[name]
        if kind == StepKind.ANSWERED:
            self._require("text", "Bitte begründen: Wird etwas daraus, und warum (nicht)?")
            self._require("unit", "Bitte angeben, welche Stelle der Stadt antwortet.")
        if kind == StepKind.CHECKED:
            del self.fields["as_comment"]
            self.fields["text"].label, self.fields["unit"].label = "Was geprüft wird", "Wer prüft"
            self.fields["text"].help_text = "Freiwillig. Steht öffentlich auf der Seite der Idee."

    def _require(self, name: str, words: str) -> None:
        self.fields[name].required = True
        self.fields[name].error_messages["required"] = words

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.text)


class TemplateForm(forms.Form):
    title = forms.CharField(label="Name der Vorlage", max_length=100, help_text="Zum Beispiel: Schon in Arbeit")
    text = forms.CharField(
        label="Text",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="{Titel} wird durch den Titel der Idee ersetzt.",
    )

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.text)
