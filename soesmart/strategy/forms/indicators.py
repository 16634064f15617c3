"""Forms of indicators, their values and targets."""

from typing import Any

from django import forms

from soesmart.strategy.forms.parts import INVENTED_HELP, Address, GermanNumber, GuardedForm, OfficeForm, Year
from soesmart.strategy.models import Indicator
from soesmart.strategy.rules import REPORTING_FIELDS, Direction, ValueState
from soesmart.strategy.services.indicators import IndicatorText


class IndicatorForm(GuardedForm):
    key = forms.CharField(label="Kennung", max_length=50, help_text="bleibt für immer, etwa IND-MOB-4")
    goal = forms.ChoiceField(label="Für das Ziel", required=False)
    name = forms.CharField(label="Was gemessen wird", max_length=200)
    unit = forms.CharField(label="Einheit", max_length=60, help_text="etwa % oder t CO2 pro Kopf")
    direction = forms.ChoiceField(
        label="Richtung",
        required=False,
        choices=[("", "noch offen"), *((way.value, way.label) for way in Direction)],
    )
    decimals = forms.IntegerField(label="Nachkommastellen", min_value=0, max_value=6, initial=0)
    method = forms.CharField(
        label="Verfahren", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    interval = forms.CharField(label="Wie oft gemessen wird", required=False, max_length=100)
    reporting_field = forms.TypedChoiceField(
        label="Berichtsrahmen Nachhaltige Kommune",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "keinem Teil"), *((number, f"{number} {name}") for number, name in REPORTING_FIELDS.items())],
    )
    source = Address()
    note = forms.CharField(label="Anmerkung", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    invented = forms.BooleanField(label="Die Kennzahl ist ein Beispiel", required=False, help_text=INVENTED_HELP)

    def __init__(
        self, *args: Any, stored: Indicator | None = None, goals: list[tuple[str, str]] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.stored = stored
        if stored:
            del self.fields["key"], self.fields["goal"]
            self.initial.update({name: getattr(stored, name) for name in self.fields})
        else:
            field = self.fields["goal"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "kein Ziel, eine weitere Messung"), *(goals or [])]

    def text(self) -> IndicatorText:
        words = {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "goal")}
        way = words.pop("direction")
        key = self.stored.key if self.stored else words.pop("key")
        return IndicatorText(key=key, direction=Direction(way) if way else None, **words)


class ValueForm(OfficeForm):
    year = Year(label="Jahr", required=False, help_text="leer, wenn die Quelle keines nennt")
    value = GermanNumber(label="Wert")
    state = forms.ChoiceField(
        label="Stand", choices=[(state.value, state.label) for state in ValueState], initial=ValueState.MEASURED.value
    )
    is_baseline = forms.BooleanField(label="Das ist der Ausgangswert", required=False)
    source = Address()
    note = forms.CharField(label="Anmerkung", required=False, max_length=500)
    invented = forms.BooleanField(label="Beispielwert", required=False, help_text=INVENTED_HELP)


class TargetForm(OfficeForm):
    value = GermanNumber(label="Zielwert")
    year = Year(label="Zieljahr", required=False)
    decided = forms.CharField(
        label="Beschlossen am", required=False, max_length=30, help_text="6.10.2021, Oktober 2021 oder 2021"
    )
    source = Address()
    note = forms.CharField(label="Anmerkung", required=False, max_length=500)
    invented = forms.BooleanField(label="Beispielwert", required=False, help_text=INVENTED_HELP)
