"""Forms for what people write below an idea."""

from typing import Any

from django import forms

from soesmart.core.ids import new_id
from soesmart.participation.access import Actor
from soesmart.participation.models.comment import COMMENT_KINDS
from soesmart.participation.rules import CommentKind
from soesmart.participation.services.comments import CommentWords


class CommentForm(forms.Form):
    """A comment, or with `parent` a reply. Length is the service's to judge, so that no word is cut off unseen."""

    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    parent = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="Das ist", choices=COMMENT_KINDS, widget=forms.RadioSelect, initial=CommentKind.REMARK
    )
    text = forms.CharField(
        label="Kommentar",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Höchstens 3.000 Zeichen. Bitte keine Namen oder Adressen anderer Menschen nennen.",
        error_messages={"required": "Bitte etwas schreiben."},
    )
    official = forms.BooleanField(label="Als Antwort der Stadt kennzeichnen", required=False)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "kommentar_%s", **options})
        if not actor.is_officer:
            del self.fields["official"]

    def clean(self) -> dict[str, Any]:
        if self.errors.pop("nonce", None) or self.errors.pop("parent", None):
            typed: Any = self.data.copy()  # type: ignore[attr-defined]
            typed["nonce"] = str(new_id())
            self.data = typed
            self.add_error(None, "Das Formular kam unvollständig an. Bitte noch einmal senden.")
        return self.cleaned_data

    def words(self, actor: Actor) -> CommentWords:
        said = self.cleaned_data
        official = bool(said.get("official"))
        return CommentWords(said["text"], CommentKind(said["kind"]), actor.speaks_as, official)


class CommentEditForm(forms.Form):
    """One's own words, to be put right."""

    kind = CommentForm.base_fields["kind"]
    text = CommentForm.base_fields["text"]

    def words(self) -> CommentWords:
        return CommentWords(self.cleaned_data["text"], CommentKind(self.cleaned_data["kind"]))
