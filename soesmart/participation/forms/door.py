"""What somebody shows at the door of a campaign, and what she may say of herself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from soesmart.core.ids import new_id
from soesmart.participation.credentials import CODE_LENGTH, tidy_code
from soesmart.participation.queries.campaigns import Choice
from soesmart.participation.rules.people import AgeBand


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=60,
        help_text="Drei Gruppen mit je vier Zeichen. Groß oder klein, mit oder ohne Striche: alles geht.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Bitte den Code eingeben, der im Brief oder auf der Karte steht."},
    )

    def clean_code(self) -> str:
        """The code as it was typed, once it has the right length."""
        typed = str(self.cleaned_data["code"])
        if len(tidy_code(typed)) != CODE_LENGTH:
            found = sum(sign.isalnum() for sign in typed)
            counted = f"Der Code hat {CODE_LENGTH} Zeichen, hier sind es {found}. " if found != CODE_LENGTH else ""
            raise ValidationError(
                f"{counted}Die Zeichen 0, O, 1, I, L, 2, Z, 5, S, 8 und B kommen in keinem Code vor: Bitte noch einmal "
                "genau hinsehen."
            )
        return typed


class AddressForm(forms.Form):
    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    email = forms.EmailField(
        label="E-Mail-Adresse",
        max_length=254,
        help_text="Wir schicken einen Link. Gespeichert wird die Adresse nicht.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Bitte eine E-Mail-Adresse eingeben.",
            "invalid": "Das ist keine E-Mail-Adresse. Bitte so schreiben: name@beispiel.de",
        },
    )


class AboutForm(forms.Form):
    """Both voluntary; empty takes back what was said."""

    district = forms.ChoiceField(label="Ich wohne in", required=False)
    age_band = forms.ChoiceField(
        label="Ich bin", required=False, choices=[("", "keine Angabe"), *((band.value, band.label) for band in AgeBand)]
    )

    def __init__(self, *args: Any, districts: list[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.key, one.name) for one in districts]
        self.fields["district"].choices = [("", "keine Angabe"), *named]  # type: ignore[attr-defined]
