"""What these pages share: one form on a page, what is found, a step taken, a workbook sent."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.burden import permissions, queries
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
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


@dataclass(frozen=True)
class Step:
    """One step of an object: its action, its form, what its button says, and what follows."""

    act: Callable[..., Any]
    form: Callable[[Any, Any], forms.Form]
    words: Any
    lead: Any = ""


def bound(request: Request) -> Any:
    """Return what was posted, or None."""
    return request.POST if request.method == "POST" else None


def by(request: Request) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"actor": request.viewer, "at": clock.now()}


def attempt(request: Request, form: forms.Form, act: Callable[[], str]) -> HttpResponse | None:
    """Do what a posted form says and go on; None when it is not posted, or has to be shown."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return http.post_once(request, act)
    except Refused as refusal:
        known = refusal.field if refusal.field in form.fields else None
        form.add_error(known, refusal.message)
    except Conflict:
        form.add_error(None, _("别人刚刚改过，请回到上一页看看最新情况再办"))
    return None


def one_form(
    request: Request, form: forms.Form, act: Callable[[], str], asked: Asked
) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    told = {"form": form, "asked": asked}
    return attempt(request, form, act) or render(request, "burden/form.html", told)


def take(
    request: Request, steps: Mapping[str, Step], verb: str, row: Any, name: str, crumbs: Crumbs
) -> HttpResponse:
    """Answer for the page of one step of a row; 404 for what is none."""
    step = steps.get(verb)
    if step is None:
        raise Http404
    form = step.form(bound(request), row)
    form.fields["version"].initial = row.version

    def act() -> str:
        step.act(**by(request), **{name: row}, **form.cleaned_data)
        return reverse(f"burden:{name}", args=[row.pk])

    words = str(step.words)
    return one_form(request, form, act, Asked(words, [*crumbs, (words, "")], words, str(step.lead)))


def workbook(
    headings: Sequence[Heading], rows: Iterable[Any], sheet: str, name: str
) -> FileResponse:
    """Send rows as a workbook."""
    content = BytesIO()
    sheets.write_xlsx(content, headings, rows, sheet=sheet)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def unit_of(request: Request, code: str) -> Any:
    """Return a unit that the viewer works for; 404 otherwise."""
    unit = get_object_or_404(units_queries.visible_to(request.viewer), code=code)
    if not request.viewer.reaches(unit.path, permissions.READERS):
        raise Http404
    return unit


def collection_of(request: Request, pk: int) -> Any:
    """Return a task that the viewer may see; 404 otherwise."""
    return get_object_or_404(queries.collections_to(request.viewer), pk=pk)


def home_way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs from the meter on."""
    return [(_("减负"), reverse("burden:home")), *more]


def to_collection(task: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a task and on."""
    here = (task.title, reverse("burden:collection", args=[task.pk]))
    return home_way((_("数据征集"), reverse("burden:collections")), here, *more)
