"""How an office view answers: a form until it is right, a comparison when somebody was faster, then on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.forms.parts import GuardedForm, OfficeForm
from soesmart.strategy.office.trail import last_change

# Codes of conflicts in which the same form may be sent again on top of what the other one wrote.
COMPARABLE = "strategy.words.changed"


@dataclass(frozen=True)
class Edit:
    """A form page. write: stores what the valid form says; to: where to go then; fresh: the form as stored now.

    onward: where to go instead, by what was written; `to` is still the way back.
    """

    form: OfficeForm
    write: Callable[[], object]
    title: str
    done: str
    to: str
    submit: str = "Speichern"
    fresh: Callable[[], GuardedForm] | None = None
    template: str = "strategy/office/form.html"
    context: Mapping[str, Any] = field(default_factory=dict)
    onward: Callable[[Any], str] | None = None


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def answer(request: HttpRequest, edit: Edit) -> HttpResponse:
    """The page, or the way on after the change was stored."""
    if request.method == "POST" and edit.form.is_valid():
        try:
            written = edit.write()
        except Conflict as conflict:
            if conflict.code != COMPARABLE or edit.fresh is None:
                raise
            return compare(request, edit)
        except Refused as refusal:
            edit.form.refuse(refusal)
        else:
            messages.success(request, edit.done)
            return redirect(edit.onward(written) if edit.onward else edit.to)
    context = {"edit": edit, "form": edit.form, **edit.context}
    return render(request, edit.template, context, status=422 if edit.form.errors else 200)


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str
    mine: str


def compare(request: HttpRequest, edit: Edit) -> HttpResponse:
    """409: what stands there now beside what was typed; the form keeps the typed words and may be sent once more."""
    assert edit.fresh is not None
    fresh = edit.fresh()
    mine = edit.form
    assert isinstance(mine.data, QueryDict)
    mine.data = mine.data.copy()
    mine.data["revision"] = str(fresh.initial["revision"])
    differences = [
        Difference(str(row.label), theirs, typed)
        for row in mine.visible_fields()
        if (theirs := _shown(fresh, row.name)) != (typed := _shown(mine, row.name))
    ]
    who = last_change(request.town.slug, str(edit.context.get("who_target", "")))  # type: ignore[attr-defined]
    context = {"edit": edit, "form": mine, "differences": differences, "who": who, **edit.context}
    return render(request, "strategy/office/conflict.html", context, status=409)


def _shown(form: forms.Form, name: str) -> str:
    """A field's content as a person reads it."""
    field = form.fields.get(name)
    if field is None:
        return ""
    value = form.cleaned_data.get(name) if form.is_bound else form.get_initial_for_field(field, name)
    if isinstance(field, forms.BooleanField):
        return "ja" if value else "nein"
    if isinstance(field, forms.MultipleChoiceField):
        labels = dict(_choices(field))
        return ", ".join(labels.get(str(one), str(one)) for one in value or ())
    if isinstance(field, forms.ChoiceField):
        return dict(_choices(field)).get(str(value or ""), str(value or ""))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _choices(field: forms.ChoiceField) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in field.choices]  # type: ignore[misc,union-attr]


def lost(request: HttpRequest, form: type[forms.Form] | None, title: str, text: str, **context: Any) -> HttpResponse:
    """409: the thing is gone. What was typed is shown so that it can be taken elsewhere."""
    names = form.base_fields if form else {}
    typed = [
        (str(field.label), ", ".join(request.POST.getlist(name)))
        for name, field in names.items()
        if request.POST.get(name) and field.label
    ]
    page = {"title": title, "text": text, "typed": typed, **context}
    return render(request, "strategy/office/lost.html", page, status=409)
