"""The form that takes a workbook."""

from django import forms

from soesmart.strategy.forms.parts import OfficeForm

MOST_BYTES = 2 * 1024 * 1024


class UploadForm(OfficeForm):
    file = forms.FileField(
        label="Tabelle",
        help_text="Die heruntergeladene XLSX-Datei mit den Änderungen, höchstens 2 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Bitte zuerst eine Datei wählen.",
            "empty": "Die Datei ist leer. Bitte die heruntergeladene Tabelle wählen.",
        },
    )
