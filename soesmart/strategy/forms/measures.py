"""Forms of measures, of what they are thought to bring, and of assumptions."""

from dataclasses import fields
from typing import Any

from django import forms

from soesmart.core.numbers import format_euro, parse_euro
from soesmart.core.refusals import Refused
from soesmart.strategy.forms.parts import INVENTED_HELP, Address, GermanNumber, GuardedForm, OfficeForm, Year, checked
from soesmart.strategy.models import Measure
from soesmart.strategy.rules import Confidence
from soesmart.strategy.services import checks
from soesmart.strategy.services.measures import EstimateText, MeasureText, cost, page_here


class Euro(forms.Field):
    """An amount as people here write it; whole cents for the service."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **options})
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "maxlength": 40, "class": "input--short"}

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        try:
            return parse_euro(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return format_euro(value) if isinstance(value, int) else value


class MeasureForm(GuardedForm):
    key = forms.CharField(
        label="Kennung",
        max_length=50,
        required=False,
        help_text="bleibt für immer; leer gelassen wird sie aus dem Namen gebildet",
    )
    name = forms.CharField(label="Name", max_length=200)
    text = forms.CharField(
        label="Was getan wird", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    cost_low = Euro(label="Kosten, mindestens", help_text="in Euro, alle Jahre zusammen, etwa 1.500.000 oder 1,5 Mio")
    cost_high = Euro(label="Kosten, höchstens", help_text="leer, wenn der Betrag feststeht")
    starts = Year(label="Beginn", required=False, help_text="geplantes Jahr; die Wirkung wächst vom Jahr danach an")
    is_decided = forms.BooleanField(
        label="Beschlossen und finanziert", required=False, help_text="Sonst zählt sie als Möglichkeit."
    )
    condition = forms.CharField(
        label="Was dafür wahr werden muss",
        required=False,
        max_length=500,
        help_text="etwa: Das Land bewilligt die Förderung bis 2027",
    )
    link = forms.CharField(
        label="Seite des Pilotprojekts",
        required=False,
        max_length=200,
        help_text="der Teil der Adresse nach dem Namen der Website, etwa /pilotprojekte/solar/",
    )
    source = Address()
    invented = forms.BooleanField(label="Die Maßnahme ist ein Beispiel", required=False, help_text=INVENTED_HELP)

    def __init__(self, *args: Any, stored: Measure | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stored = stored
        if stored:
            del self.fields["key"]
            self.initial.update({name: getattr(stored, name) for name in self.fields})

    def clean_key(self) -> str:
        typed: str = self.cleaned_data["key"]
        return checked(checks.key, typed, field="key") if typed else typed

    def clean_link(self) -> str:
        return str(checked(page_here, self.cleaned_data["link"]))

    def clean(self) -> None:
        """Both costs together, as the service sees them."""
        try:
            cost(self.cleaned_data.get("cost_low"), self.cleaned_data.get("cost_high"))
        except Refused as refusal:
            self.refuse(refusal)

    def text_for(self, key: str) -> MeasureText:
        """What was typed, under the stored key or `key`."""
        words = {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "key")}
        return MeasureText(key=self.stored.key if self.stored else key, **words)


class EstimateForm(OfficeForm):
    indicator = forms.ChoiceField(label="Für welche Kennzahl", help_text="Die Zahlen unten gelten in ihrer Einheit.")
    low = GermanNumber(label="Wirkung, vorsichtig", help_text="Änderung bei voller Wirkung; mit Minus, wenn sie senkt")
    middle = GermanNumber(label="Wirkung, mittel")
    high = GermanNumber(label="Wirkung, günstig")
    harms = forms.BooleanField(
        label="Die Maßnahme schadet dieser Kennzahl",
        required=False,
        help_text="nur, wenn sie wirklich gegen die gewünschte Richtung wirkt; das Blatt sagt es dann",
    )
    ramp_years = forms.IntegerField(
        label="Jahre bis zur vollen Wirkung", min_value=1, max_value=30, initial=1, help_text="ab dem Beginn"
    )
    confidence = forms.ChoiceField(
        label="Wie sicher das ist",
        choices=[(one.value, one.label) for one in Confidence],
        initial=Confidence.LOW.value,
    )
    basis = forms.CharField(
        label="Worauf die Schätzung beruht",
        max_length=500,
        help_text="etwa: Messung im Pilotprojekt, Gutachten, Annahme",
    )
    invented = forms.BooleanField(label="Beispielwert", required=False, help_text=INVENTED_HELP)

    def __init__(self, *args: Any, indicators: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "bitte wählen"), *indicators]

    def estimate(self) -> EstimateText:
        words = {one.name: self.cleaned_data[one.name] for one in fields(EstimateText)}
        return EstimateText(**words | {"confidence": Confidence(words["confidence"])})


class AssumptionForm(OfficeForm):
    text = forms.CharField(
        label="Annahme",
        max_length=500,
        help_text="in einem Satz, etwa: Die Zahl der Menschen in der Stadt bleibt gleich",
    )
    overlap = forms.IntegerField(
        label="Überlappung",
        required=False,
        min_value=0,
        max_value=90,
        help_text="in Prozent: so viel verliert jede weitere Maßnahme. Leer lassen, wenn sie bleibt, wie sie ist.",
    )
