"""Forms of the office that builds campaigns."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from django import forms

from soesmart.core.ids import new_id
from soesmart.participation.models import Campaign, Phase
from soesmart.participation.models.campaign import SHOWN, VOTINGS, WHO
from soesmart.participation.rules import ResultsShown, Voting, Who
from soesmart.participation.rules.readiness import SHARED_OUT
from soesmart.participation.services.campaigns import LONGEST_PROMISE, CampaignWords
from soesmart.strategy.forms.parts import Address, GermanNumber, OfficeForm

LARGEST_GIFT = Decimal(10) ** 9


def area(label: str, longest: int, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **options)


class SeenForm(OfficeForm):
    """A form of something that others may be editing too: it carries the revision that its author read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False, min_value=0, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        """A revision that is lost or unreadable counts as outdated: nothing is overwritten unseen."""
        self.errors.pop("revision", None)
        self.cleaned_data["revision"] = self.cleaned_data.get("revision") or 0
        return self.cleaned_data

    @property
    def seen(self) -> int:
        return int(self.cleaned_data.get("revision") or 0)


class SentOnceForm(OfficeForm):
    """A form that makes something new: sent twice it makes it once."""

    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("nonce", str(new_id()))

    def clean(self) -> dict[str, Any]:
        self.errors.pop("nonce", None)
        self.cleaned_data["nonce"] = self.cleaned_data.get("nonce") or new_id()
        return self.cleaned_data


