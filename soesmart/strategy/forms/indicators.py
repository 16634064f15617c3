"""Forms of indicators, their values and targets."""

from typing import Any, ClassVar

from django import forms

from soesmart.strategy.forms.parts import INVENTED_HELP, Address, GermanNumber, GuardedForm, OfficeForm, Year
from soesmart.strategy.models import Indicator
from soesmart.strategy.rules import REPORTING_FIELDS, Direction, TargetKind, ValueState
from soesmart.strategy.services.indicators import IndicatorText
from soesmart.strategy.services.targets import TargetText
from soesmart.strategy.services.values import Pedigree


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
    lowest = GermanNumber(
        label="Kleinster plausibler Wert", required=False, help_text="darunter fragt die Prüfung nach"
    )
    highest = GermanNumber(label="Größter plausibler Wert", required=False, help_text="darüber fragt die Prüfung nach")
    is_emission = forms.BooleanField(
        label="Ausstoß, der sich über die Jahre summiert",
        required=False,
        help_text="Die Seite des Ziels zeigt dann auch das Budget bis zum Zieljahr.",
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
    """A value with its pedigree."""

    later: ClassVar = ("day", "sector", "district", "group", "has_break", "is_baseline", "licence", "method_version")
    later_label: ClassVar = "Tag, Teil, Bruch, Ausgangswert, Lizenz und Verfahren"

    year = Year(label="Jahr", required=False, help_text="leer, wenn die Quelle keines nennt oder der Tag es sagt")
    value = GermanNumber(label="Wert")
    state = forms.ChoiceField(
        label="Stand", choices=[(state.value, state.label) for state in ValueState], initial=ValueState.MEASURED.value
    )
    source_name = forms.CharField(label="Quelle", required=False, max_length=200, help_text="wie sie heißt")
    source = Address(label="Adresse der Quelle")
    note = forms.CharField(label="Anmerkung", required=False, max_length=500)
    invented = forms.BooleanField(label="Beispielwert", required=False, help_text=INVENTED_HELP)
    day = forms.DateField(
        label="Tag",
        required=False,
        widget=forms.DateInput,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": "Bitte einen Tag wie 6.10.2025."},
        help_text="nur, wenn der Wert für einen Tag gilt und nicht für ein Jahr",
    )
    sector = forms.CharField(label="Sektor", required=False, max_length=100, help_text="leer für das Ganze")
    district = forms.CharField(label="Ortsteil", required=False, max_length=100, help_text="leer für das Ganze")
    group = forms.CharField(label="Gruppe", required=False, max_length=100, help_text="leer für das Ganze")
    has_break = forms.BooleanField(
        label="Bruch in der Reihe", required=False, help_text="Mit früheren Werten nicht vergleichbar."
    )
    is_baseline = forms.TypedChoiceField(
        label="Ist das der Ausgangswert?",
        required=False,
        coerce=lambda chosen: chosen == "ja",
        empty_value=None,
        choices=[("", "wie bisher für diese Zeit"), ("ja", "ja"), ("nein", "nein")],
        help_text="Ab ihm rechnet die Bewertung. Wer ihn berichtigt, lässt „wie bisher“ stehen.",
    )
    licence = forms.CharField(label="Lizenz", required=False, max_length=100, help_text="etwa dl-de/by-2-0")
    method_version = forms.CharField(label="Stand des Verfahrens", required=False, max_length=50)

    def pedigree(self) -> Pedigree:
        """The part of the answers that says where the value comes from."""
        return Pedigree(**{name: self.cleaned_data[name] for name in OF_PEDIGREE})

    def rest(self) -> dict[str, Any]:
        """The other answers, as `record_value` takes them."""
        words = {name: value for name, value in self.cleaned_data.items() if name not in OF_PEDIGREE}
        return words | {"state": ValueState(words["state"])}


OF_PEDIGREE = ("day", "sector", "district", "group", "has_break", "source_name", "licence", "method_version")


class WhyForm(OfficeForm):
    """Why a value or a target is taken back."""

    reason = forms.CharField(
        label="Warum?", max_length=500, help_text="Andere sollen es verstehen, auch in zehn Jahren."
    )


class TargetForm(OfficeForm):
    """A target with the decision that set it."""

    later: ClassVar = ("upper", "kind", "is_milestone")
    later_label: ClassVar = "Bereich, jedes Jahr, Zwischenziel"

    value = GermanNumber(label="Zielwert")
    year = Year(label="Zieljahr", required=False)
    decided = forms.CharField(
        label="Beschlossen am", required=False, max_length=30, help_text="6.10.2021, Oktober 2021 oder 2021"
    )
    decision = forms.CharField(
        label="Beschluss", required=False, max_length=200, help_text="wer beschlossen hat, Nummer der Vorlage"
    )
    source = Address()
    note = forms.CharField(label="Anmerkung", required=False, max_length=500)
    invented = forms.BooleanField(label="Beispielwert", required=False, help_text=INVENTED_HELP)
    upper = GermanNumber(
        label="Oberes Ende", required=False, help_text="wenn das Ziel ein Bereich ist; der Zielwert ist das untere"
    )
    kind = forms.ChoiceField(
        label="Was gefordert ist",
        choices=[(kind.value, kind.label) for kind in TargetKind],
        initial=TargetKind.REACH.value,
        required=False,
    )
    is_milestone = forms.BooleanField(
        label="Nur ein Zwischenziel", required=False, help_text="Das Ziel selbst bleibt; der Weg führt hier vorbei."
    )

    def text(self) -> TargetText:
        words = self.cleaned_data
        kind = TargetKind(words["kind"] or TargetKind.REACH)
        return TargetText(kind, words["upper"], words["is_milestone"], words["decision"])

    def rest(self) -> dict[str, Any]:
        """The other answers, as `set_target` takes them."""
        names = ("value", "year", "decided", "source", "note", "invented")
        return {name: self.cleaned_data[name] for name in names}
