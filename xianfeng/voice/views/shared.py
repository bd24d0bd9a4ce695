"""What these pages share: one unit by its code, and a page that holds one form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http
from xianfeng.units import queries as units
from xianfeng.voice import permissions, queries

Act = Callable[[], str]


@dataclass(frozen=True)
class Asked:
    """One form on a page: what it is called, where it stands, and what its button says."""

    title: str
    way: Sequence[tuple[str, str]] = ()
    lead: str = ""
    label: str = field(default_factory=lambda: _("保存"))


def unit_of(request: Request, code: str) -> Any:
    """Return a visible unit; 404 otherwise."""
    return get_object_or_404(units.visible_to(request.viewer), code=code)


def own_unit(request: Request, code: str) -> Any:
    """Return a unit for which the viewer writes; 404 outside their part, 403 inside it."""
    unit = unit_of(request, code)
    if not permissions.may_write(request.viewer, unit):
        raise Denied
    return unit


def way_to(request: Request, unit: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs from the unit's home page, if the viewer may open it."""
    seen = request.viewer.reaches(unit.path)
    home = reverse("voice:branch", args=[unit.code]) if seen else reverse("voice:home")
    return [(_("网上党支部"), reverse("voice:home")), (unit.name, home), *more]


def one_form(request: Request, form: forms.Form, act: Act, asked: Asked) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, form, act)
        if answer is not None:
            return answer
    return render(request, "voice/form.html", {"form": form, "asked": asked})


def attempt(request: Request, form: forms.Form, act: Act, once: bool = True) -> Any:
    """Do what the form says; None when it came back with what to put right.

    ``once`` is off where the record of a form sent once would hold the person and the time.
    """
    try:
        return http.post_once(request, act) if once else http.HttpResponseRedirect(act())
    except Refused as refusal:
        known = refusal.field if refusal.field in form.fields else None
        form.add_error(known, refusal.message)
        return None


def bound(request: Request) -> Any:
    """Return what was posted, or None."""
    return request.POST if request.method == "POST" else None


def writes_somewhere(request: Request) -> bool:
    """True when the viewer writes for some unit."""
    return queries.writable(request.viewer).exists()
