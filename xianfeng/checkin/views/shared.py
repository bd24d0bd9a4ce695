"""What these pages share: one form on a page, and where one stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.checkin.forms import refused
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.ui import http
from xianfeng.units import queries as units_queries

Crumbs = Sequence[tuple[str, str]]
BOTH = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Asked:
    """One form on a page: what it is called, where it stands, and what its button says."""

    title: str
    way: Crumbs
    label: str
    lead: str = ""


def bound(request: Request) -> Any:
    """Return what was posted, or None."""
    return request.POST if request.method == "POST" else None


def by(request: Request) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"actor": request.viewer, "at": clock.now()}


def tried(request: Request, form: forms.Form, act: Callable[[], str]) -> HttpResponse | None:
    """Act once and go where ``act`` says; None where it was refused, and the form says why."""
    try:
        return http.post_once(request, act)
    except Refused as refusal:
        refused(form, refusal.field or "", refusal.message)
    except Conflict:
        form.add_error(None, _("别人刚刚改过，请回到上一页看看最新情况再办"))
    return None


def one_form(
    request: Request,
    form: forms.Form,
    act: Callable[[], str],
    asked: Asked,
    template: str = "checkin/form.html",
    **more: Any,
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    if request.method == "POST" and form.is_valid():
        answer = tried(request, form, act)
        if answer is not None:
            return answer
    return render(request, template, {"form": form, "asked": asked, **more})


def unit_of(request: Request, code: str) -> Any:
    """Return a visible unit; 404 otherwise."""
    return get_object_or_404(units_queries.visible_to(request.viewer), code=code)


def scope(request: Request) -> Any:
    """Return the unit to which a list is narrowed, or None; an unknown code is not found."""
    code = request.GET.get("unit", "").replace("\0", " ").strip()
    return unit_of(request, code) if code else None


def way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs from the page of check-ins on."""
    return [(_("双报到"), reverse("checkin:home")), *more]


def deployments_way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs from the page of assignments and deployments on."""
    return [(_("帮扶与下沉"), reverse("checkin:deployments")), *more]
