"""Forms of the way of an idea: following it, and looking up what one's card led to."""

from django import forms


class FollowForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse",
        max_length=254,
        help_text="Nur für Nachrichten zu dieser Idee. Höchstens eine am Tag, jede mit einem Link zum Abbestellen.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Bitte eine E-Mail-Adresse eingeben."},
    )


class CardForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Zwölf Zeichen, wie sie im Brief oder auf der Karte stehen. Groß oder klein ist gleich.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input--short",
            }
        ),
        error_messages={"required": "Bitte den Code eingeben."},
    )
