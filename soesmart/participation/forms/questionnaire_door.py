"""Forms in front of a questionnaire: a code, an address."""

from django import forms


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code aus dem Brief",
        max_length=40,
        help_text="Groß oder klein und mit oder ohne Striche, ganz gleich.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse", max_length=200, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
