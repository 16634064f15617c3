"""Forms of typed values: what looks wrong is asked about before it is stored, or before it waits for an officer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from soesmart.core.refusals import Refused
from soesmart.methods.data_doctor import Finding
from soesmart.strategy.forms.duties import TypedValueForm
from soesmart.strategy.forms.indicators import ValueForm
from soesmart.strategy.forms.parts import OfficeForm
from soesmart.strategy.rules import ValueState

MOST_ASKED = 5_000


class Doubting(OfficeForm):
    """Asks "Der Wert stimmt so" with a reason once something was found; `doubted` is what was found when asked.

    Another value, or another finding, is asked about anew.
    """

    doubted = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_ASKED)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound and self.data.get("doubted"):
            self._ask()

    def _ask(self) -> None:
        self.fields["is_right"] = forms.BooleanField(label="Der Wert stimmt so", required=False)
        self.fields["reason"] = forms.CharField(
            label="Warum er stimmt",
            required=False,
            max_length=300,
            help_text="nötig, wenn der Wert so stimmt; steht später in der Anmerkung",
        )

    def require_right(self, found: Sequence[Finding]) -> None:
        """Refused with what was found, until a person says with a reason that the value is right all the same."""
        told = " ".join(f"{one.message} {one.suggestion}" for one in found)[:MOST_ASKED].strip()
        if not told:
            return
        says_so = self.cleaned_data["doubted"] == told and self.cleaned_data.get("is_right")
        if says_so and self.cleaned_data.get("reason"):
            return
        self._ask()
        assert isinstance(self.data, QueryDict)
        self.data = self.data.copy()
        self.data["doubted"] = told
        if says_so:
            raise Refused("strategy.value.no_reason", "Bitte einen Grund nennen.", "reason")
        raise Refused(
            "strategy.value.doubted", f"{told} Bitte den Wert berichtigen oder bestätigen, dass er stimmt.", "is_right"
        )

    def confirmed(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers without the question; the reason stands in the note."""
        words = {name: answer for name, answer in answers.items() if name not in ("doubted", "is_right", "reason")}
        if answers.get("is_right") and answers.get("reason"):
            words["note"] = " · ".join(filter(None, (words["note"], f"Bestätigt: {answers['reason']}")))
        return words


class DoubtedValueForm(Doubting, ValueForm):
    """Of an officer: the value counts at once."""

    def rest(self) -> dict[str, Any]:
        """As `record_value` takes it."""
        return self.confirmed(super().rest())


class DoubtedEntryForm(Doubting, TypedValueForm):
    """Of a contact: the value waits, and the officer reads the reason in its note."""

    def words(self) -> dict[str, Any]:
        """As `receive_typed` takes it."""
        return self.confirmed(self.cleaned_data) | {"state": ValueState(self.cleaned_data["state"])}
