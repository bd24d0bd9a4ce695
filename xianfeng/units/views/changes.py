"""The page that corrects what is written of a unit."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http
from xianfeng.units import permissions, queries
from xianfeng.units.actions import tree
from xianfeng.units.forms import UnitForm, refuse
from xianfeng.units.models import Unit

either = require_http_methods(["GET", "HEAD", "POST"])


@either
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what is written of a unit."""
    unit = _managed(request, code)
    names = ("name", "agency", "established_on", "version")
    written = {name: getattr(unit, name) for name in names}
    form = UnitForm(request.POST or None, initial=written, viewer=request.viewer)
    return _one_form(request, form, partial(tree.amend_unit, unit=unit), unit, _("更正登记信息"))


def _managed(request: HttpRequest, code: str) -> Unit:
    """Return a visible unit that the viewer manages; raises Denied for another visible one."""
    unit = get_object_or_404(queries.visible_to(request.viewer).select_related("agency"), code=code)
    if not permissions.may_manage(request.viewer, unit):
        raise Denied
    return unit


def _one_form(
    request: HttpRequest, form: Form, act: Callable[..., Any], unit: Any, title: str
) -> HttpResponse:
    """Show a form; posted, act and go to the unit's page, or say what stands in the way."""
    if request.method == "POST" and form.is_valid():

        def done() -> str:
            made = act(actor=request.viewer, at=clock.now(), **form.cleaned_data)
            return reverse("units:detail", args=[made.code])

        try:
            return http.post_once(request, done)
        except Refused as refused:
            refuse(form, refused)
        except Conflict as conflict:
            return _merge(request, form, conflict.current)
    return render(request, "units/form.html", {"form": form, "unit": unit, "title": title})


def _merge(request: HttpRequest, form: Form, current: Any) -> HttpResponse:
    rows = []
    for bound in form.visible_fields():
        theirs = getattr(current, f"get_{bound.name}_display", None)
        shown = theirs() if theirs else getattr(current, bound.name)
        rows.append((str(bound.label), shown, _chosen(bound)))
    return http.conflict(request, form, rows, current.version)


def _chosen(bound: BoundField) -> Any:
    """Return what the user wrote, in the words of a choice."""
    value = bound.form.cleaned_data.get(bound.name)
    return dict(getattr(bound.field, "choices", ())).get(value, value) if value else value
