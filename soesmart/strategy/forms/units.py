"""Form of a unit of the administration."""

from typing import Any

from django import forms

from soesmart.strategy.forms.parts import INVENTED_HELP, Address, GuardedForm
from soesmart.strategy.models import OrganisationUnit
from soesmart.strategy.services.units import UnitText


class UnitForm(GuardedForm):
    key = forms.CharField(label="Kennung", max_length=50, help_text="bleibt für immer, steht auch in Tabellen")
    name = forms.CharField(label="Name", max_length=200)
    task = forms.CharField(label="Aufgabe", required=False, max_length=500)
    email = forms.EmailField(
        label="Postfach",
        required=False,
        max_length=254,
        help_text="Hierhin geht eine Erinnerung, wenn ein Wert fällig ist. Steht auf keiner öffentlichen Seite.",
    )
    source = Address()
    invented = forms.BooleanField(label="Die Stelle ist ein Beispiel", required=False, help_text=INVENTED_HELP)

    def __init__(self, *args: Any, stored: OrganisationUnit | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stored = stored
        if stored:
            del self.fields["key"]
            self.initial.update({name: getattr(stored, name) for name in self.fields})

    def text(self) -> UnitText:
        words = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return UnitText(**{"key": self.stored.key if self.stored else "", **words})
