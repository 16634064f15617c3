"""Forms of what all versions share: the strategy's name and words, and the decisions on its target year."""

from collections.abc import Sequence
from typing import Any

from django import forms

from soesmart.strategy.forms.parts import Address, GuardedForm, OfficeForm, Year
from soesmart.strategy.models import GoalLevel, Strategy
from soesmart.strategy.services.strategies import Level, StrategyWords

DEPTHS = (1, 2, 3)


def _word(label: str, **options: Any) -> forms.CharField:
    return forms.CharField(**{"label": label, "max_length": 50, **options})


class FoundationForm(GuardedForm):
    name = forms.CharField(label="Name der Strategie", max_length=200, help_text="etwa Strategie Soest 2030")
    horizon = Year(label="Zieljahr", help_text="bis wann sie ankommen will")
    field_singular = _word("Ein Feld heißt", initial="Handlungsfeld")
    field_plural = _word("mehrere heißen", initial="Handlungsfelder")
    level_1_singular = _word("Ein Ziel heißt", initial="Ziel")
    level_1_plural = _word("mehrere heißen", initial="Ziele")
    level_1_is_numbered = forms.BooleanField(label="Diese Ziele tragen Nummern", required=False)
    level_2_singular = _word("Ein Ziel der zweiten Ebene heißt", required=False, help_text="leer: nur eine Ebene")
    level_2_plural = _word("mehrere heißen", required=False)
    level_2_is_numbered = forms.BooleanField(label="Diese Ziele tragen Nummern", required=False)
    level_3_singular = _word("Ein Ziel der dritten Ebene heißt", required=False, help_text="leer: keine dritte Ebene")
    level_3_plural = _word("mehrere heißen", required=False)
    level_3_is_numbered = forms.BooleanField(label="Diese Ziele tragen Nummern", required=False)
    note = forms.CharField(
        label="Hinweis für alle, die sie lesen",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="etwa woher der Wortlaut stammt",
    )

    def __init__(
        self, *args: Any, stored: Strategy | None = None, levels: Sequence[GoalLevel] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if stored:
            names = ("name", "horizon", "field_singular", "field_plural", "note", "revision")
            self.initial.update({name: getattr(stored, name) for name in names})
        for level in levels:
            for part in ("singular", "plural", "is_numbered"):
                self.initial[f"level_{level.depth}_{part}"] = getattr(level, part)

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        for depth in DEPTHS[1:]:
            one, many, above = (words.get(f"level_{depth}_singular"), words.get(f"level_{depth}_plural"), depth - 1)
            if bool(one) != bool(many):
                self.add_error(f"level_{depth}_plural", "Bitte beide Wörter angeben oder beide leer lassen.")
            if one and not words.get(f"level_{above}_singular"):
                self.add_error(f"level_{depth}_singular", "Zuerst die Ebene darüber benennen.")
        return words

    def words(self) -> StrategyWords:
        said = self.cleaned_data
        levels = [
            Level(said[f"level_{depth}_singular"], said[f"level_{depth}_plural"], said[f"level_{depth}_is_numbered"])
            for depth in DEPTHS
            if said[f"level_{depth}_singular"]
        ]
        fields = (said["field_singular"], said["field_plural"])
        return StrategyWords(said["name"], said["horizon"], levels, said["note"], fields)


class TargetDecisionForm(OfficeForm):
    subject = forms.CharField(label="Ziel", max_length=200, help_text="etwa Klimaneutralität")
    year = Year(label="soll erreicht sein im Jahr")
    decided = forms.CharField(label="Beschlossen am", max_length=30, help_text="6.10.2021, Oktober 2021 oder 2021")
    source = Address(label="Quelle des Beschlusses")
