"""Form fields and forms that the others are made of."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.text import slugify

from soesmart.core.numbers import format_number, parse_number
from soesmart.core.refusals import Refused
from soesmart.strategy.rules import SDGS
from soesmart.strategy.services import checks

SDG_CHOICES = [(number, f"{number} {name}") for number, name in SDGS.items()]
SOURCE_HELP = "Internetadresse, unter der es nachzulesen ist"
INVENTED_HELP = "Erscheint auf der Seite als Beispielwert."


def checked(check: Callable[..., Any], value: Any, **options: Any) -> Any:
    """What a service's check says of a value, as the error of its field: so that a form names all mistakes at once."""
    try:
        return check(value, **options)
    except Refused as refusal:
        raise forms.ValidationError(refusal.text) from refusal


class GermanNumber(forms.Field):
    """A number as people here write it: 1.234,5."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "maxlength": 40, "class": "input--short"}

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        try:
            return checked(checks.amount, parse_number(text)) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal) else value


class Year(forms.IntegerField):
    """A year; without the arrows that change it by accident."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"error_messages": {"invalid": "Bitte ein Jahr mit vier Ziffern."}, **options})
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "class": "input--short"}

    def clean(self, value: Any) -> Any:
        return checked(checks.year, super().clean(value))


class Sdgs(forms.TypedMultipleChoiceField):
    """Numbers of the Sustainable Development Goals."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=SDG_CHOICES, coerce=int, required=False, label="Nachhaltigkeitsziele (SDG)", **options)


class Address(forms.CharField):
    """A web address, checked as the service does it, so that form and spreadsheet say the same."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"required": False, "max_length": 500, "label": "Quelle", "help_text": SOURCE_HELP, **options}
        )
        self.widget.attrs |= {"inputmode": "url", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        return checked(checks.url, super().clean(value))


class OfficeForm(forms.Form):
    """A form of the office. Refusals of a service become its errors.

    later: names of fields that few need; they stand at the end, folded up under `later_label`.
    """

    later: ClassVar[tuple[str, ...]] = ()
    later_label: ClassVar[str] = "Weitere Angaben"

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.text)


class GuardedForm(OfficeForm):
    """A form of something that others may be editing too: it carries the revision that its author read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    @property
    def seen(self) -> int:
        """The revision that was read; 0, which no row has, when the hidden field was lost."""
        return int(self.cleaned_data.get("revision") or 0)


class RowsForm(GuardedForm):
    """A form with a list of like rows; emptied rows vanish, two empty ones wait at the end."""

    EMPTY = 2
    MOST = 30

    def __init__(self, *args: Any, stored: Sequence[Mapping[str, Any]], **options: Any) -> None:
        initial = {**options.pop("initial", {}), "count": len(stored) + self.EMPTY}
        initial |= {f"{name}_{index}": value for index, row in enumerate(stored) for name, value in row.items()}
        super().__init__(*args, **{**options, "initial": initial})
        self.fields["count"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.row_names: list[list[str]] = []
        for index in range(self._count(initial["count"])):
            made = {f"{name}_{index}": field for name, field in self.row_fields().items()}
            self.fields.update(made)
            self.row_names.append(list(made))

    def _count(self, stored: int) -> int:
        typed = str(self.data.get("count", "")) if self.is_bound else ""
        is_number = typed.isascii() and typed.isdigit() and len(typed) < 10
        return min(int(typed) if is_number else stored, self.MOST + self.EMPTY)

    def row_fields(self) -> dict[str, forms.Field]:
        """Fresh fields of one row by their bare names; the first is the name without which the row is empty."""
        raise NotImplementedError

    def rows(self) -> list[dict[str, Any]]:
        """The filled rows, by bare names."""
        names = list(self.row_fields())
        filled = []
        for index in range(len(self.row_names)):
            row = {name: self.cleaned_data.get(f"{name}_{index}") for name in names}
            if row[names[0]]:
                filled.append(row)
        return filled

    def head(self) -> list[forms.BoundField]:
        """The visible fields outside the rows."""
        inner = {name for names in self.row_names for name in names}
        return [field for field in self.visible_fields() if field.name not in inner]

    def groups(self) -> list[list[forms.BoundField]]:
        """The fields of each row."""
        return [[self[name] for name in names if not self[name].is_hidden] for names in self.row_names]


def key_from(name: str, taken: set[str]) -> str:
    """A key for addresses from a name, unlike those already taken."""
    bare = slugify(name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss"))[:40] or "neu"
    number, key = 2, bare
    while key in taken:
        number, key = number + 1, f"{bare}-{number}"
    return key
