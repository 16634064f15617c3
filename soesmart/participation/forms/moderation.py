"""Forms of the moderation: decide, report, object, stand in, and the town's own words."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from soesmart.core.numbers import format_number
from soesmart.participation.queries.house_rules import host_of
from soesmart.participation.rules.moderation import LONGEST_STATEMENT, Removal

REASONS = [(reason.value, reason.rule.label) for reason in Removal]
LONGEST_ABSENCE = 60  # days; who is away longer gives her task to somebody


class DecisionForm(forms.Form):
    """decision: "keep", "remove:<reason>", "remove" with a reason beside it, "grant" or "refuse"."""

    decision = forms.CharField(max_length=20)
    reason = forms.ChoiceField(choices=REASONS, required=False)
    statement = forms.CharField(max_length=LONGEST_STATEMENT, required=False, widget=forms.Textarea)
    seen = forms.CharField(max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        what, _, reason = self.cleaned_data.get("decision", "").partition(":")
        self.cleaned_data["what"] = what
        if what == "remove":
            chosen = reason or self.cleaned_data.get("reason", "")
            if chosen not in {one.value for one in Removal}:
                raise ValidationError("Bitte einen Grund wählen.")
            self.cleaned_data["reason"] = Removal(chosen)
        elif what not in ("keep", "grant", "refuse"):
            raise ValidationError("Bitte eine Entscheidung wählen.")
        return self.cleaned_data


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label="Was stimmt damit nicht?", choices=REASONS, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Dazu noch ein Satz",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nur die Moderation liest ihn, höchstens 500 Zeichen",
    )


class ObjectionForm(forms.Form):
    text = forms.CharField(
        label="Warum soll der Text bleiben?",
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"Ein Satz genügt, höchstens {format_number(LONGEST_STATEMENT)} Zeichen",
    )


class DeskForm(forms.Form):
    wants_digest = forms.BooleanField(
        label="E-Mail schicken, wenn etwas wartet", required=False, help_text="Höchstens einmal am Tag"
    )
    away_from = forms.DateField(label="Nicht da ab", required=False, help_text="Zum Beispiel 24.12.2026")
    away_until = forms.DateField(label="bis einschließlich", required=False)
    deputy = forms.ChoiceField(label="Vertretung", required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["deputy"].choices = [("", "niemand"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("away_from"), self.cleaned_data.get("away_until")
        if bool(first) != bool(last) and not {"away_from", "away_until"} & self.errors.keys():
            self.add_error("away_until" if first else "away_from", "Bitte beide Tage angeben oder keinen.")
        if first and last and last < first:
            self.add_error("away_until", "Der letzte Tag liegt vor dem ersten.")
        elif first and last and (last - first).days > LONGEST_ABSENCE:
            self.add_error("away_until", f"Vertreten geht höchstens {LONGEST_ABSENCE} Tage am Stück.")
        return self.cleaned_data


class HouseRulesForm(forms.Form):
    words = forms.CharField(
        label="Wörter, bei denen ein Text wartet",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Eins je Zeile, als ganzes Wort. Sparsam sein: Jedes Wort hält auch gut gemeinte Texte auf.",
    )
    hosts = forms.CharField(
        label="Seiten, auf die verlinkt werden darf",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Eine je Zeile, zum Beispiel verein.example. Die Seiten der Stadt gehören immer dazu.",
    )

    def clean_words(self) -> str:
        lines = _lines(self.cleaned_data["words"])
        for number, line in enumerate(lines, 1):
            if not re.fullmatch(r"[^\W_]{3,40}", line):
                raise ValidationError(f"Zeile {number} ist kein einzelnes Wort aus 3 bis 40 Buchstaben: {line[:60]}")
        return "\n".join(lines)

    def clean_hosts(self) -> str:
        lines = _lines(self.cleaned_data["hosts"])
        for number, line in enumerate(lines, 1):
            if "." not in host_of(line):
                raise ValidationError(f"Zeile {number} ist keine Internetseite: {line[:60]}")
        return "\n".join(host_of(line) for line in lines)


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
