"""Forms of the office for windows, headings and codes of a campaign."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from soesmart.core.clock import BERLIN
from soesmart.participation.forms.campaigns import SeenForm, SentOnceForm
from soesmart.participation.models.campaign import RIGHTS
from soesmart.participation.rules import Right, Span
from soesmart.participation.services.codes import MOST_CODES
from soesmart.strategy.forms.parts import OfficeForm, RowsForm

DAY_AND_TIME = ("%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M", "%Y-%m-%dT%H:%M:%S")
FORMATS = (
    ("xlsx", "Tabelle (XLSX) für den Seriendruck"),
    ("csv", "Tabelle (CSV)"),
    ("pdf", "Briefe (PDF) zum Drucken"),
)


# Beyond lies a slip of the keyboard, with which no clock can reckon.
_YEARS = "Bitte ein Jahr von 1900 bis 2199."
_SENSIBLE = [
    MinValueValidator(datetime(1900, 1, 1, tzinfo=BERLIN), _YEARS),
    MaxValueValidator(datetime(2199, 12, 31, 23, 59, 59, tzinfo=BERLIN), _YEARS),
]


def moment(label: str, **options: Any) -> forms.DateTimeField:
    options |= {"widget": forms.DateTimeInput, "input_formats": DAY_AND_TIME, "validators": _SENSIBLE}
    return forms.DateTimeField(label=label, **options)


class WindowsForm(SeenForm, RowsForm):
    """A row per window; emptied rows vanish."""

    MOST = 40

    @classmethod
    def stored(cls, windows: Sequence[tuple[Right, Span]]) -> list[dict[str, Any]]:
        return [
            {
                "right": right.value,
                "opens": span.opens_at.astimezone(BERLIN),
                "closes": span.closes_at.astimezone(BERLIN),
            }
            for right, span in windows
        ]

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "right": forms.ChoiceField(label="Was", choices=[("", "–"), *RIGHTS], required=False),
            "opens": moment("Öffnet", required=False),
            "closes": moment("Schließt", required=False),
        }

    def clean(self) -> dict[str, Any]:
        """A row that is half filled is a slip, not a window to be dropped."""
        super().clean()
        for names in self.row_names:
            typed = [name for name in names if self.cleaned_data.get(name) or name in self.errors]
            for name in names:
                if typed and name not in typed:
                    self.add_error(name, "Hier fehlt noch eine Angabe. Soll das Fenster weg, bitte die Zeile leeren.")
        return self.cleaned_data

    def windows(self) -> list[tuple[Right, Span]]:
        filled = [index for index in range(len(self.row_names)) if self.cleaned_data.get(f"right_{index}")]
        return [
            (
                Right(self.cleaned_data[f"right_{index}"]),
                Span(self._exact(f"opens_{index}"), self._exact(f"closes_{index}")),
            )
            for index in filled
        ]

    def _exact(self, name: str) -> datetime:
        """A field shows minutes; a moment that was not touched keeps its seconds, which are history by then."""
        typed: datetime = self.cleaned_data[name]
        stored = self.initial.get(name)
        return stored if stored and stored.replace(second=0, microsecond=0) == typed else typed


class CategoriesForm(SeenForm, RowsForm):
    """A row per heading, in the order of the numbers; emptied rows vanish."""

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "name": forms.CharField(label="Name", max_length=100, required=False),
            "place": forms.IntegerField(
                label="Reihenfolge",
                min_value=0,
                max_value=999,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
            ),
            "key": forms.SlugField(max_length=50, required=False, widget=forms.HiddenInput),
        }

    def categories(self, known: set[str]) -> list[tuple[str, str]]:
        """(key, name) in the wanted order; a key that the campaign does not have counts as new."""
        rows = [(row["place"] if row["place"] is not None else 1_000, row) for row in self.rows()]
        ordered = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
        return [(row["key"] if row["key"] in known else "", row["name"]) for row in ordered]


class ExtendForm(OfficeForm):
    """Hold a right open for longer."""

    right = forms.ChoiceField(label="Was")
    until = moment("Neuer Schluss")

    def __init__(self, *args: Any, rights: Sequence[Right], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["right"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(right.value, right.label) for right in rights]


class CodesForm(SentOnceForm):
    """A batch of codes, handed out once."""

    label = forms.CharField(
        label="Wofür", max_length=100, help_text="Zum Beispiel: 1.000 ausgeloste Haushalte, Versand im Mai"
    )
    number = forms.IntegerField(
        label="Wie viele",
        min_value=1,
        max_value=MOST_CODES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
    )
    form = forms.ChoiceField(label="Als was", choices=FORMATS, initial="xlsx", widget=forms.RadioSelect)

    def __init__(self, *args: Any, with_letters: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [choice for choice in FORMATS if with_letters or choice[0] != "pdf"]
        most = "Höchstens 10.000 auf einmal"
        self.fields["number"].help_text = f"{most}; als Briefe höchstens 500" if with_letters else most
