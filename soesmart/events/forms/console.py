"""What the console sends."""

from typing import Any

from django import forms

from soesmart.events.rules.delays import LONGEST_DELAY
from soesmart.events.rules.steps import Step, StepKind
from soesmart.events.services.rounds import LONGEST_CLOSING
from soesmart.events.services.steps import COUNTDOWN, Wish

UNKNOWN = "Diesen Schritt gibt es nicht. Bitte laden Sie die Seite neu."


class StepForm(forms.Form):
    """step: kind and target as "open:3"; seen: what the page showed; seconds: until a vote closes."""

    step = forms.CharField(max_length=40, error_messages={"required": UNKNOWN, "max_length": UNKNOWN})
    seen = forms.CharField(max_length=120, error_messages={"required": UNKNOWN, "max_length": UNKNOWN})
    seconds = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LONGEST_CLOSING,
        error_messages={
            "invalid": "Bitte ganze Sekunden angeben.",
            "min_value": "Bitte 0 Sekunden oder mehr angeben.",
            "max_value": f"Bitte höchstens {LONGEST_CLOSING} Sekunden angeben.",
        },
    )

    def clean_step(self) -> Step:
        kind, _, target = self.cleaned_data["step"].partition(":")
        if kind not in list(StepKind) or not (target.isascii() and target.isdigit()) or len(target) > 15:
            raise forms.ValidationError(UNKNOWN)
        return Step(StepKind(kind), int(target))

    def wish(self) -> Wish:
        asked: dict[str, Any] = self.cleaned_data
        seconds = COUNTDOWN if asked["seconds"] is None else asked["seconds"]
        return Wish(asked["step"], asked["seen"], seconds)


class DelayForm(forms.Form):
    """seconds: with a comma or a point, down to a tenth."""

    seconds = forms.DecimalField(
        min_value=0,
        max_value=LONGEST_DELAY // 1000,
        decimal_places=1,
        localize=True,
        error_messages={
            "required": "Bitte sagen Sie, wie viele Sekunden der Stream hinter dem Saal liegt.",
            "invalid": "Bitte eine Zahl angeben, zum Beispiel 18,5.",
            "min_value": "Bitte 0 Sekunden oder mehr angeben.",
            "max_value": f"Bitte höchstens {LONGEST_DELAY // 1000} Sekunden angeben.",
            "max_digits": "Bitte eine Zahl angeben, zum Beispiel 18,5.",
            "max_decimal_places": "Bitte höchstens eine Stelle nach dem Komma angeben.",
            "max_whole_digits": f"Bitte höchstens {LONGEST_DELAY // 1000} Sekunden angeben.",
        },
    )

    def milliseconds(self) -> int:
        return int(self.cleaned_data["seconds"] * 1000)
