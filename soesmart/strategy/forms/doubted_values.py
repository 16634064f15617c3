"""Forms of typed values: what looks wrong is asked about before it is stored, or before it waits for an officer."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from soesmart.core.refusals import Refused
from soesmart.strategy.forms.doubting import DoubtingForm
from soesmart.strategy.forms.duties import TypedValueForm
from soesmart.strategy.forms.indicators import ValueForm
from soesmart.strategy.rules import ValueState


class ReasonedForm(DoubtingForm):
    """The tick needs a reason, which stands in the value's note."""

    tick: ClassVar[str] = "Der Wert stimmt so"

    def _ask(self) -> None:
        super()._ask()
        self.fields["reason"] = forms.CharField(
            label="Warum er stimmt",
            required=False,
            max_length=300,
            help_text="nötig, wenn der Wert so stimmt; steht später in der Anmerkung",
        )

    def require_reason(self) -> None:
        if not self.cleaned_data.get("reason"):
            raise Refused("strategy.value.no_reason", "Bitte einen Grund nennen.", "reason")

    def confirmed(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers without the question; the reason stands in the note."""
        words = {name: answer for name, answer in answers.items() if name not in ("doubted", "is_right", "reason")}
        if answers.get("is_right") and answers.get("reason"):
            words["note"] = " · ".join(filter(None, (words["note"], f"Bestätigt: {answers['reason']}")))
        return words


class DoubtedValueForm(ReasonedForm, ValueForm):
    """Of an officer: the value counts at once."""

    def rest(self) -> dict[str, Any]:
        """As `record_value` takes it."""
        return self.confirmed(super().rest())


class DoubtedEntryForm(ReasonedForm, TypedValueForm):
    """Of a contact: the value waits, and the officer reads the reason in its note."""

    def words(self) -> dict[str, Any]:
        """As `receive_typed` takes it."""
        return self.confirmed(self.cleaned_data) | {"state": ValueState(self.cleaned_data["state"])}
