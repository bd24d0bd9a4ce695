"""What these pages share: one form on a page, what is found, and where one stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.supervision import permissions, queries
from xianfeng.ui import http
from xianfeng.units import queries as units_queries

Crumbs = Sequence[tuple[str, str]]
BOTH = ["GET", "HEAD", "POST"]
STALE = gettext_lazy("别人刚刚改过，请回到上一页看看最新情况再办")


@dataclass(frozen=True)
class Asked:
    """One form on a page: what it is called, where it stands, and what its button says."""

    title: str
    way: Crumbs
    label: str
    lead: str = ""
    about: Any = None


def bound(request: Request) -> Any:
    """Return what was posted, or None."""
    return request.POST if request.method == "POST" else None


def by(request: Request) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"actor": request.viewer, "at": clock.now()}


def one_form(
    request: Request,
    form: forms.Form,
    act: Callable[[], str],
    asked: Asked,
    template: str = "supervision/form.html",
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    answer = tried(request, form, act)
    return answer or render(request, template, {"form": form, "asked": asked})


def tried(request: Request, form: forms.Form, act: Callable[[], str]) -> HttpResponse | None:
    """Do what a sound form says, once; None where the page is to be shown (again)."""
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, act)
        except Refused as refusal:
            known = refusal.field if refusal.field in form.fields else None
            form.add_error(known, refusal.message)
        except Conflict:
            form.add_error(None, STALE)
    return None


def unit_of(request: Request, code: str) -> Any:
    """Return a visible unit; 404 otherwise."""
    return get_object_or_404(units_queries.visible_to(request.viewer), code=code)


def visit_of(request: Request, pk: int) -> Any:
    """Return a visit that exists for the viewer; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.viewer), pk=pk)


def own_visit(request: Request, pk: int) -> Any:
    """Return a visit that the viewer sends; 404 outside their part, 403 inside it."""
    visit = visit_of(request, pk)
    if not permissions.may_issue(request.viewer, visit.issuer):
        raise Denied
    return visit


def own_round(request: Request, pk: int) -> Any:
    """Return a line of a plan that the viewer may write; 404 outside their part, 403 inside."""
    found = get_object_or_404(queries.rounds_to(request.viewer), pk=pk)
    if not permissions.may_issue(request.viewer, found.plan.unit):
        raise Denied
    return found


def page_of(visit: Any) -> str:
    """Return the address of a visit."""
    return reverse("supervision:visit", args=[visit.pk])


def plan_title(plan: Any) -> str:
    """Return what a plan is called."""
    return _("%(year)s年督导计划") % {"year": plan.year}


def to_plan(plan: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a plan and on."""
    here = (plan_title(plan), reverse("supervision:plan", args=[plan.pk]))
    return [(_("督导"), reverse("supervision:list")), here, *more]


def to_visit(visit: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a visit and on."""
    return [(_("督导"), reverse("supervision:list")), (str(visit), page_of(visit)), *more]
