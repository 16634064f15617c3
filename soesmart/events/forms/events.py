"""Forms of the office that builds events: begin, say what it is, stream, help to follow it, call it off."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from django import forms

from soesmart.core.clock import BERLIN
from soesmart.events.models import Event, Track
from soesmart.events.models.event import ENTRIES, STREAMS, TRACKS
from soesmart.events.rules import Entry, StreamKind, TrackKind
from soesmart.events.services.events import LONGEST_DELAY, EventWords
from soesmart.events.services.publishing import LONGEST_REASON
from soesmart.events.services.tracks import TrackWords
from soesmart.participation.forms.campaigns import SeenForm, SentOnceForm, WithPhase, area
from soesmart.participation.forms.windows import moment
from soesmart.participation.models import Campaign, Phase
from soesmart.strategy.forms.parts import Address, GermanNumber, OfficeForm, RowsForm

_TIMES = ("doors_at", "starts_at", "ends_at")
WEB = re.compile(r"https?://\S+")


class BeginForm(SentOnceForm):
    """A new event: the rest follows from the template or from the earlier event."""

    title = forms.CharField(label="Titel", max_length=200)
    starts_at = moment("Beginn", help_text="Einlass und Ende richten sich danach; beides lässt sich danach ändern.")
    place = forms.CharField(
        label="Ort", max_length=200, required=False, help_text="Wie das Haus heißt. Leer, wenn es nur einen Stream gibt"
    )


class CopyForm(SentOnceForm):
    """A new event with the agenda of an earlier one."""

    title = forms.CharField(label="Titel", max_length=200)
    starts_at = moment("Beginn", help_text="Einlass und Ende rücken mit.")


class WordsForm(WithPhase, SeenForm):
    """What the event is about, when and where."""

    title = forms.CharField(label="Titel", max_length=200)
    summary = area(
        "Zusammenfassung",
        600,
        3,
        required=False,
        help_text="Ein oder zwei Sätze für Listen und die Suche; zum Veröffentlichen nötig",
    )
    text = area("Text", 20_000, 8, required=False, help_text="Worum es geht, und was aus den Abstimmungen wird")
    doors_at = moment("Einlass", help_text="Von da an zeigt die Seite den Stream.")
    starts_at = moment("Beginn")
    ends_at = moment("Ende")
    place = forms.CharField(label="Ort", max_length=200, required=False, help_text="Wie das Haus heißt")
    address = forms.CharField(
        label="Anschrift", max_length=200, required=False, help_text="Straße und Hausnummer, Stadt"
    )
    access_notes = area(
        "Barrierefreiheit des Ortes",
        2_000,
        4,
        required=False,
        help_text="Stufen und Aufzug, Toiletten, Höranlage, Plätze für Rollstühle, Begleithunde",
    )
    languages = forms.CharField(label="Sprachen", max_length=200, help_text="Durch Kommas getrennt")
    contact = forms.CharField(
        label="Wer Fragen beantwortet",
        max_length=200,
        required=False,
        help_text="Eine Stelle mit Telefon oder E-Mail-Adresse, keine einzelne Person",
    )
    entry = forms.ChoiceField(
        label="Was als eine Stimme zählt",
        choices=ENTRIES,
        widget=forms.RadioSelect,
        help_text="Mit Karten stimmt im Saal nur ab, wer am Einlass war. Im Stream zählt immer das Gerät.",
    )
    smallest_group = forms.IntegerField(
        label="Kleinste Gruppe in Ergebnissen",
        min_value=3,
        max_value=1_000,
        help_text="Haben im Saal oder im Stream weniger abgestimmt, wird nur das gemeinsame Ergebnis gezeigt.",
    )
    phase = forms.ChoiceField(label="Abschnitt des Wegs", required=False)
    campaign = forms.ChoiceField(
        label="Gehört zur Beteiligung", required=False, help_text="Die Seiten verweisen aufeinander."
    )
    source = Address()
    invented = forms.BooleanField(
        label="Die Veranstaltung ist ein Beispiel",
        required=False,
        help_text="Erscheint auf allen Seiten als Beispielwert.",
    )

    def __init__(self, *args: Any, phases: Sequence[Phase], campaigns: Sequence[Campaign], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(phases)
        self.campaigns = {str(campaign.pk): campaign for campaign in campaigns}
        field = self.fields["campaign"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "zu keiner"), *((pk, row.title) for pk, row in self.campaigns.items())]

    @property
    def chosen_campaign(self) -> Campaign | None:
        return self.campaigns.get(self.cleaned_data.get("campaign", ""))

    @classmethod
    def of(cls, event: Event) -> dict[str, Any]:
        """What the form shows of a stored event."""
        names = {field.name for field in fields(EventWords)} & {*cls.base_fields}
        shown = {name: getattr(event, name) for name in names} | {"revision": event.revision}
        shown |= {name: shown[name].astimezone(BERLIN) for name in _TIMES}
        return shown | {"phase": str(event.phase_id or ""), "campaign": str(event.campaign_id or "")}

    def clean_source(self) -> str:
        return web_address(self.cleaned_data["source"])

    def words(self, stored: Event) -> EventWords:
        """A field shows minutes: a moment that was not touched keeps its seconds."""
        typed = dict(self.cleaned_data)
        for name in _TIMES:
            if typed[name] == getattr(stored, name).replace(second=0, microsecond=0):
                typed[name] = getattr(stored, name)
        return _with(stored, typed | {"entry": Entry(typed["entry"])})


class StreamForm(SeenForm):
    """Where people follow from home, and what they are asked before another host learns of them."""

    stream = forms.ChoiceField(label="Stream", choices=STREAMS, widget=forms.RadioSelect)
    stream_url = Address(
        label="Adresse",
        help_text="Beginnt mit https://. Bei einer eingebetteten Seite die Adresse aus „Einbetten“, bei HLS die .m3u8.",
    )
    stream_host = forms.CharField(
        label="Wer den Stream zeigt",
        max_length=100,
        required=False,
        help_text="Name des Anbieters. Steht in der Frage, ob die Seite ihn laden darf.",
    )
    stream_delay = GermanNumber(
        label="Verzögerung in Sekunden",
        required=False,
        help_text=f"Um so viel später sieht der Stream den Saal, höchstens {LONGEST_DELAY // 1000}. "
        "Lässt sich am Abend in der Regie messen.",
    )

    @classmethod
    def of(cls, event: Event) -> dict[str, Any]:
        names = ("stream", "stream_url", "stream_host", "revision")
        shown = {name: getattr(event, name) for name in names}
        return shown | {"stream_delay": (Decimal(event.stream_delay) / 1000).normalize() + 0}

    def words(self, stored: Event) -> EventWords:
        typed = dict(self.cleaned_data)
        delay = min(max(typed["stream_delay"] or Decimal(0), Decimal(-1)), Decimal(10_000))
        return _with(stored, typed | {"stream": StreamKind(typed["stream"]), "stream_delay": int(delay * 1000)})


class TracksForm(SeenForm, RowsForm):
    """A row per help to follow the event; emptied rows vanish."""

    MOST = 20

    @classmethod
    def stored(cls, tracks: Sequence[Track]) -> list[dict[str, Any]]:
        names = ("kind", "language", "label", "url")
        return [{name: getattr(track, name) for name in names} for track in tracks]

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "kind": forms.ChoiceField(label="Art", choices=[("", "–"), *TRACKS], required=False),
            "label": forms.CharField(
                label="Bezeichnung", max_length=100, required=False, help_text="Zum Beispiel: Gebärdensprache im Saal"
            ),
            "language": forms.RegexField(
                label="Sprache",
                regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$",
                required=False,
                help_text="Kürzel: de, en, tr, uk, gsg",
                error_messages={"invalid": "Bitte ein Kürzel wie de, en oder gsg."},
                widget=forms.TextInput(attrs={"class": "input--short", "autocomplete": "off"}),
            ),
            "url": Address(label="Adresse", help_text="Untertitel als WebVTT oder eigener Stream. Leer: nur im Saal"),
        }

    def clean(self) -> dict[str, Any]:
        """A row that is half filled is a slip, not a help to be dropped."""
        super().clean()
        for index in range(len(self.row_names)):
            typed = {name: self.cleaned_data.get(f"{name}_{index}") for name in ("kind", "label", "url")}
            if any(typed.values()) and not (typed["kind"] and typed["label"]):
                name = "label" if typed["kind"] else "kind"
                if f"{name}_{index}" not in self.errors:
                    text = "Hier fehlt noch eine Angabe. Soll die Hilfe weg, bitte die Zeile leeren."
                    self.add_error(f"{name}_{index}", text)
        return self.cleaned_data

    def tracks(self) -> list[TrackWords]:
        return [
            TrackWords(TrackKind(row["kind"]), row["language"] or "de", row["label"], row["url"]) for row in self.rows()
        ]


class CancelForm(OfficeForm):
    """Call an event off."""

    reason = area(
        "Grund",
        LONGEST_REASON,
        3,
        help_text="Steht auf der Seite der Veranstaltung und in den Nachrichten an alle, die Karten haben.",
    )
    sure = forms.BooleanField(
        label="Ja, wirklich absagen", error_messages={"required": "Bitte ankreuzen: Eine Absage bleibt."}
    )


def web_address(text: str) -> str:
    """The address, or a ValidationError with words that help."""
    if text and not WEB.fullmatch(text):
        raise forms.ValidationError("Bitte eine Internetadresse eingeben, die mit https:// beginnt.")
    return text


def _with(stored: Event, typed: dict[str, Any]) -> EventWords:
    """The words of the event with what this page of the office says of it."""
    names = {field.name for field in fields(EventWords)}
    return replace(EventWords.of(stored), **{name: value for name, value in typed.items() if name in names})
