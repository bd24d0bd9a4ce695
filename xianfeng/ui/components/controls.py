"""Forms and their controls."""

from copy import copy
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xianfeng.ui.components.choices import chosen

register = Library()

BUTTONS = frozenset({"primary", "plain", "danger", "quiet"})
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.simple_tag
def submit_button(text: str, kind: str = "primary", name: str = "", value: str = "") -> SafeString:
    """Return the button that sends its form, with a name and value where there are several."""
    chosen("submit_button", "kind", kind, BUTTONS)
    chosen_value = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button type="submit" class="btn btn-{}"{}>{}</button>', kind, chosen_value, text
    )


@register.simple_tag
def submission_key() -> SafeString:
    """Return the hidden key by which a form sent twice is taken once."""
    return format_html('<input type="hidden" name="submission" value="{}">', uuid4())


@register.simple_block_tag(takes_context=True)
def post_form(
    context: Context,
    content: SafeString,
    action: str = "",
    label: str = "保存",
    kind: str = "primary",
    confirm: str = "",
    autosave: str = "",
) -> SafeString:
    """Return a form that is sent once, asks ``confirm`` first, and keeps a draft at ``autosave``.

    An empty ``label`` leaves the buttons to the content.
    """
    chosen("post_form", "kind", kind, BUTTONS)
    return render_to_string(
        "ui/components/post_form.html",
        {
            "content": content,
            "action": action,
            "label": label,
            "kind": kind,
            "confirm": confirm,
            "autosave": autosave,
            "has_file": 'type="file"' in content,
            "csrf_token": context.get("csrf_token"),
        },
    )


@register.simple_block_tag(takes_context=True)
def filter_bar(context: Context, content: SafeString, label: str = "筛选") -> SafeString:
    """Return a GET form over a list; the as-of date of the page stays."""
    request = context.get("request")
    on = request.GET.get("as_of", "") if request else ""
    return render_to_string(
        "ui/components/filter_bar.html",
        {"content": content, "label": label, "as_of": "" if 'name="as_of"' in content else on},
    )


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Return label, control, hint and error of a form's field, tied together for a reader."""
    if not isinstance(bound, BoundField):
        raise TypeError(f"field: not a field of a form: {bound!r}")
    widget = bound.field.widget
    if widget.is_hidden:
        return SafeString(str(bound))
    context = {
        "bound": bound,
        "optional": not bound.field.required,
        "error_id": f"{bound.auto_id}_error",
        "hint_id": f"{bound.auto_id}_helptext",
        "described": bound.aria_describedby,
    }
    if isinstance(widget, GROUPS) or bound.use_fieldset:
        context["options"] = isinstance(widget, GROUPS)
        return render_to_string("ui/components/field_group.html", context)
    context["control"] = control(bound)
    single = isinstance(widget, forms.CheckboxInput)
    return render_to_string(f"ui/components/field_{'check' if single else 'line'}.html", context)


def control(bound: BoundField) -> SafeString:
    """Return the control itself with the look of its kind."""
    widget = bound.field.widget
    if isinstance(widget, forms.DateInput):
        # A browser's date control takes ISO dates only; the language's own format would show empty.
        widget = copy(widget)
        widget.input_type, widget.format = "date", "%Y-%m-%d"
        widget.attrs = {name: value for name, value in widget.attrs.items() if name != "type"}
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
        # The library's own default pushes the rest of a form off a phone.
        widget = copy(widget)
        widget.attrs = {**widget.attrs, "rows": "4"}
    look = "form-control"
    if isinstance(widget, forms.Select):
        look = "form-select"
    elif isinstance(widget, forms.CheckboxInput):
        look = "form-check-input"
    classes = [widget.attrs.get("class", ""), look, "is-invalid" if bound.errors else ""]
    return bound.as_widget(widget, attrs={"class": " ".join(filter(None, classes))})


@register.inclusion_tag("ui/components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """Show on top what is still to be mended, each entry linked to its field."""
    if not isinstance(form, forms.BaseForm):
        raise TypeError(f"form_errors: not a form: {form!r}")
    if not form.is_bound or form.is_valid():
        return {"entries": []}
    entries = [("", "", error) for error in form.non_field_errors()]
    for name in form.errors:
        if name in form.fields:
            bound = form[name]
            label = _("表单") if bound.is_hidden else str(bound.label)
            anchor = "" if bound.is_hidden else bound.auto_id
            entries += [(anchor, label, error) for error in bound.errors]
    return {"entries": entries}
