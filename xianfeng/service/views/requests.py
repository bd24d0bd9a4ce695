"""One request: what is asked, who comes, and the steps that are the viewer's to take."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.service import actions, permissions, queries, rules
from xianfeng.service.forms.steps import form_of
from xianfeng.service.models import Dispatch
from xianfeng.service.models import Request as Order
from xianfeng.service.queries import steps as step_queries
from xianfeng.service.views import shown, steps
from xianfeng.ui import http
from xianfeng.ui.asking import tried


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one request with the steps that are the viewer's to take."""
    return page(request, _row(request, pk))


@require_POST
def step(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step; what is to be put right comes back on the request's page."""
    row = _row(request, pk)
    if verb not in steps.TITLES or verb not in {edge.verb for edge in rules.REQUEST.edges}:
        raise Http404
    if not _speaks(request, row, verb):
        raise Denied
    form = steps.request_form(request.viewer, row, verb, request.POST)
    here = _back(request, pk)

    def act() -> None:
        steps.take(request.viewer, row, verb, form.cleaned_data)

    return sent(request, form, act, here) or page(request, _row(request, pk), verb, form)


@require_POST
def part(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step of a member's part: accept, decline, ask no more."""
    visible = queries.dispatches_visible_to(request.viewer).select_related("request__unit")
    row = get_object_or_404(visible, pk=pk)
    if verb not in {edge.verb for edge in rules.DISPATCH.edges}:
        raise Http404
    if rules.DISPATCH.edge(verb).by not in permissions.part_sides(request.viewer, row):
        raise Denied
    form = form_of(verb, request.POST, pk, {})
    here = _back(request, row.request_id)

    def act() -> None:
        take = getattr(actions, verb)
        take(actor=request.viewer, at=clock.now(), dispatch=row, **form.cleaned_data)

    answer = sent(request, form, act, here)
    return answer or page(request, row.request, verb, form, of_part=row)


def sent(request: Request, form: Form, act: Callable[[], Any], here: str) -> Any:
    """Do what a sent form says once and go on; None when there is more to put right."""

    def run() -> str:
        act()
        return here

    return tried(request, form, run, again=True)


def page(
    request: Request, row: Order, verb: str = "", form: Any = None, of_part: Any = None
) -> HttpResponse:
    """Show a request; a step that was tried stands open with what is to be put right."""
    viewer = request.viewer
    offered = ("", None) if of_part else (verb, form)
    named = permissions.sides(viewer, row)
    context = {
        "order": row,
        "line": shown.line(row, http.as_of(request)),
        "pairs": shown.pairs(row),
        "steps": steps.of_request(viewer, row, *offered),
        "parts": [(one, _part_steps(viewer, one, of_part, verb, form))
                  for one in step_queries.parts(viewer, row)],
        "contact": queries.contact(viewer, row),
        "similar": queries.similar(viewer, row)[:5] if "community" in named else [],
        "rating": getattr(row, "rating", None),
        "history": shown.history(step_queries.history(viewer, row)) if named else [],
        "staff": bool(named) or viewer.reaches(row.answerable.path, permissions.READERS),
        "way": shown.way((row.text[:20], "")),
    }  # fmt: skip
    return render(request, "service/request.html", context, status=200 if form is None else 422)


def _back(request: Request, pk: int) -> str:
    """Return where a step leads on: to the member's own page, where it was taken there."""
    mine = request.POST.get("back") == "mine"
    return reverse("service:mine") if mine else reverse("service:request", args=[pk])


def _part_steps(viewer: Any, one: Dispatch, tried_on: Any, tried: str, form: Any) -> Any:
    if tried_on is not None and tried_on.pk == one.pk:
        return steps.of_part(viewer, one, tried, form)
    return steps.of_part(viewer, one)


def _row(request: Request, pk: int) -> Order:
    return get_object_or_404(queries.visible_to(request.viewer), pk=pk)


def _speaks(request: Request, row: Order, verb: str) -> bool:
    if verb == "finish_request" and permissions.may_finish(request.viewer, row):
        return True
    return rules.REQUEST.edge(verb).by in permissions.sides(request.viewer, row)
