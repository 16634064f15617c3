"""Forms of the office for the words of a questionnaire."""

from collections.abc import Sequence
from typing import Any

from django import forms

from soesmart.core.clock import BERLIN
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.forms.campaigns import PHASE_HELP, SeenForm, SentOnceForm, WithPhase, area
from soesmart.participation.forms.windows import moment
from soesmart.participation.models import Campaign, Phase, Questionnaire
from soesmart.participation.models.campaign import SHOWN, WHO
from soesmart.participation.rules import Channel, ResultsShown, Who
from soesmart.participation.services.questionnaires import SMALLEST_GROUP, QuestionnaireWords
from soesmart.strategy.forms.parts import Address, OfficeForm


class NewQuestionnaireForm(SentOnceForm):
    """A draft needs no more than a title."""

    title = forms.CharField(label="Titel", max_length=200)


class QuestionnaireForm(WithPhase, SeenForm):
    """All that the office says of a questionnaire but its questions."""

    title = forms.CharField(label="Titel", max_length=200)
    summary = area("Worum es geht", 600, 3, required=False, help_text="Ein oder zwei Sätze für Listen und die Suche")
    text = area("Text vor den Fragen", 20_000, 6, required=False)
    thanks = area(
        "Was mit den Antworten geschieht",
        5_000,
        4,
        required=False,
        help_text="Erscheint nach dem Absenden: wer liest, wann Ergebnisse da sind, was daraus wird",
    )
    minutes = forms.IntegerField(
        label="Dauer in Minuten",
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
    )
    opens_at = moment("Öffnet", required=False)
    closes_at = moment("Schließt", required=False)
    phase = forms.ChoiceField(label="Abschnitt des Wegs", required=False, help_text=PHASE_HELP)
    campaign = forms.ChoiceField(
        label="Gehört zu", required=False, help_text="Mit einer Beteiligung gelten auf Wunsch deren Codes."
    )
    who = forms.ChoiceField(label="Wer antworten kann", choices=WHO, widget=forms.RadioSelect)
    results = forms.ChoiceField(label="Wann alle die Ergebnisse sehen", choices=SHOWN, widget=forms.RadioSelect)
    smallest_group = forms.IntegerField(
        label="Kleinste Gruppe in Ergebnissen",
        min_value=SMALLEST_GROUP,
        max_value=1_000,
        help_text="Für weniger Menschen wird keine Zahl gezeigt, damit niemand zu erkennen ist.",
    )
    source = Address()
    invented = forms.BooleanField(
        label="Der Fragebogen ist ein Beispiel", required=False, help_text="Erscheint überall als Beispielwert."
    )

    def __init__(self, *args: Any, phases: Sequence[Phase], campaigns: Sequence[Campaign], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(phases)
        self.campaigns = {str(campaign.pk): campaign for campaign in campaigns}
        field = self.fields["campaign"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "keiner Beteiligung"), *((pk, row.title) for pk, row in self.campaigns.items())]

    @classmethod
    def of(cls, row: Questionnaire) -> dict[str, Any]:
        """What the form shows of a stored questionnaire; moments in the town's time."""
        names = ("title", "summary", "text", "thanks", "minutes", "who", "results", "smallest_group", "source")
        stored = {name: getattr(row, name) for name in (*names, "invented", "revision")}
        for name in ("opens_at", "closes_at"):
            value = getattr(row, name)
            stored[name] = value.astimezone(BERLIN) if value else None
        return stored | {"phase": str(row.phase_id or ""), "campaign": str(row.campaign_id or "")}

    def words(self) -> QuestionnaireWords:
        values = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return QuestionnaireWords(
            **values
            | {
                "minutes": values["minutes"] or 0,
                "who": Who(values["who"]),
                "results": ResultsShown(values["results"]),
                "phase": self.chosen_phase,
                "campaign": self.campaigns.get(values["campaign"]),
            }
        )


class SheetForm(OfficeForm):
    """What makes a paper sheet one person's: its code, or a number written on it."""

    mark = forms.CharField(
        label="Nummer des Bogens",
        max_length=40,
        help_text="Beim Eingeben auf den Bogen schreiben, zum Beispiel: 17. Jede Nummer geht nur einmal.",
    )
    channel = forms.ChoiceField(
        label="Woher", choices=[(one.value, one.label) for one in Channel if one != Channel.ONLINE], initial="paper"
    )

    def __init__(self, *args: Any, by_code: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_code = by_code
        if by_code:
            self.fields["mark"].label = "Code auf dem Bogen"
            self.fields["mark"].help_text = "Aus dem Brief; wer schon online geantwortet hat, zählt nicht noch einmal."

    def credential(self) -> Credential:
        return Credential(Kind.CODE if self.by_code else Kind.CARD, self.cleaned_data["mark"])
