"""What these pages share: one form on a page, what is found, and where one stands."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.responsibility import permissions, queries
from xianfeng.ui import http
from xianfeng.ui.asking import Asked, tried
from xianfeng.units import queries as units_queries


def one_form(
    request: Request,
    form: forms.Form,
    act: Callable[[], str],
    asked: Asked,
    template: str = "responsibility/form.html",
    **more: Any,
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    answer = tried(request, form, act)
    return answer or render(request, template, {"form": form, "asked": asked, **more})


def managed(request: Request, code: str) -> Any:
    """Return a unit that the viewer manages; 404 outside their part, 403 inside it."""
    unit = get_object_or_404(units_queries.visible_to(request.viewer), code=code)
    if not permissions.may_manage(request.viewer, unit):
        raise Denied
    return unit


def list_of(request: Request, pk: int) -> Any:
    """Return a list that the viewer may read; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.viewer), pk=pk)


def year_of(request: Request) -> int:
    """Return the year of ``?year=``, or that of the day looked at."""
    written = request.GET.get("year", "")
    usual = written.isdecimal() and len(written) == 4 and 2000 <= int(written) <= 2100
    return int(written) if usual else http.as_of(request).year


def to_home(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to the first page and on."""
    return [(_("责任清单"), reverse("responsibility:list")), *more]


def to_templates(unit: Any, year: int, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a unit's templates and on."""
    return to_home((_("%(year)s 年模板") % {"year": year}, templates_page(unit, year)), *more)


def to_list(duty_list: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a list and on."""
    return to_home((str(duty_list), list_page(duty_list)), *more)


def templates_page(unit: Any, year: int) -> str:
    """Return the address of a unit's templates of a year."""
    return f"{reverse('responsibility:templates', args=[unit.code])}?year={year}"


def list_page(duty_list: Any) -> str:
    """Return the address of a list."""
    return reverse("responsibility:detail", args=[duty_list.pk])
