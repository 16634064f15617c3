"""The form with which an idea is handed in or changed."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.participation import pictures
from soesmart.participation.geography import Outline, Place, degrees, fault_of, german
from soesmart.participation.models import Campaign, Category, Idea
from soesmart.participation.services.ideas import IdeaWords
from soesmart.region.models import District

RowT = TypeVar("RowT", Category, District)
COORDINATE = "Bitte eine Zahl in Grad, zum Beispiel {} – oder das Feld leer lassen."


class CoordinateField(forms.CharField):
    """Degrees as people write them: "51,5717" or "51.5717°"."""

    def __init__(self, example: str, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "input--short"}
        super().__init__(required=False, max_length=40, widget=forms.TextInput(attrs=attrs), **options)
        self.example = example

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return degrees(text) if text else None
        except ValueError:
            raise ValidationError(COORDINATE.format(self.example), code="degrees") from None


class IdeaForm(forms.Form):
    """Length is the service's to judge, so that no word is cut off unseen. `ticket` carries an uploaded picture on."""

    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    ticket = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    title = forms.CharField(
        label="Titel",
        help_text="In wenigen Worten, worum es geht. Höchstens 120 Zeichen.",
        error_messages={"required": "Bitte der Idee einen Titel geben."},
    )
    what = forms.CharField(
        label="Was soll getan werden?",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Höchstens 5.000 Zeichen. Bitte keine Namen oder Adressen anderer Menschen nennen.",
        error_messages={"required": "Bitte kurz beschreiben, was getan werden soll."},
    )
    beneficiaries = forms.CharField(
        label="Wem nützt das?", required=False, help_text="Zum Beispiel: Kinder auf dem Schulweg"
    )
    category = forms.ChoiceField(label="Thema", required=False)
    district = forms.ChoiceField(label="Ortsteil", required=False)
    place = forms.CharField(label="Ort in Worten", required=False, help_text="Straße, Platz oder Gebäude")
    lat = CoordinateField("51,5717", label="Breite", help_text="Zum Beispiel 51,5717")
    lon = CoordinateField("8,1069", label="Länge", help_text="Zum Beispiel 8,1069")
    picture = forms.FileField(
        label="Bild",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="JPEG, PNG oder WebP bis 8 MB. Aufnahmeort und Kameradaten werden entfernt.",
    )
    without_picture = forms.BooleanField(label="Das Bild wieder entfernen", required=False)
    picture_alt = forms.CharField(
        label="Was ist auf dem Bild zu sehen?",
        required=False,
        help_text="Für alle, die das Bild nicht sehen. Höchstens 200 Zeichen.",
    )

    def __init__(self, *args: Any, campaign: Campaign, outline: Outline | None = None, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "idee_%s", "label_suffix": "", **options})
        self.campaign, self.outline = campaign, outline
        self.categories, self.districts = list(campaign.categories.all()), list(District.objects.order_by("name"))
        self._offer("category", "keines", self.categories)
        self._offer("district", "in der ganzen Stadt", self.districts)
        if not campaign.with_map:
            for name in ("place", "lat", "lon"):
                del self.fields[name]
        if not self.picture_name:
            del self.fields["without_picture"]

    @classmethod
    def of(cls, idea: Idea) -> dict[str, Any]:
        """What the form shows of a stored idea."""
        same = ("title", "what", "beneficiaries", "place", "picture_alt")
        chosen = {"category": idea.category_id or "", "district": idea.district_id or ""}
        point = {"lat": german(idea.lat), "lon": german(idea.lon)} if idea.lat and idea.lon else {}
        ticket = pictures.ticket_for(idea.picture) if idea.picture else ""
        return (
            {name: getattr(idea, name) for name in same}
            | chosen
            | point
            | {"revision": idea.revision, "ticket": ticket}
        )

    def _offer(self, name: str, nothing: str, rows: Sequence[Category | District]) -> None:
        """Let one of `rows` be chosen, or nothing; without rows there is no question. They are read only once."""
        self.fields[name].choices = [("", nothing), *((str(row.pk), row.name) for row in rows)]  # type: ignore[attr-defined]
        if not rows:
            del self.fields[name]

    def clean_category(self) -> Category | None:
        return _chosen(self.cleaned_data["category"], self.categories)

    def clean_district(self) -> District | None:
        return _chosen(self.cleaned_data["district"], self.districts)

    @property
    def picture_name(self) -> str:
        """The picture that the form carries on; "" without one."""
        ticket = self.data.get("ticket", "") if self.is_bound else self.initial.get("ticket", "")
        return pictures.name_on(str(ticket)[:500])

    def clean_picture(self) -> str:
        """The name of the stored picture. What was uploaded is kept even if the rest of the form is refused."""
        upload = self.cleaned_data["picture"]
        if not upload:
            return self.picture_name
        try:
            name = pictures.store_picture(upload)
        except Refused as refusal:
            raise ValidationError(refusal.text, code=refusal.code) from None
        self.carry(ticket=pictures.ticket_for(name))
        return name

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.errors.pop("nonce", None):
            self.carry(nonce=str(new_id()))
            self.add_error(None, "Das Formular kam unvollständig an. Bitte noch einmal senden.")
        if said.get("without_picture") and not self.files.get("picture"):
            said["picture"], said["picture_alt"] = "", ""
            self.carry(ticket="")
        if said.get("picture") and not said.get("picture_alt"):
            self.add_error("picture_alt", "Bitte in einem Satz sagen, was auf dem Bild zu sehen ist.")
        self._check_place()
        return said

    def words(self) -> IdeaWords:
        """Without "revision" and what only the form needs."""
        said = self.cleaned_data
        names = ("title", "what", "beneficiaries", "category", "district", "place", "lat", "lon", "picture")
        kept = {name: said[name] for name in names if name in said}
        return IdeaWords(**kept, picture_alt=said["picture_alt"] if said["picture"] else "")

    def _check_place(self) -> None:
        said = self.cleaned_data
        if "lat" not in said or "lon" not in said:  # no map, or an error already
            return
        lat, lon = said["lat"], said["lon"]
        if (lat is None) != (lon is None):
            missing = "lat" if lat is None else "lon"
            self.add_error(missing, "Bitte beide Koordinaten angeben oder keine.")
        elif lat is not None and (fault := fault_of(Place(lat, lon), self.outline, self.campaign.municipality.name)):
            self.add_error("lat", fault)

    def carry(self, **values: str) -> None:
        """Let hidden fields say something else than what was sent."""
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            typed[name] = value
        self.data = typed


def _chosen(key: str, rows: Sequence[RowT]) -> RowT | None:
    return next((row for row in rows if str(row.pk) == key), None)
