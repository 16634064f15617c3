"""Form rows in KERN's markup: label, help, error, and the control, tied together by ids."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.safestring import SafeString

from soesmart.core.templatetags.soesmart import register

_NATIVE = {
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
}


@register.inclusion_tag("core/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One row of a form: `{% field form.name %}`."""
    kind = _kind(bound.field.widget)
    described = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    describedby = " ".join(described)
    row: dict[str, Any] = {"field": bound, "kind": kind, "describedby": describedby, "is_optional": _is_optional(bound)}
    if kind == "group":
        return row | {"options": _options(bound)}
    return row | {"control": _control(bound, kind, describedby)}


@register.inclusion_tag("core/_problems.html")
def problems(form: forms.BaseForm) -> dict[str, Any]:
    """The summary of a form's errors, with links to the controls; alone for a page that sets its rows by itself."""
    rows = form.visible_fields()
    found = [(row.label.rstrip("."), error, _first_id(row)) for row in rows for error in row.errors]
    return {"problems": found, "general": form.non_field_errors()}


@register.inclusion_tag("core/_fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """All rows of a form below the summary of its errors.

    Fields that the form names in `later` are folded up at the end, unless one of them has an error or an answer.
    """
    rows, names = form.visible_fields(), getattr(form, "later", ())
    later = [row for row in rows if row.name in names]
    return {
        "form": form,
        "rows": [row for row in rows if row.name not in names],
        "later": later,
        "is_open": any(row.errors or (form.is_bound and row.data) for row in later),
    }


@register.inclusion_tag("core/_form.html", takes_context=True)
def form(context: Context, form: forms.BaseForm, submit: str = "Speichern", **options: Any) -> dict[str, Any]:
    """A whole form with its button. options: action, method (post), cancel (address), id, enctype is found."""
    return {"form": form, "submit": submit, "method": "post", "csrf_token": context.get("csrf_token"), **options}


def _is_optional(bound: BoundField) -> bool:
    return not bound.field.required and not isinstance(bound.field.widget, forms.CheckboxInput)


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "select" if isinstance(widget, forms.Select) else "input"


def _control(bound: BoundField, kind: str, describedby: str) -> SafeString:
    widget = bound.field.widget
    for native, (input_type, pattern) in _NATIVE.items():
        if isinstance(widget, native) and widget.input_type == "text":
            widget.input_type, widget.format = input_type, pattern
    names = {"check": "kern-form-check__checkbox", "select": "kern-form-input__select"}
    classes = [names.get(kind, "kern-form-input__input"), widget.attrs.get("class", "")]
    if bound.errors and kind != "select":
        classes.append(f"{classes[0]}--error")
    attributes: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if describedby:
        attributes["aria-describedby"] = describedby
    return bound.as_widget(attrs=attributes)


def _options(bound: BoundField) -> list[dict[str, Any]]:
    # CheckboxSelectMultiple is a RadioSelect in Django's class tree, so ask for what the browser will show.
    kind = bound.field.widget.input_type
    options = []
    for option in bound.subwidgets:
        # The group carries description and error once; repeating them on every option is noise for a screen reader.
        option.data["attrs"] = {
            key: value for key, value in option.data["attrs"].items() if not key.startswith("aria-describedby")
        } | {"class": f"kern-form-check__{kind}" + (f" kern-form-check__{kind}--error" if bound.errors else "")}
        options.append({"control": option.tag(), "id": option.id_for_label, "label": option.choice_label})
    return options


def _first_id(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if _kind(bound.field.widget) == "group" else str(bound.id_for_label or bound.auto_id)
