"""Forms of the office for the way of the town."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from soesmart.participation.models import Milestone, Phase
from soesmart.participation.models.process import KINDS
from soesmart.participation.rules import PartialDate
from soesmart.participation.services.milestones import MilestoneWords
from soesmart.participation.services.phases import PhaseWords

DATE_HELP = "So genau wie bekannt: 2019 oder 2.2021 oder 18.7.2020"
MOMENT_HELP = f"{DATE_HELP} oder 30.7.2020 18:00"


def typed(text: str) -> str:
    return PartialDate.parse(text).typed() if text else ""


class ProcessForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200, help_text="Zum Beispiel: Soest 2030")
    motto = forms.CharField(label="Motto", max_length=200, required=False)
    summary = forms.CharField(label="Worum es geht", widget=forms.Textarea, max_length=2000, required=False)


class DatedForm(forms.Form):
    """What forms of phases and dates share: the days, and the revision that was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False, min_value=0, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        """A revision that is lost or unreadable counts as outdated: nothing is overwritten unseen."""
        self.errors.pop("revision", None)
        self.cleaned_data["revision"] = self.cleaned_data.get("revision") or 0
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class PhaseForm(DatedForm):
    name = forms.CharField(label="Name", max_length=200)
    starts = forms.CharField(label="Beginn", max_length=20, help_text=DATE_HELP)
    ends = forms.CharField(label="Ende", max_length=20, required=False, help_text="Leer, wenn der Beginn genügt")
    summary = forms.CharField(label="Was geschieht", widget=forms.Textarea, max_length=2000, required=False)
    source = forms.URLField(label="Quelle", max_length=500, required=False, assume_scheme="https")
    name_invented = forms.BooleanField(label="Der Name ist unsere eigene Formulierung", required=False)

    @classmethod
    def of(cls, phase: Phase) -> dict[str, Any]:
        """What the form shows of a stored phase."""
        same = {name: getattr(phase, name) for name in ("name", "summary", "source", "name_invented", "revision")}
        return same | {"starts": typed(phase.starts), "ends": typed(phase.ends)}

    def words(self) -> PhaseWords:
        return PhaseWords(**self.values())


class MilestoneForm(DatedForm):
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Art", choices=KINDS)
    starts = forms.CharField(label="Beginn", max_length=20, help_text=MOMENT_HELP)
    ends = forms.CharField(label="Ende", max_length=20, required=False)
    is_open_ended = forms.BooleanField(label="Läuft weiter, das Ende ist nicht bekannt", required=False)
    place = forms.CharField(label="Ort", max_length=200, required=False)
    text = forms.CharField(label="Was geschieht", widget=forms.Textarea, max_length=4000, required=False)
    sources = forms.CharField(
        label="Quellen", widget=forms.Textarea, max_length=4000, required=False, help_text="Eine Adresse je Zeile"
    )
    year_inferred = forms.BooleanField(label="Das Jahr ist erschlossen", required=False)
    invented = forms.BooleanField(label="Als Beispielwert kennzeichnen", required=False)

    @classmethod
    def of(cls, milestone: Milestone) -> dict[str, Any]:
        """What the form shows of a stored date."""
        names = ("name", "kind", "is_open_ended", "place", "text", "year_inferred", "invented", "revision")
        same = {name: getattr(milestone, name) for name in names}
        days = {"starts": typed(milestone.starts), "ends": typed(milestone.ends)}
        return same | days | {"sources": "\n".join(milestone.sources)}

    def clean_sources(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["sources"].splitlines() if line.strip())
        check = URLValidator(schemes=["http", "https"])
        for number, line in enumerate(lines, 1):
            try:
                check(line)
            except ValidationError as error:
                raise ValidationError(f"Zeile {number} ist keine Adresse: {line[:80]}") from error
        return lines

    def words(self) -> MilestoneWords:
        return MilestoneWords(**self.values())


class NewMilestoneForm(MilestoneForm):
    """A date that may belong to a longer one; later it stays where it is."""

    part_of = forms.ChoiceField(
        label="Gehört zu", required=False, help_text="Zum Beispiel zu einer Tour, deren Halt dies ist"
    )

    def __init__(self, *args: Any, wholes: Iterable[Milestone], **options: Any) -> None:
        super().__init__(*args, **options)
        self.wholes = {row.key: row for row in wholes}
        self.fields["part_of"].choices = [("", "zu keinem"), *((key, row.name) for key, row in self.wholes.items())]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "part_of"}

    @property
    def whole(self) -> Milestone | None:
        return self.wholes.get(self.cleaned_data["part_of"])
