"""Forms of the office for ideas: one of them, two of them, a table of them."""

import uuid
from decimal import Decimal
from typing import Any

from django import forms

from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.participation.geography import degrees
from soesmart.participation.idea_table import LONGEST, names_in
from soesmart.participation.models import Campaign, Category, Idea
from soesmart.participation.models.idea import AUTHOR_ROLES
from soesmart.participation.models.voice import CHANNELS
from soesmart.participation.rules import AuthorRole, Channel
from soesmart.participation.services.ideas import IdeaWords
from soesmart.participation.services.office_ideas import IdeaFacts
from soesmart.participation.services.splitting import MOST_PARTS, part_of
from soesmart.region.models import District

MOST_BYTES = 5 * 1024 * 1024


class OfficeForm(forms.Form):
    """A form of the office. Refusals of a service become its errors."""

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.text)


class Degrees(forms.Field):
    """A coordinate as people copy it: 51,5711 or 51.5711."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "maxlength": 20, "class": "input--short"}

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        try:
            return degrees(text) if text else None
        except ValueError as error:
            raise forms.ValidationError("Bitte Grad mit Komma schreiben, zum Beispiel 51,5711.") from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value


class IdeaForm(OfficeForm):
    """All that the office may say of an idea; `revision` of the row that was read, `nonce` of the form."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Titel", max_length=LONGEST["title"])
    what = forms.CharField(label="Was getan werden soll", widget=forms.Textarea(attrs={"rows": 6}), max_length=5000)
    beneficiaries = forms.CharField(label="Wer davon profitiert", max_length=LONGEST["beneficiaries"], required=False)
    category: forms.ModelChoiceField[Category] = forms.ModelChoiceField(
        None, label="Thema", required=False, empty_label="keines"
    )
    district: forms.ModelChoiceField[District] = forms.ModelChoiceField(
        None, label="Ortsteil", required=False, empty_label="keiner"
    )
    place = forms.CharField(label="Ort", max_length=LONGEST["place"], required=False)
    lat = Degrees(label="Breite", help_text="In Grad, zum Beispiel 51,5711")
    lon = Degrees(label="Länge", help_text="In Grad, zum Beispiel 8,1057")
    channel = forms.ChoiceField(label="Auf welchem Weg sie kam", choices=CHANNELS)
    author_role = forms.ChoiceField(label="Von wem", choices=AUTHOR_ROLES)
    reference = forms.CharField(
        label="Kennung", max_length=LONGEST["reference"], required=False, help_text="Wie sie in einer Liste heißt: I03"
    )
    links = forms.CharField(
        label="Zusammen gedacht mit", max_length=500, required=False, help_text="Nummern anderer Ideen: 3, 17"
    )
    source = forms.URLField(
        label="Quelle",
        max_length=LONGEST["source"],
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Das ist keine Internetadresse. Bitte so schreiben: https://www.beispiel.de/seite"},
    )
    picture_alt = forms.CharField(
        label="Was auf dem Bild zu sehen ist", max_length=200, required=False, help_text="Für alle, die es nicht sehen"
    )
    drop_picture = forms.BooleanField(label="Das Bild entfernen", required=False)
    invented = forms.BooleanField(label="Beispielwert: diese Idee hat niemand wirklich eingereicht", required=False)

    def __init__(self, *args: Any, campaign: Campaign, idea: Idea | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.idea = idea
        self.fields["category"].queryset = Category.objects.filter(campaign=campaign)  # type: ignore[attr-defined]
        self.fields["district"].queryset = District.objects.all()  # type: ignore[attr-defined]
        if idea is None or not idea.picture:
            del self.fields["picture_alt"], self.fields["drop_picture"]
        if idea is None:
            self.initial = {"channel": Channel.PAPER, "author_role": AuthorRole.RESIDENT, "nonce": new_id()}
            self.fields["channel"].choices = CHANNELS[1:]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A revision or nonce that is lost counts as old, so nothing is overwritten unseen and nothing breaks."""
        for name in ("revision", "nonce"):
            self.errors.pop(name, None)
        self.cleaned_data["revision"] = self.cleaned_data.get("revision") or 0
        self.cleaned_data["nonce"] = self.cleaned_data.get("nonce") or uuid.uuid4()
        return self.cleaned_data

    @classmethod
    def of(cls, idea: Idea, links: list[int]) -> dict[str, Any]:
        """What the form shows of a stored idea."""
        names = [name for name in cls.base_fields if name not in ("links", "drop_picture", "nonce")]
        return {name: getattr(idea, name) for name in names} | {"links": ", ".join(map(str, links))}

    def words(self) -> IdeaWords:
        keeps = self.idea is not None and not self.cleaned_data.get("drop_picture")
        return IdeaWords(
            **{
                name: self.cleaned_data[name]
                for name in ("title", "what", "beneficiaries", "category", "district", "place", "lat", "lon")
            },
            picture=self.idea.picture if self.idea and keeps else "",
            picture_alt=self.cleaned_data.get("picture_alt", "") if keeps else "",
        )

    def facts(self) -> IdeaFacts:
        names = ("channel", "author_role", "reference", "source", "invented")
        return IdeaFacts(**{name: self.cleaned_data[name] for name in names})

    def numbers(self) -> list[str]:
        return names_in(self.cleaned_data["links"])


class MergeForm(OfficeForm):
    """With which idea; the other one goes on in the one whose page this is."""

    number = forms.IntegerField(
        label="Nummer der anderen Idee",
        min_value=1,
        max_value=999_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--short"}),
        error_messages={"invalid": "Bitte eine Nummer eingeben."},
    )


class SplitForm(OfficeForm):
    """Title and text of each new idea; empty pairs at the end do not count."""

    nonce = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, idea: Idea, **options: Any) -> None:
        initial = {"nonce": new_id(), "title_1": idea.title, "what_1": idea.what, "what_2": idea.what}
        super().__init__(*args, **options | {"initial": initial})
        self.idea = idea
        for place in range(1, MOST_PARTS + 1):
            needed = place < 3
            self.fields[f"title_{place}"] = forms.CharField(label="Titel", max_length=120, required=needed)
            self.fields[f"what_{place}"] = forms.CharField(
                label="Was getan werden soll",
                widget=forms.Textarea(attrs={"rows": 4}),
                max_length=5000,
                required=needed,
            )

    def groups(self) -> list[list[forms.BoundField]]:
        return [[self[f"title_{place}"], self[f"what_{place}"]] for place in range(1, MOST_PARTS + 1)]

    def parts(self) -> list[IdeaWords]:
        pairs = [(self.cleaned_data[f"title_{n}"], self.cleaned_data[f"what_{n}"]) for n in range(1, MOST_PARTS + 1)]
        return [part_of(self.idea, title, what) for title, what in pairs if title or what]


class UploadForm(OfficeForm):
    file = forms.FileField(
        label="Tabelle",
        help_text="XLSX oder CSV, höchstens 5 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Bitte zuerst eine Datei wählen.",
            "empty": "Die Datei ist leer. Bitte eine Tabelle wählen.",
        },
    )
