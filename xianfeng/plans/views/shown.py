"""Tasks as a page or a sheet shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.sheets import Heading
from xianfeng.plans import permissions, rules
from xianfeng.plans.enums import ChangeState, PlanKind, TaskState
from xianfeng.plans.models import Change, Plan, Task, TaskNode
from xianfeng.plans.queries import Progress

HEADINGS = (
    Heading("计划", width=24),
    Heading("序号", "integer", 8),
    Heading("方面"),
    Heading("任务", width=40),
    Heading("牵头单位", width=28),
    Heading("配合单位", width=36),
    Heading("完成时限", "date"),
    Heading("节点要求", width=24),
    Heading("状态", width=18),
    Heading("完成日期", "date"),
    Heading("完成结果", width=40),
)
OFFICIAL = (
    Heading("序号", "integer", 6),
    Heading("方面", width=16),
    Heading("任务", width=44),
    Heading("牵头单位", width=24),
    Heading("配合单位", width=30),
    Heading("完成时限", "date"),
    Heading("节点要求", width=36),
)
VERBS = {
    "plans.add_task": gettext_lazy("添加任务"),
    "plans.add_project": gettext_lazy("立项"),
    "plans.amend_task": gettext_lazy("修改牵头、配合或方面"),
    "plans.add_node": gettext_lazy("添加节点"),
    "plans.remove_node": gettext_lazy("删除节点"),
    "plans.ask_change": gettext_lazy("申请调整"),
    "plans.make_change": gettext_lazy("调整"),
    "plans.approve_change": gettext_lazy("同意调整"),
    "plans.refuse_change": gettext_lazy("不同意调整"),
    "plans.withdraw_change": gettext_lazy("撤回调整申请"),
    "plans.set_pusher": gettext_lazy("写明推动的组织"),
    "plans.remove_pusher": gettext_lazy("取消推动的组织"),
    "plans.complete_task": gettext_lazy("登记任务完成"),
    "plans.reopen_task": gettext_lazy("重新打开任务"),
    "plans.complete_node": gettext_lazy("登记节点完成"),
    "plans.reopen_node": gettext_lazy("重新打开节点"),
}
# What names another row, or says that a fact exists, is no line of a task's history: whoever reads
# the task may not see the other. It stands in the audit log, and on the page for those who may.
UNTOLD = frozenset(
    {
        "plans.add_wait",
        "plans.remove_wait",
        "plans.tie_project",
        "plans.tie_facts",
        "plans.untie_fact",
    }
)


@dataclass(frozen=True)
class Line:
    """A task or node with the mark and words of its state on a day, and its due day of then.

    ``urgeable`` says that the viewer may urge it.
    """

    row: Any
    mark: str
    words: str
    due_on: date
    urgeable: bool = False


@dataclass(frozen=True)
class Aspect:
    """The progress of an aspect with the addresses of its lists."""

    progress: Progress
    href: str
    late_href: str
    overdue_href: str


def line(row: Task | TaskNode, day: date, viewer: Viewer | None = None) -> Line:
    """Return a row with its state: how many days are left, or how many it is past its day."""
    due_on = getattr(row, "due_then", row.due_on)
    stands = rules.state_of(due_on, row.done_on, day)
    mark = stands.value
    if stands == TaskState.OVERDUE:
        words = _("逾期 %(days)s 天") % {"days": rules.days_over(due_on, day)}
    elif stands == TaskState.OPEN:
        words = _("还有 %(days)s 天") % {"days": (due_on - day).days}
        words = words if due_on > day else _("今天到期")
        mark = "soon" if rules.is_soon(due_on, row.done_on, day) else mark
    else:
        words = str(stands.label)
    return Line(row, mark, words, due_on, _urgeable(row, day, viewer))


def _urgeable(row: Task | TaskNode, day: date, viewer: Viewer | None) -> bool:
    if viewer is None or not isinstance(row, Task):
        return False
    open_to = rules.may_urge(row.due_on, row.done_on, day)
    return open_to and permissions.urging_unit(viewer, row) is not None


def lines(rows: Iterable[Task], day: date, viewer: Viewer | None = None) -> list[Line]:
    """Return rows with their states."""
    return [line(row, day, viewer) for row in rows]


def task_address(task: Task) -> str:
    """Return the page of a task."""
    return reverse("plans:task", args=[task.pk])


def own_address(path: str) -> str:
    """Return the address within these pages that a form came from, or the ledger's."""
    home = reverse("plans:list")
    return path if path.startswith(home) and "//" not in path else home


def plan_name(plan: Plan) -> str:
    """Return a plan with its year, a list of projects with its unit."""
    if plan.kind == PlanKind.PROJECTS:
        return _("%(unit)s %(year)s年项目清单") % {"unit": plan.unit.name, "year": plan.year}
    return f"{plan.year} {plan.title}"


