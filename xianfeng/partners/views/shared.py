"""What these pages share: one form on a page, where one stands, and who may look at all."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.kernel.requests import Request
from xianfeng.partners import permissions
from xianfeng.ui.asking import Asked, tried
from xianfeng.units import queries as units_queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def looked_at(request: Request) -> None:
    """Let staff and community workers in; for others there is no such page."""
    if not request.viewer.paths(permissions.READERS) and not request.viewer.places:
        raise Http404


def one_form(
    request: Request, form: forms.Form, act: Callable[[], str], asked: Asked
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    answer = tried(request, form, act, again=True)
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
