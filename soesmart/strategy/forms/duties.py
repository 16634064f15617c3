"""Forms of who delivers which value."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from soesmart.strategy.forms.parts import GermanNumber, GuardedForm, OfficeForm, Year
from soesmart.strategy.models import Indicator, OrganisationUnit
from soesmart.strategy.queries.duties import person_here
from soesmart.strategy.rules import ValueState
from soesmart.strategy.services.duties import Duty

TYPED_STATES = (ValueState.MEASURED, ValueState.PROVISIONAL, ValueState.ESTIMATED)


class DutyForm(GuardedForm):
    unit = forms.ChoiceField(label="Zuständige Stelle", required=False)
    contact = forms.ChoiceField(
        label="Ansprechperson", required=False, help_text="Menschen mit einer Aufgabe in dieser Stadt"
    )
    email = forms.EmailField(
        label="oder ihre E-Mail-Adresse",
        required=False,
        max_length=254,
        help_text="Für jemanden ohne Aufgabe, der hier schon ein Konto hat. Geht der Auswahl darüber vor.",
    )
    update_months = forms.IntegerField(
        label="Neuer Wert alle … Monate",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        help_text="12 ist jedes Jahr, 3 jedes Vierteljahr. Leer: nur einmal.",
        error_messages={"invalid": "Bitte eine ganze Zahl von Monaten, etwa 12."},
    )
    due_on = forms.DateField(
        label="Nächster Wert fällig am",
        required=False,
        widget=forms.DateInput,
        help_text="Leer mit einem Abstand darüber: so viele Monate ab heute.",
    )

    def __init__(
        self,
        *args: Any,
        stored: Indicator,
        units: Sequence[OrganisationUnit],
        people: Sequence[tuple[UUID, str]],
        unit_of_goal: str,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.units = {unit.key: unit for unit in units}
        self._choose("unit", unit_of_goal or "keine", [(unit.key, unit.name) for unit in units])
        self._choose("contact", "niemand", [(str(pk), name) for pk, name in people])
        unit = next((unit.key for unit in units if unit.pk == stored.unit_in_charge_id), "")
        contact = str(stored.contact_id or "")
        self.initial.update({name: getattr(stored, name) for name in ("update_months", "due_on", "revision")})
        self.initial.update({"unit": unit, "contact": contact})

    def _choose(self, name: str, nothing: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nothing), *choices]

    def clean_email(self) -> str:
        typed = str(self.cleaned_data["email"] or "")
        if typed and person_here(email=typed) is None:
            raise forms.ValidationError(
                "Zu dieser Adresse gibt es hier kein Konto. Die Person meldet sich zuerst einmal auf diesen Seiten an."
            )
        return typed

    def duty(self) -> Duty:
        said = self.cleaned_data
        chosen = UUID(said["contact"]) if said["contact"] else None
        found = person_here(email=said["email"], pk=chosen) if said["email"] or chosen else None
        return Duty(
            unit=self.units.get(said["unit"]),
            contact=found,
            update_months=said["update_months"],
            due_on=said["due_on"],
            is_contact_new=bool(said["email"]),
        )


class UnitChoiceForm(OfficeForm):
    """Which unit is put in charge of the ticked indicators."""

    unit = forms.ChoiceField(label="Stelle für die angekreuzten", error_messages={"required": "Bitte eine Stelle."})

    def __init__(self, *args: Any, units: Sequence[OrganisationUnit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {unit.key: unit for unit in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "bitte wählen"), *((unit.key, unit.name) for unit in units)]


class TypedValueForm(OfficeForm):
    """A value as its contact knows it; where it comes from stands with the indicator."""

    year = Year(label="Jahr", help_text="für das der Wert gilt")
    value = GermanNumber(label="Wert")
    state = forms.ChoiceField(
        label="Wie sicher ist er?",
        choices=[(state.value, state.label) for state in TYPED_STATES],
        initial=ValueState.MEASURED.value,
    )
    day = forms.DateField(
        label="Tag", required=False, widget=forms.DateInput, help_text="nur, wenn der Wert für einen Tag gilt"
    )
    note = forms.CharField(
        label="Anmerkung",
        required=False,
        max_length=500,
        help_text="etwa woher der Wert stammt. Sie steht später auf der Seite des Ziels: bitte keine Namen.",
    )
