"""Forms of the office for the script: scenes, and what an item is about."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from soesmart.events.models import Scene
from soesmart.events.queries.agenda import ideas_at
from soesmart.events.services.agenda import LONGEST_SCENE, SceneWords
from soesmart.participation.forms.campaigns import SeenForm, SentOnceForm, area
from soesmart.strategy.forms.parts import OfficeForm

# An idea by its address (…/mitmachen/<key>/ideen/<number>/) or as "<key> <number>".
_IDEA = re.compile(r"(?:.*/mitmachen/)?([-\w]+)(?:/ideen/|[ /])(\d{1,6})/?")
MOST_IDEAS = 30


def short_number(label: str, **options: Any) -> forms.IntegerField:
    """A whole number; without the arrows that change it by accident."""
    words = {"invalid": "Bitte eine ganze Zahl eingeben."}
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--short"})
    return forms.IntegerField(label=label, widget=widget, error_messages=words, **options)


class SceneForm(SeenForm, SentOnceForm):
    """A scene of the script, new or stored."""

    title = forms.CharField(label="Titel", max_length=200)
    minutes = short_number("Dauer in Minuten", min_value=0, max_value=LONGEST_SCENE, initial=5)
    text = area("Was alle sehen", 2_000, 3, required=False, help_text="Steht auf Leinwand und Telefonen.")
    script = area(
        "Für die Regie", 5_000, 4, required=False, help_text="Wer spricht, was gezeigt wird. Sieht nur die Regie."
    )

    def clean(self) -> dict[str, Any]:
        SeenForm.clean(self)
        return SentOnceForm.clean(self)

    @classmethod
    def of(cls, scene: Scene) -> dict[str, Any]:
        return {name: getattr(scene, name) for name in ("title", "minutes", "text", "script", "revision")}

    def words(self) -> SceneWords:
        return SceneWords(**{name: self.cleaned_data[name] for name in ("title", "text", "script", "minutes")})


class LinksForm(OfficeForm):
    """Which ideas and goals an item is about."""

    ideas = area(
        "Ideen", 5_000, 3, required=False, help_text="Eine Zeile je Idee: die Adresse ihrer Seite, höchstens 30 Zeilen"
    )
    goals = forms.TypedMultipleChoiceField(
        label="Ziele der Strategie", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, goals: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["goals"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = list(goals)
        if not goals:
            del self.fields["goals"]

    def clean_ideas(self) -> str:
        """What was typed; `found` are the ideas that it names."""
        text = str(self.cleaned_data["ideas"])
        pairs: list[tuple[str, int]] = []
        for line in filter(None, (line.strip() for line in text.splitlines())):
            if not (match := _IDEA.fullmatch(line)):
                raise forms.ValidationError(f"„{line[:80]}“ ist nicht die Adresse einer Idee.")
            pairs.append((match[1], int(match[2])))
        if len(pairs) > MOST_IDEAS:
            raise forms.ValidationError(f"Bitte höchstens {MOST_IDEAS} Ideen.")
        self.found = ideas_at(pairs)
        known = {(idea.campaign.key, idea.number) for idea in self.found}
        if lost := next((pair for pair in pairs if pair not in known), None):
            raise forms.ValidationError(
                f"Die Idee {lost[1]} gibt es in „{lost[0]}“ nicht, oder sie ist nicht zu sehen."
            )
        return text
