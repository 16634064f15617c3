"""What somebody says of an idea, as the buttons and fields of the card send it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from soesmart.core.numbers import LONGEST_INPUT, parse_euro

# Beyond every limit a campaign can set, and below what a database column holds.
MOST = 10**15
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
NOTHING = "Bitte eine Möglichkeit wählen."
NO_NUMBER = "Bitte eine ganze Zahl schreiben, zum Beispiel 3."


class OpinionForm(forms.Form):
    """value: a button or a number; step: a button that stacks one more or takes one off; euro: a typed amount."""

    value = forms.IntegerField(required=False, error_messages={"invalid": NO_NUMBER})
    step = forms.IntegerField(required=False, error_messages={"invalid": NO_NUMBER})
    euro = forms.CharField(required=False, max_length=LONGEST_INPUT)
    important = forms.BooleanField(required=False)
    token = forms.CharField(required=False)

    def clean_token(self) -> str:
        """What a first press brings along, so that pressed twice it is one browser; anything else is left out."""
        token = str(self.cleaned_data["token"])
        return token if TOKEN.fullmatch(token) else ""

    def clean_euro(self) -> int | None:
        typed = self.cleaned_data["euro"]
        try:
            return parse_euro(typed) if typed else None
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        given = [self.cleaned_data.get(name) for name in ("step", "euro", "value")]
        amount = next((one for one in given if one is not None), None)
        if amount is None and not self.errors:
            raise ValidationError(NOTHING)
        if amount is not None and abs(amount) > MOST:
            raise ValidationError("Diese Zahl ist zu groß.")
        return {**self.cleaned_data, "amount": amount}

    @property
    def fault(self) -> str:
        """The first thing that is wrong, in German; "" when nothing is."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")
