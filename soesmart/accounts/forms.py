"""Forms of sign-in, sign-up and one's own pages. allauth's own forms get our words and keyboards."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.socialaccount import forms as social_forms
from django import forms
from django.core.validators import MaxLengthValidator

from soesmart.accounts import rules
from soesmart.accounts.models import Role
from soesmart.accounts.roles import choices

LONGEST_EMAIL = 254
EMAIL_MISSING = {
    "required": "Bitte eine E-Mail-Adresse eingeben.",
    "invalid": "Das ist keine E-Mail-Adresse. Beispiel: name@example.org",
}


def email_words(form: forms.BaseForm, name: str, help_text: str = "") -> None:
    """Give an e-mail field of allauth our label, errors and keyboard; a placeholder would vanish while typing."""
    row = form.fields[name]
    row.label, row.help_text = "E-Mail-Adresse", help_text
    row.error_messages |= EMAIL_MISSING
    row.widget = forms.EmailInput(attrs={"autocomplete": "email", "maxlength": LONGEST_EMAIL})
    row.validators.append(MaxLengthValidator(LONGEST_EMAIL))  # allauth would cut off what is too long


def code_words(form: forms.BaseForm, label: str, help_text: str = "", numeric: bool = True) -> None:
    row = form.fields["code"]
    row.label, row.help_text = label, help_text
    row.error_messages["required"] = "Bitte den Code eingeben."
    attributes = {"autocomplete": "one-time-code", "maxlength": 40, "class": "input--short"}
    row.widget = forms.TextInput(attrs=attributes | ({"inputmode": "numeric"} if numeric else {}))


class LoginForm(account_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email_words(self, "login")


class SignupForm(account_forms.SignupForm):
    field_order = ("email", "privacy")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email_words(self, "email", "Dorthin schicken wir den Code zum Bestätigen.")


class SocialSignupForm(social_forms.SignupForm):
    field_order = ("email", "privacy")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email_words(self, "email", "Dorthin schicken wir Nachrichten zu diesem Konto.")


class DisconnectForm(social_forms.DisconnectForm):
    """allauth wants a password to be left; here it is the address, to which the code goes."""

    def clean(self) -> dict[str, Any]:
        cleaned = forms.Form.clean(self) or {}
        if not EmailAddress.objects.filter(user=self.request.user, verified=True).exists():
            raise forms.ValidationError(
                "Bitte zuerst die E-Mail-Adresse bestätigen. Sonst führt kein Weg mehr ins Konto."
            )
        return cleaned


class ConfirmLoginCodeForm(account_forms.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self, "Code aus der E-Mail", "Acht Ziffern, mit oder ohne Strich")


class ConfirmEmailCodeForm(account_forms.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self, "Code aus der E-Mail", "Acht Ziffern, mit oder ohne Strich")


class AddEmailForm(account_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email_words(self, "email", "Die Änderung gilt erst, wenn der Code aus der E-Mail eingegeben ist.")
        self.fields["email"].label = "Neue E-Mail-Adresse"


class ChangeEmailForm(account_forms.ChangeEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email_words(self, "email")


class AuthenticateForm(mfa_forms.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self, "Code aus der App oder Ersatzcode", "Sechs Ziffern aus der App, acht beim Ersatzcode")


class ReauthenticateForm(mfa_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self, "Code aus der App oder Ersatzcode", "Sechs Ziffern aus der App, acht beim Ersatzcode")


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self, "Code, den die App jetzt zeigt", "Sechs Ziffern")


class AddWebAuthnForm(webauthn_forms.AddWebAuthnForm):
    """`passwordless` is always on: a key that cannot sign in alone would need explaining."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name des Geräts"
        self.fields["name"].help_text = "Damit sich mehrere Passkeys unterscheiden lassen, zum Beispiel „Handy“."
        self.fields["name"].widget.attrs |= {"maxlength": 60, "autocomplete": "off"}
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(webauthn_forms.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name des Geräts"
        self.fields["name"].widget.attrs |= {"maxlength": 60, "autocomplete": "off"}


class PseudonymForm(forms.Form):
    pseudonym = forms.CharField(
        label="Mein Name hier",
        max_length=rules.LONGEST_PSEUDONYM,
        help_text="So erscheint, was hier öffentlich geschrieben wird. Besser nicht der echte Name.",
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": "Bitte einen Namen eingeben."},
    )


class CodeForm(forms.Form):
    """A code sent by e-mail to somebody who is signed in."""

    code = forms.CharField(max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self, "Code aus der E-Mail", "Acht Ziffern, mit oder ohne Strich")


DELETE_WORD = "löschen"


class DeleteForm(forms.Form):
    word = forms.CharField(
        label=f"Zur Sicherheit das Wort „{DELETE_WORD}“ eintippen",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input--short", "maxlength": 20}),
        error_messages={"required": f"Bitte das Wort „{DELETE_WORD}“ eintippen."},
    )

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip().casefold()
        if word not in (DELETE_WORD, "loeschen"):
            raise forms.ValidationError(f"Hier steht noch nicht „{DELETE_WORD}“. Es wurde nichts gelöscht.")
        return word


class AnyNumberField(forms.MultipleChoiceField):
    """None at all is an answer too: the person then has no role left. So it is not marked as optional."""

    def validate(self, value: list[str]) -> None:
        if value:
            super().validate(value)


class RolesForm(forms.Form):
    roles = AnyNumberField(label="Aufgaben in dieser Stadt", choices=choices, widget=forms.CheckboxSelectMultiple)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> list[Role]:
        known = set(Role.values)
        return [Role(value) for value in self.cleaned_data["seen"].split(",") if value in known]


class InviteForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse",
        max_length=254,
        error_messages=EMAIL_MISSING,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="Wer noch kein Konto hat, bekommt eines. Die Einladung geht an diese Adresse.",
    )
    roles = forms.MultipleChoiceField(
        label="Aufgaben",
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Bitte mindestens eine Aufgabe auswählen."},
    )
