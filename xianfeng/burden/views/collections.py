"""Collection tasks: which there are, one with its cost and answers, and its steps."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.burden import actions, permissions, queries, rules
from xianfeng.burden.forms import CloseForm, CollectionForm, ReasonForm, RenewForm, VersionForm
from xianfeng.burden.views.shared import (
    BOTH,
    Asked,
    Step,
    bound,
    by,
    collection_of,
    home_way,
    one_form,
    take,
    to_collection,
    unit_of,
    workbook,
)
from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers.sheets import Heading
from xianfeng.ui import http
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import UnitKind
from xianfeng.units.permissions import MANAGERS

STEPS = {
    "issue_collection": Step(
        actions.issue_collection,
        lambda data, row: VersionForm(data),
        gettext_lazy("发出"),
        gettext_lazy("发出后不再修改。收到的单位在期限前答复，没有的点一下“本单位无”。"),
    ),
    "renew_collection": Step(
        actions.renew_collection,
        lambda data, row: RenewForm(
            data, initial={"expires_on": row.expires_on + timedelta(days=90)}
        ),
        gettext_lazy("延长"),
        gettext_lazy("从今天起最长一年。请重新说明为什么还要征集。"),
    ),
    "close_collection": Step(
        actions.close_collection,
        lambda data, row: CloseForm(data),
        gettext_lazy("结束征集"),
        gettext_lazy("结束后不再催办，已经答复的保留。"),
    ),
    "recall_collection": Step(
        actions.recall_collection,
        lambda data, row: ReasonForm(data),
        gettext_lazy("撤回"),
        gettext_lazy("撤回后不用再答复，已经答复的保留。"),
    ),
}


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the tasks of the viewer's part, the latest first, and what waits for an answer."""
    viewer = request.viewer
    context = {
        "page": http.page_of(request, queries.collections_to(viewer)),
        "waiting": queries.waiting(viewer, http.as_of(request)),
        "managed": units_queries.visible_to(viewer).filter(path__in=viewer.paths(MANAGERS)),
        "way": home_way((_("数据征集"), "")),
    }
    return render(request, "burden/collections.html", context)


@require_http_methods(BOTH)
def create(request: Request, code: str) -> HttpResponse:
    """Begin a task."""
    unit = unit_of(request, code)
    if not permissions.may_collect(request.viewer, unit):
        raise Denied
    form = CollectionForm(bound(request), UnitKind.choices)

    def act() -> str:
        made = actions.create_collection(**by(request), unit=unit, **form.cleaned_data)
        return reverse("burden:collection", args=[made.pk])

    title = _("新拟征集")
    way = home_way((_("数据征集"), reverse("burden:collections")), (title, ""))
    lead = _("先看系统里有没有：已有的数字可以直接引用，不用各单位再填。")
    return one_form(request, form, act, Asked(title, way, _("保存"), lead))


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a task: its fields, what it costs, and who has answered."""
    task, viewer, today = collection_of(request, pk), request.viewer, clock.today()
    sides = permissions.collection_sides(viewer, task)
    page = http.page_of(request, queries.replies_of(viewer, task))
    context = {
        "task": task,
        "items": list(task.items.all()),
        "kinds": [UnitKind(kind).label for kind in task.kinds],
        "cost": queries.cost(viewer, task, today),
        "tally": queries.tally(viewer, task),
        "page": page,
        "ours": queries.waiting(viewer, today).filter(collection=task).first(),
        "draft": task.state == "draft" and sides,
        "may": sides,
        "steps": [(v, STEPS[v].words) for v in rules.COLLECTION.verbs(task.state, sides)],
        "over": task.state == "issued" and task.expires_on < today,
        "way": to_collection(task),
    }
    return render(request, "burden/collection.html", context)


@require_http_methods(BOTH)
def go(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step of a task."""
    task = collection_of(request, pk)
    if not permissions.may_collect(request.viewer, task.unit):
        raise Denied
    return take(request, STEPS, verb, task, "collection", to_collection(task))


@require_safe
def export(request: Request, pk: int) -> FileResponse:
    """Send each unit's answer as a workbook, in the fixed order of units."""
    task = collection_of(request, pk)
    items = list(task.items.all())
    headings = [
        Heading(_("组织编码")),
        Heading(_("党组织"), width=32),
        Heading(_("状态"), width=10),
        Heading(_("答复日期"), "date"),
        *(Heading(item.title, width=20) for item in items),
    ]
    rows = _cells(request, task, items)
    return workbook(headings, rows, _("数据征集"), task.title)


def _cells(request: Request, task: Any, items: list[Any]) -> Iterator[tuple[Any, ...]]:
    for reply, entries in queries.results(request.viewer, task):
        state = _("本单位无") if reply.none else str(reply.get_state_display())
        told = [_told(entries.get(item.pk)) for item in items]
        yield (reply.unit.code, reply.unit.name, state, reply.answered_on, *told)


def _told(entry: Any) -> str:
    if entry is None:
        return ""
    if entry.objection:
        told = {"value": entry.value, "wrong": entry.objection}
        return _("%(value)s（有出入：%(wrong)s）") % told
    return str(entry.value)
