"""The mapping of a file: how it is read, and which indicator each of its series is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from soesmart.core.numbers import format_number, with_unit
from soesmart.core.refusals import Refused
from soesmart.methods.tables import Layout, Style
from soesmart.methods.units import convert, factor, same_kind, units_like
from soesmart.strategy.delivery.guess import Measured
from soesmart.strategy.delivery.layout import Wish
from soesmart.strategy.delivery.mapping import Origin, Plan, Use
from soesmart.strategy.forms.parts import Address, GuardedForm
from soesmart.strategy.models import DataSource
from soesmart.strategy.rules import ValueState

WAYS = [
    ("rows", "Je Jahr eine Zeile, die Jahre stehen in einer Spalte"),
    ("columns", "Je Jahr eine Spalte, die Jahre stehen in einer Zeile"),
    ("long", "Je Wert eine Zeile, weitere Spalten sagen, worum es geht"),
]
STYLES = [("", "wie erkannt"), (Style.GERMAN.value, "deutsch: 1.234,5"), (Style.ENGLISH.value, "englisch: 1,234.5")]
USE_FIELDS = ("indicator", "unit", "sector", "district", "group", "state")


class MappingForm(GuardedForm):
    """How the sheet is to be read, and where its values come from. The series stand beside it (`SeriesRow`)."""

    sheet = forms.ChoiceField(label="Blatt", required=False)
    years_in = forms.ChoiceField(label="Aufbau", choices=WAYS)
    year_at = forms.CharField(
        label="Wo die Jahre stehen", max_length=6, help_text="Buchstabe der Spalte oder Nummer der Zeile"
    )
    first_row = forms.IntegerField(
        label="Erste Zeile mit Werten", min_value=1, max_value=100_000, widget=forms.TextInput({"inputmode": "numeric"})
    )
    labels = forms.CharField(
        label="Spalten mit Namen", max_length=60, required=False, help_text="die sagen, worum es geht, etwa A, B"
    )
    style = forms.ChoiceField(label="Schreibweise der Zahlen", choices=STYLES, required=False)
    source_name = forms.CharField(
        label="Quelle", max_length=200, required=False, help_text="wer die Zahlen erhoben hat"
    )
    address = Address(label="Adresse der Quelle")
    licence = forms.CharField(label="Lizenz", max_length=100, required=False, help_text="etwa dl-de/by-2-0")
    method_version = forms.CharField(
        label="Stand des Verfahrens", max_length=50, required=False, help_text="etwa BISKO 2024"
    )
    remember_as = forms.CharField(
        label="Zuordnung merken unter",
        max_length=200,
        required=False,
        help_text="Die nächste Datei dieser Art braucht dann nur einen Klick.",
    )

    LAYOUT = ("sheet", "years_in", "year_at", "first_row", "labels", "style")
    ORIGIN = ("source_name", "address", "licence", "method_version")

    def __init__(
        self, *args: Any, plan: Plan, sheets: Sequence[str], source: DataSource | None, **options: Any
    ) -> None:
        wish = Wish.of(Layout.from_dict(plan.layout))
        initial = {name: getattr(wish, name) for name in ("years_in", "year_at", "first_row", "labels")}
        initial |= {"sheet": plan.sheet, **plan.origin.__dict__, "remember_as": source.name if source else ""}
        super().__init__(*args, **{**options, "initial": {**initial, **options.get("initial", {})}})
        self.plan, self.before = plan, wish
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(title, title) for title in sheets]
        if len(sheets) < 2:
            del self.fields["sheet"]
        if source:
            del self.fields["remember_as"]

    def refuse(self, refusal: Refused) -> None:
        """What is wrong with a series is said at its field (`series_rows`), and not a second time above the form."""
        if (refusal.field or "").partition(":")[0] in ("use", "unit"):
            self.add_error(None, "So lässt sich die Tabelle noch nicht zuordnen. Bitte nachsehen bei:")
        else:
            super().refuse(refusal)

    def layout_rows(self) -> list[forms.BoundField]:
        return [self[name] for name in self.LAYOUT if name in self.fields]

    def origin_rows(self) -> list[forms.BoundField]:
        return [self[name] for name in (*self.ORIGIN, "remember_as") if name in self.fields]

    @property
    def wish(self) -> Wish:
        words = self.cleaned_data
        style = Style(words["style"]) if words.get("style") else None
        return Wish(words["years_in"], words["year_at"].strip(), words["first_row"], words["labels"].strip(), style)

    @property
    def sheet_title(self) -> str:
        return str(self.cleaned_data.get("sheet") or self.plan.sheet)

    def reads_differently(self) -> bool:
        """Whether sheet or layout are no longer those that the page showed."""
        return self.sheet_title != self.plan.sheet or self.wish != self.before

    def origin(self) -> Origin:
        return Origin(**{name: self.cleaned_data[name] for name in self.ORIGIN})


@dataclass
class SeriesRow:
    """A series of the file on the mapping page: what was chosen, and what that makes of its last value."""

    index: int
    name: str
    count: int
    first: int | None
    last: int | None
    example: str
    use: Use
    options: SafeString
    conversion: str = ""
    units: tuple[str, ...] = ()
    unit_error: str = ""
    use_error: str = ""

    @property
    def span(self) -> str:
        return str(self.first or "") if self.first == self.last else f"{self.first} bis {self.last}"

    @property
    def has_part(self) -> bool:
        return (
            bool(self.use.sector or self.use.district or self.use.group) or self.use.state != ValueState.MEASURED.value
        )


def series_rows(
    told: Sequence[Mapping[str, Any]],
    uses: Mapping[str, Use],
    indicators: Sequence[Measured],
    refused: tuple[str, str] = ("", ""),
) -> list[SeriesRow]:
    """One row for every series that stands in the file. refused: "use:<name>" or "unit:<name>", and why."""
    choices = _choices(indicators)
    by_key = {one.key: one for one in indicators}
    rows = [_row(index, one, uses.get(one["name"], Use()), choices, by_key) for index, one in enumerate(told)]
    for row in rows:
        row.use_error = refused[1] if refused[0] == f"use:{row.name}" else ""
        if refused[0] == f"unit:{row.name}":
            row.unit_error, row.conversion = refused[1], ""  # which says the same
    return rows


def typed_uses(data: QueryDict, told: Sequence[Mapping[str, Any]], before: Mapping[str, Use]) -> dict[str, Use]:
    """What was chosen for each series; what the request does not name stays as it was."""
    found = {}
    for index, one in enumerate(told):
        use = before.get(one["name"], Use(unit=one["unit"], found=one["unit"]))
        typed = {name: _tidy(str(data[f"{name}_{index}"])) for name in USE_FIELDS if f"{name}_{index}" in data}
        if typed.get("state") not in set(ValueState):
            typed.pop("state", None)
        found[one["name"]] = replace(use, **typed)
    return found


def _tidy(text: str) -> str:
    """On one line, without signs that a database refuses."""
    return " ".join("".join(sign for sign in text if sign.isprintable()).split())[:100]


def _row(
    index: int, one: Mapping[str, Any], use: Use, choices: list[tuple[str, str]], indicators: Mapping[str, Measured]
) -> SeriesRow:
    options = format_html_join(
        "", '<option value="{}"{}>{}</option>',
        ((key, mark_safe(" selected") if key == use.indicator else "", label) for key, label in choices),
    )  # fmt: skip
    chosen = indicators.get(use.indicator)
    example = Decimal(one["example"]) if one["example"] else None
    return SeriesRow(
        index, one["name"], one["count"], one["first"], one["last"],
        with_unit(format_number(example), one["unit"]) if example is not None else "",
        use, options, _conversion(use, chosen, example), units_like(chosen.unit) if chosen else (),
    )  # fmt: skip


def _choices(indicators: Sequence[Measured]) -> list[tuple[str, str]]:
    return [("", "nicht übernehmen"), *((one.key, f"{one.label} ({one.unit})") for one in indicators)]


def _conversion(use: Use, chosen: Measured | None, example: Decimal | None) -> str:
    """In words what becomes of a number of the file."""
    if chosen is None:
        return ""
    if not use.unit or use.unit == chosen.unit:
        return f"Steht schon in {chosen.unit}."
    times = factor(use.unit, chosen.unit)
    if times is None or not same_kind(use.unit, chosen.unit):
        return f"„{use.unit}“ lässt sich nicht in „{chosen.unit}“ umrechnen."
    said = f"mal {format_number(times)}"
    if example is None or (made := convert(example, use.unit, chosen.unit)) is None:
        return f"Wird umgerechnet: {said}."
    before, after = with_unit(format_number(example), use.unit), with_unit(format_number(round(made, 6)), chosen.unit)
    return f"Wird umgerechnet, {said}: aus {before} wird {after}."
