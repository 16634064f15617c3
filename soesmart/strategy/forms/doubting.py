"""Forms of what is public at once: what looks wrong is asked about before it is stored."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from soesmart.core.refusals import Refused
from soesmart.strategy.forms.indicators import TargetForm
from soesmart.strategy.forms.measures import EstimateForm
from soesmart.strategy.forms.parts import OfficeForm, checked
from soesmart.strategy.services import checks

MOST_ASKED = 5_000


class DoubtingForm(OfficeForm):
    """Asks for the tick "Das stimmt so" once something was found; `doubted` is what was found when asked.

    Other numbers, or another finding, are asked about anew. about: the field beside which the question stands; tick:
    the words of the tick.
    """

    about: ClassVar[str] = "value"
    tick: ClassVar[str] = "Das stimmt so"

    doubted = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_ASKED)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound and self.data.get("doubted"):
            self._ask()

    def _ask(self) -> None:
        self.fields["is_right"] = forms.BooleanField(label=self.tick, required=False)

    def require_right(self, found: Sequence[str]) -> None:
        """Refused with what was found, until a person says that it is right all the same."""
        told = " ".join(found)[:MOST_ASKED].strip()
        if not told:
            return
        if self.cleaned_data["doubted"] == told and self.cleaned_data.get("is_right"):
            self.require_reason()
            return
        self._ask()
        assert isinstance(self.data, QueryDict)
        self.data = self.data.copy()
        self.data["doubted"] = told
        self.data.pop("is_right", None)  # a tick that was set for something else says nothing about this
        raise Refused("strategy.doubted", f"{told} Bitte berichtigen oder unten ankreuzen, dass es stimmt.", self.about)

    def require_reason(self) -> None:
        """Refused where the tick alone does not suffice; here it does."""


class DoubtedTargetForm(DoubtingForm, TargetForm):
    """Says at once all that it can know; the service says the same of a spreadsheet's rows."""

    def clean_decided(self) -> str:
        text: str = self.cleaned_data["decided"]
        checked(checks.partial_date, text, field="decided")
        return text

    def clean_upper(self) -> Any:
        value, upper = self.cleaned_data.get("value"), self.cleaned_data["upper"]
        return upper if value is None or upper is None else checked(checks.upper_end, upper, lower=value)


class DoubtedEstimateForm(DoubtingForm, EstimateForm):
    """An estimate is asked about beside the values of the chosen indicator."""

    about = "high"
