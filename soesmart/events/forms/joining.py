"""Forms for joining an evening: six letters, and where one sits."""

from collections.abc import Collection
from typing import Any

from django import forms

from soesmart.events.models import Event
from soesmart.events.rules import Channel
from soesmart.events.rules.join_codes import LENGTH

PLACES = {"saal": Channel.HALL, "stream": Channel.STREAM}
LONGEST_TICKET = 200


class CodeForm(forms.Form):
    """The six letters, also in small ones and with blanks between. They must be those of an event of this town."""

    code = forms.CharField(
        label="Sechs Buchstaben",
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input--short",
            }
        ),
        help_text="Sie stehen auf der Leinwand und beim Stream.",
        error_messages={"required": "Bitte die sechs Buchstaben von der Leinwand eingeben."},
    )

    def clean_code(self) -> str:
        code = "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isascii() and sign.isalpha())
        if len(code) != LENGTH:
            raise forms.ValidationError(
                "Es sind genau sechs Buchstaben. Bitte noch einmal von der Leinwand abschreiben."
            )
        if not Event.objects.public().filter(join_code=code).exists():
            raise forms.ValidationError(
                "Zu diesen Buchstaben gibt es hier keine Veranstaltung. Bitte vergleichen Sie sie mit der Leinwand."
            )
        return code


class JoinForm(forms.Form):
    """ort: saal or stream, cleaned to a Channel. karte: code of a ticket, where one is needed."""

    ort = forms.CharField()
    karte = forms.CharField(required=False, max_length=LONGEST_TICKET)

    def __init__(self, *args: Any, channels: Collection[Channel]) -> None:
        super().__init__(*args)
        self.channels = channels

    def clean_ort(self) -> Channel:
        channel = PLACES.get(self.cleaned_data["ort"])
        if channel is None or channel not in self.channels:
            raise forms.ValidationError("Bitte Saal oder Stream wählen.")
        return channel
