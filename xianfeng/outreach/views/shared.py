"""What the pages of this context share: whose unit, which part, and acting once."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.outreach import permissions
from xianfeng.outreach.forms import refuse
from xianfeng.outreach.queries import events
from xianfeng.ui import http
from xianfeng.units import queries as units_queries


def recording(request: HttpRequest) -> Any:
    """Return the unit to record for: ``?unit=CODE``, else the viewer's own.

    Who records nowhere is told so before any unit is looked at.
    """
    if not request.viewer.paths(permissions.WRITERS):
        raise Denied
    code = (request.POST.get("unit") or request.GET.get("unit", "")).replace("\0", " ")
    if code:
        return get_object_or_404(events.units(request.viewer), code=code)
    unit = events.own_unit(request.viewer)
    if unit is None:
        raise Denied
    return unit


def scope(request: HttpRequest) -> Any:
    """Return the unit to which a list is narrowed, or None; who names no unit finds nothing."""
    said = request.GET.get("unit", "").strip().replace("\0", " ")
    unit = units_queries.named(request.viewer, said) if said else None
    if said and unit is None:
        raise Http404
    return unit


def year_of(request: HttpRequest, wanted: dict[str, Any]) -> int:
    """Return the year asked for, or that of the page's day."""
    year: int = wanted.pop("year", None) or http.as_of(request).year
    return year


def acted(
    request: HttpRequest, form: forms.Form, act: Callable[..., str], said: str
) -> HttpResponse | None:
    """Act once and go where ``act`` says; None where it was refused, and the form says why."""

    def done() -> str:
        location = act(actor=request.viewer, at=clock.now())
        messages.success(request, said)
        return location

    try:
        return http.post_once(request, done)
    except Refused as refused:
        refuse(form, refused)
    return None


def posted(request: HttpRequest, form: forms.Form) -> bool:
    """True when a form was sent and can be read."""
    return request.method == "POST" and form.is_valid()
