"""What these pages share: one form on a page, where one stands, and who may look at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.partners import permissions
from xianfeng.ui import http
from xianfeng.units import queries as units_queries

BOTH = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Asked:
    """One form on a page: what it is called, where it stands, and what its button says."""

    title: str
    way: list[tuple[str, str]]
    label: str
    lead: str = ""


def looked_at(request: Request) -> None:
    """Let staff and community workers in; for others there is no such page."""
    if not request.viewer.paths(permissions.READERS) and not request.viewer.places:
        raise Http404


def bound(request: Request) -> Any:
    """Return what was posted, or None."""
    return request.POST if request.method == "POST" else None


def by(request: Request) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"actor": request.viewer, "at": clock.now()}


def tried(request: Request, form: forms.Form, act: Callable[[], str]) -> HttpResponse | None:
    """Act once and go where ``act`` says; None where there is more to put right."""
    if not form.is_valid():
        return None
    try:
        return http.post_once(request, act)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    except Conflict as conflict:
        form.data = form.data.copy() | {"version": str(conflict.current.version)}
        form.add_error(None, _("别人刚刚办过这一步，请看看最新情况再办"))
    return None


def one_form(
    request: Request, form: forms.Form, act: Callable[[], str], asked: Asked
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    answer = tried(request, form, act) if request.method == "POST" else None
    context = {"form": form, "asked": asked}
    status = 422 if form.is_bound else 200
    return answer or render(request, "partners/form.html", context, status=status)


def path_of(request: Request, code: str) -> str:
    """Return the path of the unit to which a list is narrowed; an unknown code is not found."""
    code = code.replace("\0", " ").strip()
    if not code:
        return ""
    return str(get_object_or_404(units_queries.visible_to(request.viewer), code=code).path)


def way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs from the list of pairs on."""
    return [(_("结对与实事"), reverse("partners:list")), *more]
