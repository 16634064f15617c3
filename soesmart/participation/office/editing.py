"""How an office page with a form answers: until it is right, beside what somebody else wrote meanwhile, then on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.forms.parts import OfficeForm


@dataclass(frozen=True)
class Edit:
    """A form page. save: stores what the valid form says and returns where to go then; fresh: the form as stored now,
    for something that others may be editing too."""

    form: OfficeForm
    save: Callable[[], str]
    done: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    fresh: Callable[[], OfficeForm] | None = None


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def answer(request: HttpRequest, edit: Edit) -> HttpResponse:
    """The page with 200, 422 (what is wrong) or 409 (somebody was faster), or the way on after it was stored."""
    status, differences = 422 if edit.form.is_bound else 200, None
    if edit.form.is_bound and edit.form.is_valid():
        try:
            to = edit.save()
        except Conflict as conflict:
            if edit.fresh is None:
                raise
            status, differences = 409, _compared(edit.form, edit.fresh())
            edit.form.add_error(None, conflict.text)
        except Refused as refusal:
            edit.form.refuse(refusal)
        else:
            messages.success(request, edit.done)
            return redirect(to)
    page = {**edit.context, "form": edit.form, "stored": differences}
    return render(request, edit.template, page, status=status)


def _compared(mine: OfficeForm, fresh: OfficeForm) -> list[tuple[str, str]]:
    """Label and stored value where they differ from what was typed.

    What was typed stays in the form; sending it again is then a deliberate choice, so it carries the new revision.
    """
    assert isinstance(mine.data, QueryDict)
    mine.data = mine.data.copy()
    mine.data["revision"] = str(fresh.initial["revision"])
    names = [row.name for row in fresh.visible_fields()]
    names += [row.name for row in mine.visible_fields() if row.name not in names]
    found = []
    for name in names:
        theirs, typed = _shown(fresh, name), _shown(mine, name)
        if theirs != typed:
            form = fresh if name in fresh.fields else mine
            row = re.fullmatch(r".*_(\d+)", name)
            label = str(form.fields[name].label)
            found.append((f"Zeile {int(row[1]) + 1}, {label}" if row else label, theirs or "leer"))
    return found


def _shown(form: forms.Form, name: str) -> str:
    """A field's content as a person reads it."""
    field = form.fields.get(name)
    if field is None:
        return ""
    value = form.cleaned_data.get(name) if form.is_bound else form.get_initial_for_field(field, name)
    if isinstance(field, forms.BooleanField):
        return "ja" if value else "nein"
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}  # type: ignore[misc,union-attr]
        return labels.get(str(value or ""), str(value or ""))
    if isinstance(field, forms.DateTimeField) and value:
        return f"{value:%d.%m.%Y %H:%M}"
    return "" if value is None else str(field.prepare_value(value)).replace("\r\n", "\n").strip()
