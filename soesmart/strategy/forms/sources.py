"""Forms of sources: one for each kind, so that nobody is asked for what does not matter."""

from collections.abc import Sequence
from typing import Any

from django import forms

from soesmart.strategy.forms.parts import INVENTED_HELP, Address, GuardedForm, Year
from soesmart.strategy.models import DataSource
from soesmart.strategy.pulling.by_year import Rule
from soesmart.strategy.queries.sources import INTERVALS, rhythm
from soesmart.strategy.rules import SourceKind
from soesmart.strategy.services.sources import SourceText

Choices = Sequence[tuple[str, str]]


class UploadSourceForm(GuardedForm):
    """What a table that is uploaded again and again is called."""

    kind = SourceKind.UPLOAD
    asked: tuple[str, ...] = ()

    name = forms.CharField(label="Name", max_length=200, help_text="unter dem die Quelle hier steht")
    source_name = forms.CharField(
        label="Herkunft der Werte", required=False, max_length=200, help_text="etwa Stadtwerke Soest; leer: der Name"
    )
    licence = forms.CharField(
        label="Lizenz", required=False, max_length=100, help_text="etwa dl-de/by-2-0 oder CC BY 4.0"
    )
    invented = forms.BooleanField(label="Die Quelle ist ein Beispiel", required=False, help_text=INVENTED_HELP)

    def __init__(self, *args: Any, stored: DataSource | None = None, indicators: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer(stored, indicators)
        if stored:
            own = [name for name in self.fields if name not in self.asked]
            self.initial.update({name: getattr(stored, name) for name in own} | dict(stored.query))

    def _offer(self, stored: DataSource | None, indicators: Choices) -> None:
        """Fill the choices."""

    def text(self) -> SourceText:
        said = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        query = {name: said.pop(name) for name in self.asked}
        return SourceText(kind=self.kind, query=query, **said)


class CsvSourceForm(UploadSourceForm):
    kind = SourceKind.CSV

    address = Address(
        label="Adresse",
        required=True,
        help_text="Offen erreichbar, ohne Anmeldung. Zugangsdaten werden hier nicht verwahrt.",
    )
    every_days = forms.TypedChoiceField(
        label="Wie oft abrufen",
        required=False,
        coerce=int,
        empty_value=None,
        initial=30,
        help_text="Neue Werte warten dann auf Prüfung.",
    )

    field_order: tuple[str, ...] = ("name", "address", "path", "every_days", "source_name", "licence", "invented")

    def _offer(self, stored: DataSource | None, indicators: Choices) -> None:
        days = {*INTERVALS} | ({stored.every_days} if stored and stored.every_days else set())
        field = self.fields["every_days"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((number, rhythm(number)) for number in sorted(days)), ("", rhythm(None))]


class JsonSourceForm(CsvSourceForm):
    kind = SourceKind.JSON
    asked = ("path",)

    path = forms.CharField(
        label="Weg zur Liste",
        required=False,
        max_length=200,
        help_text="etwa result.records; leer, wenn die Antwort selbst die Liste ist oder nur eine enthält",
    )


class PlatformSourceForm(CsvSourceForm):
    kind = SourceKind.NGSI_LD
    asked = ("entity_type", "attribute", "entity", "indicator", "rule", "since", "unit", "tenant", "context")

    entity_type = forms.CharField(label="Entitätstyp", max_length=300, help_text="etwa EnergyMeter")
    attribute = forms.CharField(label="Attribut", max_length=300, help_text="etwa energyConsumed")
    entity = forms.CharField(
        label="Nur diese Entität", required=False, max_length=300, help_text="ihre Kennung; leer: alle dieses Typs"
    )
    indicator = forms.ChoiceField(label="Für die Kennzahl")
    rule = forms.ChoiceField(
        label="Jahreswert",
        choices=[(rule.value, rule.label) for rule in Rule],
        help_text="Summe und Mittel gehen über alle Entitäten. Das laufende Jahr bleibt außen vor.",
    )
    since = Year(label="Ab dem Jahr")
    unit = forms.CharField(
        label="Einheit der Messwerte",
        required=False,
        max_length=60,
        help_text="nur, wenn die Plattform keine nennt; leer: die Einheit der Kennzahl",
    )
    tenant = forms.CharField(
        label="Mandant", required=False, max_length=100, help_text="der Plattform, wenn sie mehrere hat"
    )
    context = Address(
        label="Adresse des Kontexts", help_text="der Datenmodelle (JSON-LD), wenn die Plattform ihn braucht"
    )

    field_order = ("name", "address", *asked, "every_days", "source_name", "licence", "invented")

    def _offer(self, stored: DataSource | None, indicators: Choices) -> None:
        super()._offer(stored, indicators)
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "bitte wählen"), *indicators]


FORMS: dict[SourceKind, type[UploadSourceForm]] = {
    form.kind: form for form in (UploadSourceForm, CsvSourceForm, JsonSourceForm, PlatformSourceForm)
}
