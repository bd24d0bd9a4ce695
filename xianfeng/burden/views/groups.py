"""Work groups: the list, one of them, and its steps."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.burden import actions, permissions, queries, rules
from xianfeng.burden.forms import (
    CloseGroupForm,
    GroupForm,
    GroupsForm,
    KeepForm,
    MergeForm,
    ProposeForm,
    VersionForm,
)
from xianfeng.burden.views.shared import (
    BOTH,
    Asked,
    Step,
    bound,
    by,
    home_way,
    one_form,
    take,
    unit_of,
    workbook,
)
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers.sheets import Heading
from xianfeng.ui import http
from xianfeng.units import queries as units_queries
from xianfeng.units.permissions import RECORDERS


def _merging(data: Any, row: Any) -> MergeForm:
    return MergeForm(data, row.unit.work_groups.filter(closed_on=None).exclude(pk=row.pk))


STEPS = {
    "keep_group": Step(
        actions.keep_group,
        lambda data, row: KeepForm(data, initial={"usage": row.usage, "people": row.people}),
        gettext_lazy("还在用"),
        gettext_lazy("每年看一遍：还在用的留下，很少用的建议清理。"),
    ),
    "propose_group": Step(
        actions.propose_group, lambda data, row: ProposeForm(data), gettext_lazy("拟清理")
    ),
    "merge_group": Step(
        actions.merge_group,
        _merging,
        gettext_lazy("并入别的群"),
    ),
    "close_group": Step(
        actions.close_group, lambda data, row: CloseGroupForm(data), gettext_lazy("已解散")
    ),
    "reopen_group": Step(
        actions.reopen_group, lambda data, row: VersionForm(data), gettext_lazy("恢复")
    ),
}
HEADINGS = (
    Heading("组织编码"),
    Heading("党组织", width=32),
    Heading("群名", width=24),
    Heading("平台", width=12),
    Heading("人数", "integer"),
    Heading("用途", width=30),
    Heading("状态", width=10),
    Heading("建群日期", "date"),
    Heading("上次看过", "date"),
    Heading("清理期限", "date"),
    Heading("清理日期", "date"),
    Heading("并入", width=24),
    Heading("原因", width=30),
)


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the groups of the viewer's part, and those to be looked through or cleaned up."""
    viewer, day, form = request.viewer, http.as_of(request), GroupsForm(request.GET)
    context = {
        "form": form,
        "page": http.page_of(request, _wanted(request)),
        "query": request.GET.urlencode(),
        "unlooked": queries.to_look_through(viewer, day)[:20],
        "suggested": queries.suggested(viewer, day)[:20],
        "own": units_queries.visible_to(viewer).filter(path__in=viewer.paths(RECORDERS)),
        "way": home_way((_("工作群"), "")),
    }
    return render(request, "burden/groups.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the list as a workbook."""
    return workbook(HEADINGS, _cells(_wanted(request)), _("工作群"), _("工作群清单"))


@require_http_methods(BOTH)
def create(request: Request, code: str) -> HttpResponse:
    """Put a group on a unit's list."""
    unit = unit_of(request, code)
    if not permissions.may_answer(request.viewer, unit):
        raise Denied
    form = GroupForm(bound(request))

    def act() -> str:
        made = actions.list_group(**by(request), unit=unit, **form.cleaned_data)
        return reverse("burden:group", args=[made.pk])

    title = _("登记工作群")
    lead = _("%(unit)s：只记群本身，不记群里有谁、说了什么。") % {"unit": unit.name}
    return one_form(request, form, act, Asked(title, _way((title, "")), _("保存"), lead))


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a group and its steps."""
    group = _group_of(request, pk)
    sides = permissions.group_sides(request.viewer, group)
    context = {
        "group": group,
        "steps": [(v, STEPS[v].words) for v in rules.GROUP.verbs(group.state, sides)],
        "way": _way((group.name, "")),
    }
    return render(request, "burden/group.html", context)


@require_http_methods(BOTH)
def go(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step of a group."""
    group = _group_of(request, pk)
    if not permissions.may_answer(request.viewer, group.unit):
        raise Denied
    here = (group.name, reverse("burden:group", args=[pk]))
    return take(request, STEPS, verb, group, "group", _way(here))


def _group_of(request: Request, pk: int) -> Any:
    return get_object_or_404(queries.groups_to(request.viewer), pk=pk)


def _wanted(request: Request) -> Any:
    state, found = GroupsForm(request.GET).wanted(), queries.groups_to(request.viewer)
    return found.filter(state=state) if state else found


def _cells(groups: Any) -> Iterator[tuple[Any, ...]]:
    for one in groups.iterator(2000):
        about = (one.unit.code, one.unit.name, one.name, one.platform, one.people, one.purpose)
        days = (one.from_on, one.looked_on, one.close_by, one.closed_on)
        into = one.merge_into.name if one.merge_into else ""
        yield (*about, str(one.get_state_display()), *days, into, one.because)


def _way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return home_way((_("工作群"), reverse("burden:groups")), *more)
