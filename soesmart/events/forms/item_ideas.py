"""The form of "which idea next"."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from soesmart.events.forms.agenda import short_number
from soesmart.events.forms.items import ItemForm
from soesmart.events.models import Item
from soesmart.events.queries.agenda import ideas_by_number, most_supported
from soesmart.events.rules import ItemKind
from soesmart.events.rules.items import MOST_OPTIONS
from soesmart.events.services.items import OptionWords, ideas_as_options
from soesmart.participation.models import Campaign


class NextIdeaForm(ItemForm):
    """Ideas of a campaign as answers: the most supported ones, or chosen by their numbers."""

    kind = ItemKind.NEXT_IDEA
    campaign_pk = forms.ChoiceField(label="Aus welcher Beteiligung")
    number = short_number("Wie viele Ideen", min_value=2, max_value=MOST_OPTIONS, initial=5, required=False)
    chosen = forms.CharField(
        label="Oder diese Ideen",
        max_length=300,
        required=False,
        help_text="Nummern, durch Kommas getrennt. Leer: die mit den meisten Stimmen, wie sie beim Speichern stehen",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, campaigns: Sequence[Campaign], **options: Any) -> None:
        super().__init__(*args, **options)
        self.campaigns = {str(row.pk): row for row in campaigns}
        field = self.fields["campaign_pk"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Bitte wählen"), *((pk, row.title) for pk, row in self.campaigns.items())]

    @classmethod
    def of(cls, item: Item) -> dict[str, Any]:
        numbers = [str(row.idea.number) for row in item.options.all() if row.idea]
        shown = {"campaign_pk": str(item.campaign_id or ""), "chosen": ", ".join(numbers), "number": len(numbers) or 5}
        return super().of(item) | shown

    def refuse(self, refusal: Any) -> None:
        names = {"options": "chosen", "campaign": "campaign_pk"}
        self.add_error(names.get(refusal.field, refusal.field), refusal.text)

    def clean_chosen(self) -> str:
        text = str(self.cleaned_data["chosen"]).strip(" ,")
        if text and not re.fullmatch(r"\d{1,6}([\s,]+\d{1,6})*", text, re.ASCII):
            raise forms.ValidationError("Bitte Nummern von Ideen eingeben, durch Kommas getrennt: 12, 5, 31.")
        return text

    def clean(self) -> dict[str, Any]:
        super().clean()
        campaign, numbers = self.campaign(), self._numbers()
        if campaign and "chosen" not in self.errors and not self._is_as_stored():
            self._ideas = ideas_by_number(campaign, numbers) if numbers else most_supported(campaign, self._wanted())
            found = {idea.number for idea in self._ideas}
            if lost := [str(number) for number in numbers if number not in found]:
                self.add_error(
                    "chosen", f"Diese Ideen gibt es hier nicht oder sie sind nicht zu sehen: {', '.join(lost)}."
                )
        return self.cleaned_data

    def campaign(self) -> Campaign | None:
        return self.campaigns.get(self.cleaned_data.get("campaign_pk", ""))

    def options(self) -> list[OptionWords]:
        """As stored when nothing of it was touched: an idea that was hidden since stays what was asked."""
        if self.stored and self._is_as_stored():
            return [OptionWords(row.label, row.idea) for row in self.stored.options.all()]
        return ideas_as_options(self._ideas)

    def _is_as_stored(self) -> bool:
        chosen = self.cleaned_data.get("chosen", "")
        is_same = self.cleaned_data.get("campaign_pk") == self.initial.get("campaign_pk")
        return bool(self.stored and chosen) and is_same and chosen == self.initial.get("chosen")

    def _numbers(self) -> list[int]:
        return [int(number) for number in re.findall(r"\d+", self.cleaned_data.get("chosen", ""))]

    def _wanted(self) -> int:
        return self.cleaned_data.get("number") or 5
