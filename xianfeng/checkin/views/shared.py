"""What these pages share: one form on a page, and where one stands."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.kernel.requests import Request
from xianfeng.ui.asking import Asked, tried
from xianfeng.units import queries as units_queries

Crumbs = Sequence[tuple[str, str]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def one_form(
    request: Request,
    form: forms.Form,
    act: Callable[[], str],
    asked: Asked,
    template: str = "checkin/form.html",
    **more: Any,
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    answer = tried(request, form, act)
    return answer or render(request, template, {"form": form, "asked": asked, **more})


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
