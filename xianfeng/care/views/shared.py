"""What the pages of this context share: whose unit, whom to choose from, and acting once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from xianfeng.care import permissions
from xianfeng.care.forms import PeopleForm, refuse
from xianfeng.care.queries import people
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http


def recording(request: HttpRequest) -> Any:
    """Return the unit to record for (``?unit=CODE``, else the viewer's own), or None to choose.

    Who records nowhere is told so before any unit is looked at.
    """
    if not request.viewer.paths(permissions.WRITERS):
        raise Denied
    code = _code(request)
    if code:
        return get_object_or_404(people.units(request.viewer), code=code)
    return people.own_unit(request.viewer)


def choose(request: HttpRequest, title: str) -> HttpResponse:
    """Offer the units to record for."""
    words = request.GET.get("q", "").strip()[:60]
    found = people.matching_units(request.viewer, words)
    return render(request, "care/choose.html", {"title": title, "words": words, "units": found})


def scope(request: HttpRequest) -> Any:
    """Return the unit to which a list is narrowed, or None; an unknown code is not found."""
    code = request.GET.get("unit", "").strip()
    return get_object_or_404(people.readable_units(request.viewer), code=code) if code else None


def year_of(request: HttpRequest, wanted: dict[str, Any]) -> int:
    """Return the year asked for, or that of the page's day."""
    year: int = wanted.pop("year", None) or http.as_of(request).year
    return year


def day_in(request: HttpRequest, name: str = "on") -> date:
    """Return the day that a form carries, or today."""
    written = request.POST.get(name) or request.GET.get(name, "")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return clock.today()
    return day if day.year >= 1921 else clock.today()


def filled[F: PeopleForm](
    request: HttpRequest, kind: type[F], unit: Any, day: str = "on", **initial: Any
) -> F:
    """Return the form over the unit's people; looking for a name keeps what was entered."""
    chosen = tuple(int(key) for key in request.POST.getlist("people") if key.isdecimal())
    words = request.POST.get("words", "").strip()[:60]
    offered = people.listed(
        request.viewer, unit, day_in(request, day), words, chosen[:200], visiting=kind.visiting
    )
    if request.method == "POST" and request.POST.get("do") != "find":
        return kind(request.POST, offered=offered)
    if request.method == "POST":
        initial |= request.POST.dict() | {"people": [str(key) for key in chosen]}
    return kind(None, offered=offered, initial={day: clock.today()} | initial)


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


def withdrawing(
    request: HttpRequest, row: Any, form: forms.Form, act: Callable[..., str], title: str
) -> HttpResponse:
    """Ask why a record counts no more; posted, withdraw it."""
    if not permissions.may_record(request.viewer, row.unit):
        raise Denied
    if request.method == "POST" and form.is_valid():
        answer = acted(request, form, act, _("已作废，原来的内容和原因仍留在台账里。"))
        if answer:
            return answer
    return render(request, "care/withdraw.html", {"form": form, "row": row, "title": title})


def _code(request: HttpRequest) -> str:
    return (request.POST.get("unit") or request.GET.get("unit", "")).replace("\0", " ")
