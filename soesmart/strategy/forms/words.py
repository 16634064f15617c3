"""Forms of fields, goals, the vision and the overarching goals."""

from typing import Any

from django import forms

from soesmart.strategy.forms.parts import INVENTED_HELP, Address, GuardedForm, RowsForm, Sdgs, key_from
from soesmart.strategy.models import FieldWording, GoalWording, OrganisationUnit, OverarchingGoal, VisionTerm
from soesmart.strategy.services.texts import DIMENSIONS, FieldText, GoalText

Choices = list[tuple[str, str]]


class FieldForm(GuardedForm):
    key = forms.CharField(
        label="Kennung", max_length=50, help_text="Steht in der Adresse der Seite und bleibt für immer, etwa mobilitaet"
    )
    code = forms.CharField(
        label="Kürzel", max_length=10, required=False, help_text="Anfang der Kennungen seiner Ziele, etwa MOB"
    )
    name = forms.CharField(label="Name", max_length=100)
    guideline = forms.CharField(label="Leitlinie", required=False, max_length=5000, widget=forms.Textarea)
    guideline_invented = forms.BooleanField(
        label="Die Leitlinie ist ein Beispiel", required=False, help_text=INVENTED_HELP
    )
    sdgs = Sdgs()
    sdgs_invented = forms.BooleanField(
        label="Die Zuordnung der SDG ist ein Beispiel", required=False, help_text=INVENTED_HELP
    )
    source = Address()
    invented = forms.BooleanField(label="Das Feld ist ein Beispiel", required=False, help_text=INVENTED_HELP)

    def __init__(self, *args: Any, stored: FieldWording | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stored = stored
        if stored:
            del self.fields["key"], self.fields["code"]
            self.initial.update({name: getattr(stored, name) for name in self.fields})

    def text(self) -> FieldText:
        words = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        if self.stored:
            words |= {"key": self.stored.field.key, "code": self.stored.field.code}
        return FieldText(**words)


class GoalForm(GuardedForm):
    code = forms.CharField(
        label="Kennung", max_length=20, help_text="Steht in der Adresse der Seite und bleibt für immer, etwa MOB-4"
    )
    title = forms.CharField(label="Titel", max_length=200)
    description = forms.CharField(label="Beschreibung", required=False, max_length=5000, widget=forms.Textarea)
    field = forms.ChoiceField(label="Feld")
    parent = forms.ChoiceField(label="Gehört zu", required=False)
    number = forms.CharField(label="Nummer", max_length=12, required=False, help_text="wie gedruckt, etwa 2.1")
    unit = forms.ChoiceField(label="Zuständig", required=False)
    dimensions = forms.MultipleChoiceField(
        label="Dimensionen", required=False, choices=list(DIMENSIONS.items()), widget=forms.CheckboxSelectMultiple
    )
    sdgs = Sdgs()
    source = Address()
    related_sources = forms.CharField(
        label="Angelehnt an",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Weitere Internetadressen, jede in einer eigenen Zeile",
    )
    invented = forms.BooleanField(label="Das Ziel ist ein Beispiel", required=False, help_text=INVENTED_HELP)

    def __init__(
        self,
        *args: Any,
        fields: Choices,
        parents: Choices,
        units: list[OrganisationUnit],
        field_label: str = "Feld",
        stored: GoalWording | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.stored, self.units = stored, {unit.key: unit for unit in units}
        self._choices("field", fields)
        self._choices("parent", [("", "keinem anderen Ziel"), *parents])
        self._choices("unit", [("", "noch niemand"), *((unit.key, unit.name) for unit in units)])
        self.fields["field"].label = field_label
        if not parents:
            del self.fields["parent"]
        if stored:
            del self.fields["code"]
            self.initial.update(words_of(stored))

    def _choices(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def text(self) -> GoalText:
        words = self.cleaned_data
        return GoalText(
            code=self.stored.goal.code if self.stored else words["code"],
            field_key=words["field"],
            parent_code=words.get("parent", ""),
            title=words["title"],
            description=words["description"],
            number=words["number"],
            unit=self.units.get(words["unit"]),
            dimensions=frozenset(words["dimensions"]),
            sdgs=words["sdgs"],
            source=words["source"],
            related_sources=words["related_sources"].split(),
            invented=words["invented"],
        )


def words_of(row: GoalWording) -> dict[str, Any]:
    """What the form shows of a stored goal (`field`, `unit`, `parent.goal` loaded)."""
    return {
        "revision": row.revision,
        "title": row.title,
        "description": row.description,
        "field": row.field.key,
        "parent": row.parent.goal.code if row.parent else "",
        "number": row.number,
        "unit": row.unit.key if row.unit else "",
        "dimensions": [name for name in DIMENSIONS if getattr(row, f"is_{name}")],
        "sdgs": row.sdgs,
        "source": row.source,
        "related_sources": "\n".join(row.related_sources),
        "invented": row.invented,
    }


class VisionForm(RowsForm):
    vision = forms.CharField(label="Vision", max_length=200, required=False)
    vision_source = Address(label="Quelle der Vision")

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "name": forms.CharField(label="Wort", max_length=60, required=False),
            "description": forms.CharField(label="Erklärung", max_length=500, required=False),
            "source": Address(),
            "description_invented": forms.BooleanField(label="Die Erklärung ist ein Beispiel", required=False),
        }

    def terms(self) -> list[VisionTerm]:
        return [VisionTerm(**row) for row in self.rows()]


class OverarchingForm(RowsForm):
    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "name": forms.CharField(label="Name", max_length=100, required=False),
            "description": forms.CharField(label="Beschreibung", max_length=500, required=False),
            "source": Address(),
            "invented": forms.BooleanField(label="Beispiel", required=False),
            "key": forms.CharField(max_length=50, required=False, widget=forms.HiddenInput),
        }

    def goals(self) -> list[OverarchingGoal]:
        rows = self.rows()
        taken = {row["key"] for row in rows}
        for row in rows:
            row["key"] = row["key"] or key_from(row["name"], taken)
            taken.add(row["key"])
        return [OverarchingGoal(**row) for row in rows]
