"""The part of both sign-up forms (by e-mail, by state account) that is ours: agreeing to the privacy text."""

from django import forms
from django.http import HttpRequest

from soesmart.accounts.models import Consent, Person
from soesmart.accounts.services.consents import give_consent
from soesmart.core import clock


class ConsentForm(forms.Form):
    """allauth derives its forms from this one and calls `signup` inside the request that makes the person."""

    privacy = forms.BooleanField(
        label="Ich habe die Datenschutzhinweise gelesen und bin einverstanden, dass meine E-Mail-Adresse für dieses "
        "Konto gespeichert wird.",
        error_messages={"required": "Ohne diese Zustimmung kann kein Konto entstehen. Bitte das Häkchen setzen."},
    )

    def signup(self, request: HttpRequest, user: Person) -> None:
        town = request.town  # type: ignore[attr-defined]
        give_consent(person=user, town=town, text=Consent.Text.PRIVACY, at=clock.now())