def address(asked: QueryDict, **changed: str) -> str:
    """Return the list's address with other filters; the page starts anew."""
    query = asked.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query[name] = value
    return f"{reverse('plans:list')}?{query.urlencode()}"


def aspects(
    progress: Iterable[Progress], asked: QueryDict, plan: int | None = None
) -> list[Aspect]:
    """Return the progress of aspects, each with its lists, of one plan if it is named."""
    of_plan = {"plan": str(plan)} if plan else {}
    return [
        Aspect(
            each,
            address(asked, aspect=each.aspect, **of_plan),
            address(asked, aspect=each.aspect, state="late", **of_plan),
            address(asked, aspect=each.aspect, state="overdue", **of_plan),
        )
        for each in progress
    ]


def pairs(task: Task, changes: Iterable[Change], day: date) -> list[tuple[str, Any]]:
    """Return what a task says of itself; the day that stood first is named beside today's."""
    said = [
        (_("计划"), plan_name(task.plan)),
        (_("方面"), task.aspect),
        (_("牵头单位"), task.lead.name),
        (_("完成时限"), due_words(task, changes, day)),
    ]
    if task.node_text:
        said.append((_("节点要求"), task.node_text))
    if task.key_on:
        since = _("是（%(day)s 起）") % {"day": task.key_on.isoformat()}
        said.append((_("重点工作"), since))
    if task.done_on:
        said += [(_("完成日期"), task.done_on.isoformat()), (_("完成结果"), task.result)]
    return said


def due_words(row: Task | TaskNode, changes: Iterable[Change], day: date) -> str:
    """Return the due day that stood on a day, and the first one it was set to (原定)."""
    node_id = row.pk if isinstance(row, TaskNode) else None
    made = sorted(
        (each.closed_on, each.old_due)
        for each in changes
        if each.node_id == node_id and each.closed_on and each.state == ChangeState.APPROVED
    )
    due_on = rules.due_then(row.due_on, made, day)
    first = made[0][1] if made else due_on
    if first == due_on:
        return due_on.isoformat()
    return _("%(due)s（原定 %(first)s）") % {"due": due_on.isoformat(), "first": first.isoformat()}


def cells(tasks: Iterable[Task], day: date) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of a sheet, in the order of HEADINGS."""
    for task in tasks:
        yield (
            task.plan.title,
            task.seq,
            task.aspect,
            task.title,
            task.lead.name,
            [each.unit.name for each in task.assistants.all()],
            getattr(task, "due_then", task.due_on),
            task.node_text,
            line(task, day).words,
            task.done_on,
            task.result,
        )


def official(tasks: Iterable[Task]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the official table (任务分解表), in the order of OFFICIAL."""
    for task in tasks:
        nodes = "；".join(f"{node.title}（{node.due_on.isoformat()}）" for node in task.nodes.all())
        yield (
            task.seq,
            task.aspect,
            task.title,
            task.lead.name,
            [each.unit.name for each in task.assistants.all()],
            task.due_on,
            nodes or task.node_text,
        )


def history(entries: Iterable[AuditEntry]) -> list[tuple[datetime, str]]:
    """Return (moment, sentence) of what was written of the task itself."""
    told = (entry for entry in entries if entry.verb not in UNTOLD)
    return [(timezone.localtime(entry.at), _sentence(entry)) for entry in told]


def compared(current: Any, asked: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return (label, what stands, what was entered) for the merge page."""
    labels = {
        "done_on": _("完成日期"),
        "result": _("完成结果"),
        "due_on": _("完成时限"),
        "title": _("内容"),
        "aspect": _("方面"),
        "lead": _("牵头单位"),
        "read_on": _("已阅日期"),
        "answer": _("答复"),
        "reason": _("原因"),
    }
    stands = {name: getattr(current, name, "") or "" for name in labels}
    return [
        (labels[name], stands[name], asked.get(name, ""))
        for name in labels
        if stands[name] or name in asked
    ]


def _sentence(entry: AuditEntry) -> str:
    said = [str(VERBS.get(entry.verb, entry.verb))]
    told = [entry.new.get(name, "") for name in ("done_on", "pusher")]
    said += [str(each) for each in told if each]
    if "due_on" in entry.old and entry.new.get("due_on") not in {None, entry.old["due_on"]}:
        said.append(f"{entry.old['due_on']} → {entry.new['due_on']}")
    words = entry.new.get("reason") or entry.new.get("result")
    who = _("%(name)s（代录）") if entry.on_behalf else "%(name)s"
    return who % {"name": entry.actor_name} + " " + " ".join(said) + (f"：{words}" if words else "")
