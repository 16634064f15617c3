"""Forms of the yearly report."""

from datetime import date
from typing import Any

from django import forms

from soesmart.core.dates import format_date, parse_date
from soesmart.strategy.forms.doubting import DoubtingForm
from soesmart.strategy.forms.parts import GuardedForm, Year
from soesmart.strategy.models import Report, ReportBlock
from soesmart.strategy.services.reports import LONGEST_BLOCK

TITLE_HELP = "steht auf dem Umschlag; leer gelassen: Nachhaltigkeitsbericht und das Jahr"
KNOWN_HELP = "Der Bericht zeigt die Werte, die am Ende dieses Tages bekannt waren, etwa 31.12.2025."


class Day(forms.CharField):
    """A day as people here write it: 31.12.2025."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)
        self.widget.attrs |= {"autocomplete": "off", "class": "input--short"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return parse_date(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value


class NewReportForm(DoubtingForm):
    about = "known_on"

    year = Year(label="Jahr, von dem er erzählt")
    title = forms.CharField(label="Titel", required=False, max_length=200, help_text=TITLE_HELP)
    known_on = Day(label="Stand der Zahlen", help_text=KNOWN_HELP)


class ReportForm(DoubtingForm, GuardedForm):
    about = "known_on"

    title = forms.CharField(label="Titel", required=False, max_length=200, help_text=TITLE_HELP)
    known_on = Day(label="Stand der Zahlen", help_text=KNOWN_HELP)

    def __init__(self, *args: Any, stored: Report, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update({name: getattr(stored, name) for name in ("title", "known_on", "revision")})


class BlockForm(GuardedForm):
    text = forms.CharField(
        label="Text",
        required=False,
        max_length=LONGEST_BLOCK,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Eine leere Zeile beginnt einen neuen Absatz.",
    )

    def __init__(self, *args: Any, stored: ReportBlock | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update({"text": stored.text if stored else "", "revision": stored.revision if stored else 0})
