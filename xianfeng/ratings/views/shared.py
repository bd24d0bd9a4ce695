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
from xianfeng.ratings import permissions, queries
from xianfeng.ui.asking import Asked, tried


def round_of(request: Request, pk: int) -> Any:
    """Return a visible round; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.viewer), pk=pk)


def own_round(request: Request, pk: int) -> Any:
    """Return a round that the viewer organises; 404 outside their part, 403 inside it."""
    held = round_of(request, pk)
    if not permissions.may_organise(request.viewer, held.unit):
        raise Denied
    return held


def to_round(held: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a round and on."""
    here = (held.title, page_of(held) if more else "")
    return [(_("群众评议"), reverse("ratings:list")), here, *more]


def page_of(held: Any) -> str:
    """Return where a round is shown."""
    return reverse("ratings:detail", args=[held.pk])


def one_form(
    request: Request,
    form: forms.Form,
    act: Callable[[], str],
    asked: Asked,
    template: str = "ratings/form.html",
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    answer = tried(request, form, act)
    return answer or render(request, template, {"form": form, "asked": asked})