class WithPhase:
    """Adds the choice of a phase; `phases` are offered."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    phases: dict[str, Phase]

    def offer(self, phases: Sequence[Phase]) -> None:
        self.phases = {str(phase.pk): phase for phase in phases}
        field = self.fields["phase"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "noch offen"), *((pk, phase.name) for pk, phase in self.phases.items())]

    @property
    def chosen_phase(self) -> Phase | None:
        return self.phases.get(self.cleaned_data.get("phase", ""))


PHASE_HELP = "Die Fenster müssen in seinen Tagen liegen. Abschnitte stehen unter „Der Weg“."


class BeginForm(WithPhase, SentOnceForm):
    """A new campaign without anything."""

    title = forms.CharField(label="Titel", max_length=200)
    phase = forms.ChoiceField(label="Abschnitt des Wegs", required=False, help_text=PHASE_HELP)

    def __init__(self, *args: Any, phases: Sequence[Phase], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(phases)


class TemplateForm(BeginForm):
    """A new campaign from a template: its windows count from the first day."""

    start = forms.DateField(label="Erster Tag", widget=forms.DateInput, help_text="Alle Fenster richten sich danach.")
    field_order = ("title", "start", "phase")


class UploadForm(BeginForm):
    """A new campaign from a file of another one."""

    title = None  # type: ignore[assignment]
    file = forms.FileField(
        label="Vorlage",
        help_text="Eine JSON-Datei, die unter „Als Vorlage herunterladen“ entstanden ist, höchstens 5 MB",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": "Bitte zuerst eine Datei wählen.",
            "empty": "Die Datei ist leer. Bitte die heruntergeladene Vorlage wählen.",
        },
    )
    start = forms.DateField(label="Erster Tag", widget=forms.DateInput, help_text="Alle Fenster richten sich danach.")
    field_order = ("file", "start", "phase")


class WordsForm(WithPhase, SeenForm):
    """What the campaign is about."""

    title = forms.CharField(label="Titel", max_length=200)
    summary = area("Zusammenfassung", 600, 3, required=False, help_text="Ein oder zwei Sätze für Listen und die Suche")
    question = forms.CharField(
        label="Frage auf jeder Karte", max_length=300, required=False, help_text="Zum Beispiel: Was halten Sie davon?"
    )
    text = area(
        "Text",
        20_000,
        10,
        required=False,
        help_text="Worum es geht, was schon entschieden ist, und was aus den Antworten wird",
    )
    contact = forms.CharField(
        label="Wer Fragen beantwortet",
        max_length=200,
        required=False,
        help_text="Eine Stelle mit Telefon oder E-Mail-Adresse, keine einzelne Person",
    )
    phase = forms.ChoiceField(label="Abschnitt des Wegs", required=False, help_text=PHASE_HELP)
    source = Address()
    invented = forms.BooleanField(
        label="Die Beteiligung ist ein Beispiel",
        required=False,
        help_text="Erscheint auf allen Seiten als Beispielwert.",
    )

    def __init__(self, *args: Any, phases: Sequence[Phase], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(phases)

    @classmethod
    def of(cls, campaign: Campaign) -> dict[str, Any]:
        """What the form shows of a stored campaign."""
        names = ("title", "summary", "question", "text", "contact", "source", "invented", "revision")
        stored = {name: getattr(campaign, name) for name in names}
        return stored | {"phase": str(campaign.phase_id or "")}

    def clean_source(self) -> str:
        source = str(self.cleaned_data["source"]).strip()
        if source and not re.fullmatch(r"https?://[^\s]+", source):
            raise forms.ValidationError("Bitte eine Internetadresse eingeben, die mit https:// beginnt.")
        return source

    def words(self, stored: Campaign) -> CampaignWords:
        return _with(stored, self.cleaned_data)


class HowForm(SeenForm):
    """Who may take part, and how."""

    who = forms.ChoiceField(label="Wer mitmachen kann", choices=WHO, widget=forms.RadioSelect)
    voting = forms.ChoiceField(label="Wie die Menschen ihre Meinung sagen", choices=VOTINGS, widget=forms.RadioSelect)
    limit = GermanNumber(
        label="Wie viel jede Person vergibt",
        required=False,
        help_text="Nur bei Punkten und Spielgeld: Punkte, zum Beispiel 5, oder ganze Euro, zum Beispiel 2.000.000",
    )
    limit_each = GermanNumber(
        label="Davon höchstens für eine Idee", required=False, help_text="Leer, wenn alles für eine Idee sein darf"
    )
    with_important = forms.BooleanField(
        label="„Ist mir wichtig“ anbieten", required=False, help_text="Zusätzlich zur Meinung, ein Häkchen je Idee"
    )
    results = forms.ChoiceField(label="Wann alle die Ergebnisse sehen", choices=SHOWN, widget=forms.RadioSelect)
    smallest_group = forms.IntegerField(
        label="Kleinste Gruppe in Ergebnissen",
        min_value=3,
        max_value=1_000,
        help_text="Für weniger Menschen wird keine Zahl gezeigt, damit niemand zu erkennen ist.",
    )
    answer_days = forms.IntegerField(
        label="Versprochene Tage bis zur Antwort",
        min_value=0,
        max_value=LONGEST_PROMISE,
        required=False,
        help_text="Jede Idee bekommt in dieser Zeit eine Antwort. Ob das gelingt, sehen alle auf der Startseite.",
    )
    with_map = forms.BooleanField(label="Ideen dürfen einen Ort auf der Karte haben", required=False)
    with_districts = forms.BooleanField(
        label="Nach Stadtteil und Alter fragen", required=False, help_text="Immer freiwillig"
    )

    @classmethod
    def of(cls, campaign: Campaign) -> dict[str, Any]:
        """What the form shows of a stored campaign: euros instead of cents."""
        names = ("who", "voting", "with_important", "results", "smallest_group", "answer_days", "with_map")
        stored = {name: getattr(campaign, name) for name in (*names, "with_districts", "revision")}
        divisor = 100 if campaign.voting == Voting.BUDGET else 1
        limits = {name: Decimal(getattr(campaign, name)) / divisor or None for name in ("limit", "limit_each")}
        return stored | limits

    def clean(self) -> dict[str, Any]:
        super().clean()
        voting = self.cleaned_data.get("voting", "")
        for name in ("limit", "limit_each"):
            value = self.cleaned_data.get(name) or Decimal(0)
            is_whole = value == value.to_integral_value() and 0 <= value <= LARGEST_GIFT
            if voting in SHARED_OUT and name not in self.errors and not is_whole:
                self.add_error(name, "Bitte eine ganze Zahl ab 1 eingeben, zum Beispiel 5 oder 2.000.000.")
        return self.cleaned_data

    def words(self, stored: Campaign) -> CampaignWords:
        factor = 100 if self.cleaned_data["voting"] == Voting.BUDGET else 1
        limits = {name: int(self.cleaned_data[name] or 0) * factor for name in ("limit", "limit_each")}
        return _with(stored, self.cleaned_data | limits | {"answer_days": self.cleaned_data["answer_days"] or 0})


def _with(stored: Campaign, typed: dict[str, Any]) -> CampaignWords:
    """The words of the campaign with what this page of the office says of it."""
    kinds: dict[str, Any] = {"who": Who, "voting": Voting, "results": ResultsShown}
    names = {field.name for field in fields(CampaignWords)}
    values: dict[str, Any] = {name: value for name, value in typed.items() if name in names}
    values |= {name: kind(values[name]) for name, kind in kinds.items() if name in values}
    return replace(CampaignWords.of(stored), **values)
