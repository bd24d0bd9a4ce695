"""The fields of a task not yet issued, each with what it would cost."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.burden import actions, knowledge, permissions, queries, rules
from xianfeng.burden.forms import NEW_KINDS, KnownForm, NewForm, VersionForm
from xianfeng.burden.views.shared import (
    BOTH,
    Asked,
    attempt,
    by,
    collection_of,
    one_form,
    to_collection,
)
from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied


@require_http_methods(BOTH)
def add(request: Request, pk: int) -> HttpResponse:
    """Add a field: one the system holds, or a new one with its reason and its cost beside it."""
    task = _own(request, pk)
    new = request.POST.get("mode") == "new"
    posted = request.POST if request.method == "POST" else None
    start = {"version": task.version}
    held = KnownForm(
        None if new else posted, knowledge.sources(), initial=start | {"mode": "known"}
    )
    fresh = NewForm(posted if new else None, initial=start | {"mode": "new"})
    form: Any = fresh if new else held

    def act() -> str:
        version = form.cleaned_data["version"]
        actions.add_item(**by(request), collection=task, version=version, field=form.asked())
        return reverse("burden:collection", args=[task.pk])

    way = to_collection(task, (_("添加一项"), ""))
    context = {"held": held, "fresh": fresh, "way": way, **_cost(request, task)}
    answer = attempt(request, form, act)
    return answer or render(request, "burden/field.html", context | {"seen": _pointer(form)})


@require_http_methods(BOTH)
def remove(request: Request, pk: int) -> HttpResponse:
    """Take a field out."""
    seen = queries.collections_to(request.viewer).filter(items=pk)
    task = _own(request, get_object_or_404(seen).pk)
    item = get_object_or_404(task.items.all(), pk=pk)
    form = VersionForm(request.POST or None, initial={"version": task.version})

    def act() -> str:
        actions.remove_item(**by(request), item=item, **form.cleaned_data)
        return reverse("burden:collection", args=[task.pk])

    title = _("去掉这一项")
    asked = Asked(title, to_collection(task, (title, "")), title, item.title)
    return one_form(request, form, act, asked)


def _pointer(form: Any) -> str:
    """Take the address out of a refusal that names one, for the page to show it as a link."""
    said = (form.errors if form.is_bound else {}).get("title", [""])[0]
    words, _colon, address = str(said).rpartition("：")
    if not words or not address.startswith("/"):
        return ""
    form.errors["title"] = form.error_class([words])
    return address


def _own(request: Request, pk: int) -> Any:
    task = collection_of(request, pk)
    if not permissions.may_collect(request.viewer, task.unit):
        raise Denied
    return task


def _cost(request: Request, task: Any) -> dict[str, Any]:
    """Return what the task costs now, and with one more field of each kind."""
    cost = queries.cost(request.viewer, task, clock.today())
    kinds = [item.kind for item in task.items.all()]
    more = [
        (kind, label, rules.asked_of(cost.units, [*kinds, kind]).minutes)
        for kind, label in NEW_KINDS
    ]
    return {"task": task, "cost": cost, "more": more}
