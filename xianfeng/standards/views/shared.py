"""What these pages share: one form on a page, what is found, and where one stands."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.standards import permissions, queries
from xianfeng.ui.asking import Asked, tried
from xianfeng.units import queries as units_queries

Crumbs = Sequence[tuple[str, str]]


def one_form(
    request: Request,
    form: forms.Form,
    act: Callable[[], str],
    asked: Asked,
    template: str = "standards/form.html",
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    answer = tried(request, form, act)
    return answer or render(request, template, {"form": form, "asked": asked})


def unit_of(request: Request, code: str) -> Any:
    """Return a visible unit; 404 otherwise."""
    return get_object_or_404(units_queries.visible_to(request.viewer), code=code)


def standard_of(request: Request, pk: int) -> Any:
    """Return a standard that the viewer may read; 404 otherwise."""
    return get_object_or_404(queries.standards_to(request.viewer), pk=pk)


def own_standard(request: Request, pk: int) -> Any:
    """Return a standard that the viewer may write; 404 outside their part, 403 inside it."""
    standard = standard_of(request, pk)
    if not permissions.may_publish(request.viewer, standard.unit):
        raise Denied
    return standard


def check_of(request: Request, pk: int) -> Any:
    """Return a visible check; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.viewer), pk=pk)


def to_standard(standard: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a standard and on."""
    here = (str(standard), reverse("standards:detail", args=[standard.pk]))
    return [(_("支部标准化"), reverse("standards:home")), here, *more]


def to_branch(unit: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a branch's page and on."""
    here = (unit.name, reverse("standards:branch", args=[unit.code]))
    return [(_("支部标准化"), reverse("standards:home")), here, *more]
