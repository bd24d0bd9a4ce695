"""What these pages share: a page that holds one form, and where they stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.reviews import permissions, queries
from xianfeng.ui import http

Act = Callable[[], str]
BOTH = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Asked:
    """One form on a page: what it is called, where it stands, and what its button says."""

    title: str
    way: Sequence[tuple[str, str]]
    label: str
    lead: str = ""


def found(request: Request, pk: int) -> Any:
    """Return a visible review; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.viewer), pk=pk)


def run(request: Request, pk: int) -> Any:
    """Return a review that the viewer runs; 404 outside their part, 403 inside it."""
    review = found(request, pk)
    if not permissions.may_run(request.viewer, review.unit):
        raise Denied
    return review


def way_to(review: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a review and on."""
    title = _("%(year)s年度 %(unit)s") % {"year": review.year, "unit": review.unit.name}
    here = reverse("reviews:detail", args=[review.pk])
    return [(_("民主评议党员"), reverse("reviews:list")), (title, here), *more]


def one_form(
    request: Request,
    form: forms.Form,
    act: Act,
    asked: Asked,
    template: str = "reviews/form.html",
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, act)
        except Refused as refusal:
            known = refusal.field if refusal.field in form.fields else None
            form.add_error(known, refusal.message)
        except Conflict:
            form.add_error(None, _("别人刚刚改过这次民主评议，请回到上一页看看最新情况再办"))
    return render(request, template, {"form": form, "asked": asked})


def bound(request: Request) -> Any:
    """Return what was posted, or None."""
    return request.POST if request.method == "POST" else None
