"""What the moderation of an evening sends."""

from django import forms

from soesmart.participation.rules.moderation import Removal

UNKNOWN = "Das gibt es hier nicht. Bitte laden Sie die Seite neu."
NEEDED = {"required": UNKNOWN, "invalid_choice": UNKNOWN, "invalid": UNKNOWN}


class QuestionForm(forms.Form):
    """decision: show, hold, take, answer, or "remove:<reason>"; reason, answer: own words."""

    decision = forms.CharField(max_length=40, error_messages=NEEDED)
    reason = forms.CharField(max_length=200, required=False)
    answer = forms.CharField(max_length=20000, required=False, strip=True)

    def clean(self) -> dict[str, str]:
        asked = super().clean() or {}
        what, _, reason = asked.get("decision", "").partition(":")
        if what not in ("show", "hold", "take", "answer", "remove") or (reason and reason not in list(Removal)):
            raise forms.ValidationError(UNKNOWN)
        return {**asked, "what": what, "reason": Removal(reason).rule.label if reason else asked.get("reason", "")}


class WordForm(forms.Form):
    """decision: "hide:<reason>:<word>" or "show::<word>"."""

    decision = forms.CharField(max_length=100, error_messages={**NEEDED, "max_length": UNKNOWN})

    def clean_decision(self) -> tuple[Removal | None, str]:
        """Why to hide it, None to show it again; and the word."""
        what, _, rest = self.cleaned_data["decision"].partition(":")
        reason, _, word = rest.partition(":")
        if not word or what not in ("hide", "show") or (what == "hide" and reason not in list(Removal)):
            raise forms.ValidationError(UNKNOWN)
        return (Removal(reason) if what == "hide" else None), word
