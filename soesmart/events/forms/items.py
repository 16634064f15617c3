"""Forms of the office for items: one per kind, with the fields that matter, without script."""

from typing import Any, ClassVar

from django import forms

from soesmart.events.forms.agenda import short_number
from soesmart.events.forms.events import web_address
from soesmart.events.models import Item
from soesmart.events.rules import ItemKind
from soesmart.events.rules.item_words import LARGEST_NUMBER, MOST_POINTS, MOST_WORDS, ItemWords
from soesmart.events.rules.items import MOST_OPTIONS
from soesmart.events.services.items import OptionWords
from soesmart.participation.forms.campaigns import SeenForm, SentOnceForm, area
from soesmart.participation.models import Campaign
from soesmart.strategy.forms.parts import Address

_WORDS = (
    *("title", "text", "unit", "low_label", "high_label", "least", "most", "points"),
    *("truth", "truth_source", "seconds", "secret", "shows_live", "moderated"),
)
_FIRST = ("title", "text")
_LAST = ("seconds", "secret", "shows_live", "moderated")


def amount(label: str, **options: Any) -> forms.IntegerField:
    return short_number(label, min_value=-LARGEST_NUMBER, max_value=LARGEST_NUMBER, **options)


class ItemForm(SeenForm, SentOnceForm):
    """What all kinds have in common."""

    kind: ClassVar[ItemKind]
    title = forms.CharField(label="Frage", max_length=300, help_text="So steht sie auf Leinwand und Telefonen.")
    text = area("Hinweis", 1_000, 2, required=False, help_text="Ein Satz dazu, kleiner gesetzt")
    seconds = short_number("Vorgeschlagene Zeit in Sekunden", initial=45)
    secret = forms.BooleanField(
        label="Geheim abstimmen",
        required=False,
        help_text="Wer abgestimmt hat und was gewählt wurde, steht getrennt. Einen Zwischenstand gibt es dann nicht.",
    )
    shows_live = forms.BooleanField(
        label="Zwischenstand schon während der Abstimmung zeigen", required=False, initial=True
    )

    def __init__(self, *args: Any, stored: Item | None = None, **options: Any) -> None:
        shown = self.of(stored) if stored else {}
        super().__init__(*args, **{**options, "initial": options.get("initial", {}) | shown})
        self.stored = stored
        own = [name for name in self.fields if name not in (*_FIRST, *_LAST)]
        self.order_fields([*_FIRST, *own, *_LAST])

    def clean(self) -> dict[str, Any]:
        SeenForm.clean(self)
        return SentOnceForm.clean(self)

    @classmethod
    def of(cls, item: Item) -> dict[str, Any]:
        """What the form shows of a stored item."""
        return {name: getattr(item, name) for name in (*_WORDS, "revision")}

    def words(self) -> ItemWords:
        typed = {name: self.cleaned_data[name] for name in _WORDS if self.cleaned_data.get(name) is not None}
        return ItemWords(self.kind, **typed)

    def options(self) -> list[OptionWords]:
        return []

    def campaign(self) -> Campaign | None:
        return None


class WithLines(ItemForm):
    """A kind whose answers are typed, one a line."""

    options_text = area(
        "Antworten", 8_000, 6, required=False, help_text=f"Eine Zeile je Antwort, höchstens {MOST_OPTIONS}"
    )

    def refuse(self, refusal: Any) -> None:
        self.add_error({"options": "options_text"}.get(refusal.field, refusal.field), refusal.text)

    @classmethod
    def of(cls, item: Item) -> dict[str, Any]:
        return super().of(item) | {"options_text": "\n".join(row.label for row in item.options.all())}

    def options(self) -> list[OptionWords]:
        return [OptionWords(line) for line in self.cleaned_data["options_text"].splitlines()]


class SingleForm(WithLines):
    kind = ItemKind.SINGLE


class MultipleForm(WithLines):
    kind = ItemKind.MULTIPLE
    least = amount("Wenigstens", initial=1)
    most = amount("Höchstens", initial=3)


class ScaleForm(ItemForm):
    kind = ItemKind.SCALE
    least = amount("Kleinste Stufe", initial=1)
    low_label = forms.CharField(label="Wort an der kleinsten Stufe", max_length=60, required=False)
    most = amount("Größte Stufe", initial=5)
    high_label = forms.CharField(label="Wort an der größten Stufe", max_length=60, required=False)


class RankingForm(WithLines):
    kind = ItemKind.RANKING


class PointsForm(WithLines):
    kind = ItemKind.POINTS
    points = amount(
        "Punkte für jede Person", initial=5, help_text=f"1 bis {MOST_POINTS}, frei auf die Antworten zu verteilen"
    )


class EstimateForm(ItemForm):
    kind = ItemKind.ESTIMATE
    # Who sees what others guess guesses alike.
    shows_live = forms.BooleanField(label=ItemForm.base_fields["shows_live"].label, required=False, initial=False)
    least = amount("Kleinste erlaubte Zahl", initial=0)
    most = amount("Größte erlaubte Zahl", initial=100)
    unit = forms.CharField(label="Einheit", max_length=30, required=False, help_text="Zum Beispiel: Prozent")
    truth = amount("Richtige Zahl", required=False, help_text="Wird mit dem Ergebnis gezeigt.")
    truth_source = Address(label="Quelle der richtigen Zahl")

    def clean_truth_source(self) -> str:
        return web_address(self.cleaned_data["truth_source"])


class WordCloudForm(ItemForm):
    kind = ItemKind.WORDS
    most = amount("Wie viele Wörter je Person", initial=1, help_text=f"1 bis {MOST_WORDS}")
    moderated = forms.BooleanField(
        label="Wörter erst nach der Moderation zeigen", required=False, initial=True, help_text="Empfohlen"
    )


class QuestionsForm(ItemForm):
    """Asked and supported, not voted on."""

    kind = ItemKind.QUESTIONS
    seconds = None  # type: ignore[assignment]
    secret = None  # type: ignore[assignment]
    shows_live = None  # type: ignore[assignment]
    moderated = forms.BooleanField(
        label="Fragen erst nach der Moderation zeigen", required=False, initial=True, help_text="Empfohlen"
    )


# By kind; "which idea next" has its own module, for it needs the campaigns to choose from.
FORMS: dict[ItemKind, type[ItemForm]] = {
    form.kind: form
    for form in (
        *(SingleForm, MultipleForm, ScaleForm, RankingForm, PointsForm),
        *(EstimateForm, WordCloudForm, QuestionsForm),
    )
}

# What each kind is good for, where one is chosen.
ABOUT = {
    ItemKind.SINGLE: "Alle wählen genau eine Antwort.",
    ItemKind.MULTIPLE: "Alle dürfen mehrere Antworten wählen, mit Unter- und Obergrenze.",
    ItemKind.SCALE: "Eine Stufe von bis, zum Beispiel 1 (gar nicht) bis 5 (sehr).",
    ItemKind.RANKING: "Alle bringen die Antworten in eine Reihenfolge.",
    ItemKind.POINTS: "Alle verteilen Punkte auf die Antworten.",
    ItemKind.ESTIMATE: "Alle schätzen eine Zahl; danach zeigt sich die richtige.",
    ItemKind.WORDS: "Aus einzelnen Wörtern entsteht ein Bild.",
    ItemKind.QUESTIONS: "Das Publikum fragt und unterstützt Fragen anderer. Ohne Abstimmung.",
    ItemKind.NEXT_IDEA: "Ideen aus einer Beteiligung stehen zur Wahl.",
}
