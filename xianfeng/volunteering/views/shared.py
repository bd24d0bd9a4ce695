"""What these pages share: whose unit, one step done once, and events as they are shown."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.units import queries as units_queries
from xianfeng.volunteering import permissions, queries, rules
from xianfeng.volunteering.forms import BUSY
from xianfeng.volunteering.models import Event

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARKS = {"draft": "none", "proposed": "soon", "open": "open", "held": "met", "cancelled": "none"}


@dataclass(frozen=True)
class Line:
    """An event with the mark and the words of how it stands on a day."""

    row: Any
    mark: str
    words: str


def line(event: Event, day: Any) -> Line:
    """Return an event as it stands; past its day, by when it is to be entered who came."""
    words = str(event.get_state_display())
    if event.state != "open" or event.sign_up_by >= day:
        return Line(event, _MARKS[event.state], words)
    if event.on > day:
        return Line(event, "open", _("报名截止，待举办"))
    if event.record_by < day:
        days = (day - event.record_by).days
        return Line(event, "overdue", _("登记到场逾期 %(days)s 天") % {"days": days})
    return Line(event, "soon", _("待登记到场"))


def begun(event: Event) -> bool:
    """True when an event has begun: nobody gives a place back any more."""
    return rules.started(event.on, event.starts_at, timezone.localtime(clock.now()))


def told() -> dict[str, Any]:
    """Return what the buttons by which one gives a place back need."""
    return {"today": clock.today(), "reasons": [reason for reason, _word in BUSY]}


def status(form: forms.Form) -> int:
    """Return the status of a page with a form: 422 where something is to be mended."""
    return 422 if form.is_bound and not form.is_valid() else 200


def own(request: Request, pk: int) -> Event:
    """Return an event whose records the viewer keeps; 404 for others."""
    return get_object_or_404(queries.organised(request.viewer), pk=pk)


def recording(request: Request) -> Any:
    """Return the unit to plan for: ``?unit=CODE``, else the viewer's own.

    Who keeps no records is told so before any unit is looked at.
    """
    viewer = request.viewer
    if not viewer.paths(permissions.WRITERS):
        raise Denied
    code = (request.POST.get("unit") or request.GET.get("unit", "")).replace("\0", " ")
    mine = units_queries.visible_to(viewer).filter(viewer.within("path", permissions.WRITERS))
    unit = get_object_or_404(mine, code=code) if code else queries.own_unit(viewer)
    if unit is None:
        raise Denied
    return unit


def scope(request: Request) -> Any:
    """Return the unit to which a list is narrowed, or None; who names no unit finds nothing."""
    said = request.GET.get("unit", "").strip().replace("\0", " ")
    unit = units_queries.named(request.viewer, said) if said else None
    if said and unit is None:
        raise Http404
    return unit


def way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs from the list of events on."""
    return [(_("志愿服务"), reverse("volunteering:list")), *more]
