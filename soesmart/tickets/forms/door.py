"""Forms of the door and of those who make its links."""

from django import forms

from soesmart.participation.forms.campaigns import SentOnceForm
from soesmart.strategy.forms.parts import OfficeForm

_PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class CodeForm(SentOnceForm):
    """A code that was typed, or read by a scanner that types."""

    text = forms.CharField(
        label="Code auf der Karte",
        max_length=500,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text="Zum Beispiel ACDE\u2011FGHJ\u20112",
        error_messages={"required": "Bitte den Code tippen, der neben dem QR-Bild steht."},
    )


class NameForm(OfficeForm):
    """Somebody without a ticket at hand."""

    words = forms.CharField(
        label="Name der Buchung",
        min_length=2,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Bitte einen Namen tippen.",
            "min_length": "Bitte mindestens zwei Buchstaben des Namens tippen.",
        },
    )


class DeviceForm(SentOnceForm):
    """A link for a phone at the door."""

    name = forms.CharField(
        label="Welche Tür", max_length=60, help_text="Zum Beispiel Haupteingang. Bitte keinen Namen eines Menschen."
    )
