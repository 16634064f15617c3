"""Forms of the office for questions: one per kind, without script."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from soesmart.core.numbers import format_number
from soesmart.participation.forms.campaigns import area
from soesmart.participation.rules.question_conditions import values_of
from soesmart.participation.rules.questions import Option, QuestionKind, QuestionWords, options_of
from soesmart.strategy.forms.parts import GermanNumber, OfficeForm

ONE_A_LINE = "Eine Zeile je Antwort"


def seen_of(question: QuestionWords) -> str:
    """A digest of a question as it was read, so that nobody overwrites what she did not see."""
    text = json.dumps(asdict(question), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def whole(label: str, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"})
    return forms.IntegerField(label=label, required=False, widget=widget, min_value=-10, max_value=100_000, **options)


def lines(label: str = "Antworten", **options: Any) -> forms.CharField:
    return area(label, 10_000, 6, **{"help_text": ONE_A_LINE, **options})


class QuestionForm(OfficeForm):
    """What all kinds have in common."""

    LISTS: ClassVar[tuple[str, ...]] = ()
    text = forms.CharField(label="Frage", max_length=500)
    help = forms.CharField(label="Hinweis", max_length=500, required=False)
    section = forms.CharField(
        label="Überschrift davor", max_length=200, required=False, help_text="Beginnt einen neuen Teil der Seite"
    )
    required = forms.BooleanField(label="Muss beantwortet werden", required=False)
    confidential = forms.BooleanField(
        label="Vertraulich",
        required=False,
        help_text="Wird nur gezählt; niemand bekommt zu sehen, was eine einzelne Person gesagt hat.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    key = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=50)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.update(self.more_fields())
        own = [name for name in self.fields if name not in QuestionForm.base_fields]
        self.order_fields(["text", "help", *own])

    def more_fields(self) -> dict[str, forms.Field]:
        """Fields whose names cannot be written down in a class."""
        return {}

    @classmethod
    def of(cls, question: QuestionWords) -> dict[str, Any]:
        """What the form shows of a question."""
        names = ("key", "text", "help", "section", "required", "confidential")
        shown: dict[str, Any] = {name: getattr(question, name) for name in names}
        for name, value in question.settings.items():
            is_list = name in cls.LISTS
            shown[name] = "\n".join(option.label for option in options_of(value)) if is_list else value
        return shown | {"seen": seen_of(question)}

    def words(self, before: QuestionWords) -> QuestionWords:
        """The question as typed; what is not on the form stays."""
        typed = self.cleaned_data
        names = ("text", "help", "section", "required", "confidential")
        settings = {name: typed[name] for name in typed if name not in (*names, "seen", "key")}
        settings |= {name: relabelled(typed[name], before.settings.get(name, ())) for name in self.LISTS}
        return replace(before, **{name: typed[name] for name in names}, settings=settings)


class SingleForm(QuestionForm):
    LISTS = ("options",)
    options = lines()
    other = forms.BooleanField(label="„Sonstiges“ mit einer Zeile zum Schreiben", required=False)


class MultipleForm(SingleForm):
    min = whole("Mindestens", help_text="Leer: keine Vorgabe")
    max = whole("Höchstens", help_text="Leer: keine Vorgabe")


class ScaleForm(QuestionForm):
    from_label = forms.CharField(label="Wort an der kleinsten Stufe", max_length=200, required=False)
    to_label = forms.CharField(label="Wort an der größten Stufe", max_length=200, required=False)
    to = whole("Größte Stufe", initial=5)
    dont_know = forms.BooleanField(label="„Weiß nicht“ anbieten", required=False, initial=True)

    def more_fields(self) -> dict[str, forms.Field]:
        return {"from": whole("Kleinste Stufe", initial=1)}


class MatrixForm(QuestionForm):
    LISTS = ("rows", "columns")
    rows = lines("Zeilen", help_text="Wonach gefragt wird, eine Zeile je Sache")
    columns = lines("Spalten", help_text="Was man dazu sagen kann, eine Zeile je Antwort")


class RankingForm(QuestionForm):
    LISTS = ("options",)
    options = lines()
    top = whole("Wie viele Plätze", help_text="Leer: alle Antworten werden gereiht")


class TextForm(QuestionForm):
    long = forms.BooleanField(label="Mehrere Zeilen", required=False)
    max = whole("Höchstens Zeichen", help_text="Leer: 200, mit mehreren Zeilen 2.000")
    confidential = None  # type: ignore[assignment]

    def words(self, before: QuestionWords) -> QuestionWords:
        self.cleaned_data["confidential"] = False
        return super().words(before)


class NumberForm(QuestionForm):
    min = GermanNumber(label="Kleinste Zahl", required=False)
    max = GermanNumber(
        label="Größte Zahl", required=False, help_text="Mit beiden Grenzen zeigen die Ergebnisse Stufen."
    )
    decimals = whole("Stellen nach dem Komma", help_text="Leer: ganze Zahlen")
    unit = forms.CharField(label="Einheit", max_length=30, required=False, help_text="Zum Beispiel: Jahre")

    @classmethod
    def of(cls, question: QuestionWords) -> dict[str, Any]:
        bounds = {name: question.settings.get(name, "") for name in ("min", "max")}
        german = {name: format_number(Decimal(value)) if value else "" for name, value in bounds.items()}
        return super().of(question) | german

    def words(self, before: QuestionWords) -> QuestionWords:
        for name in ("min", "max"):
            value = self.cleaned_data.get(name)
            self.cleaned_data[name] = "" if value is None else f"{value:f}"
        return super().words(before)


class PlaceForm(QuestionForm):
    point = forms.BooleanField(label="Auch ein Punkt auf der Karte", required=False)


FORMS: dict[QuestionKind, type[QuestionForm]] = {
    QuestionKind.SINGLE: SingleForm,
    QuestionKind.MULTIPLE: MultipleForm,
    QuestionKind.SCALE: ScaleForm,
    QuestionKind.MATRIX: MatrixForm,
    QuestionKind.RANKING: RankingForm,
    QuestionKind.TEXT: TextForm,
    QuestionKind.NUMBER: NumberForm,
    QuestionKind.PLACE: PlaceForm,
}


def relabelled(text: str, before: Sequence[Any]) -> list[dict[str, str]]:
    """Options from lines. A line that was there keeps its key wherever it stands now; a line that only changed its
    words in its place keeps it too, so that conditions go on holding."""
    labels = [line.strip() for line in text.splitlines() if line.strip()]
    old = options_of(before)
    keys = {option.label: option.key for option in old}
    if len(labels) == len(old):
        pairs = zip(labels, old, strict=True)
        keys |= {label: option.key for label, option in pairs if label not in keys and option.label not in labels}
    taken, number = set(keys.values()), 0
    found = []
    for label in labels:
        if label not in keys:
            number += 1
            while str(number) in taken:
                number += 1
            keys[label] = str(number)
            taken.add(str(number))
        found.append({"key": keys[label], "label": label})
    return found


class ConditionForm(OfficeForm):
    """When a question is asked: by the answer to one earlier question."""

    form = forms.ChoiceField(
        label="Die Frage erscheint",
        choices=[
            ("is", "wenn eine davon gewählt ist"),
            ("not", "wenn etwas anderes gewählt ist"),
            ("answered", "wenn überhaupt geantwortet ist"),
        ],
        widget=forms.RadioSelect,
        initial="is",
    )
    values = forms.MultipleChoiceField(label="Antworten", widget=forms.CheckboxSelectMultiple, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, asked: QuestionWords, districts: Sequence[Option], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = asked
        offered = [(option.key, option.label) for option in values_of(asked, districts)]
        values, form = self.fields["values"], self.fields["form"]
        assert isinstance(values, forms.ChoiceField)
        assert isinstance(form, forms.ChoiceField)
        values.choices = offered
        if not offered:
            del self.fields["values"]
            form.choices = [("answered", "wenn überhaupt geantwortet ist")]
            form.initial = "answered"

    @classmethod
    def of(cls, condition: Mapping[str, Any]) -> dict[str, Any]:
        form = next((name for name in ("is", "not", "answered") if name in condition), "is")
        return {"form": form, "values": condition.get(form) if form != "answered" else []}

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("form") in ("is", "not") and not self.cleaned_data.get("values"):
            self.add_error("values", "Bitte mindestens eine Antwort ankreuzen.")
        return self.cleaned_data

    def condition(self) -> dict[str, Any]:
        form = self.cleaned_data["form"]
        return {"question": self.asked.key, form: True if form == "answered" else self.cleaned_data["values"]}
