"""Forms of questions about goals, and of their answers."""

from typing import Any

from django import forms

from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.strategy.forms.parts import GuardedForm


class QuestionForm(forms.Form):
    """A question of anybody. Its length is the service's to judge, so that no word is cut off unseen."""

    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    text = forms.CharField(
        label="Frage",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Höchstens 1.000 Zeichen. Die Frage wird mit der Antwort veröffentlicht, ohne Namen. "
        "Bitte keine Namen, Telefonnummern oder Adressen nennen.",
        error_messages={"required": "Bitte eine Frage schreiben."},
    )

    def clean(self) -> dict[str, Any]:
        if self.errors.pop("nonce", None):
            typed: Any = self.data.copy()  # type: ignore[attr-defined]
            typed["nonce"] = str(new_id())
            self.data = typed
            self.add_error(None, "Das Formular kam unvollständig an. Bitte noch einmal senden.")
        return self.cleaned_data

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.text)


class AnswerForm(GuardedForm):
    answer = forms.CharField(
        label="Antwort der Stadt",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Wird mit der Frage sofort öffentlich. Bitte auch hier keine Namen nennen.",
        error_messages={"required": "Bitte eine Antwort schreiben."},
    )
