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
from xianfeng.ledgers.sheets import Heading
from xianfeng.plans import rules
from xianfeng.plans.enums import TaskState
from xianfeng.plans.models import Task, TaskNode
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
VERBS = {
    "plans.complete_task": gettext_lazy("登记任务完成"),
    "plans.reopen_task": gettext_lazy("重新打开任务"),
    "plans.complete_node": gettext_lazy("登记节点完成"),
    "plans.reopen_node": gettext_lazy("重新打开节点"),
}


@dataclass(frozen=True)
class Line:
    """A task or node with the mark and the words of its state on a day."""

    row: Any
    mark: str
    words: str


@dataclass(frozen=True)
class Aspect:
    """The progress of an aspect with the addresses of its lists."""

    progress: Progress
    href: str
    late_href: str
    overdue_href: str


def line(row: Task | TaskNode, day: date) -> Line:
    """Return a row with its state: how many days are left, or how many it is past its day."""
    stands = rules.state_of(row.due_on, row.done_on, day)
    if stands == TaskState.OVERDUE:
        words = _("逾期 %(days)s 天") % {"days": rules.days_over(row.due_on, day)}
    elif stands == TaskState.OPEN:
        words = _("还有 %(days)s 天") % {"days": (row.due_on - day).days}
        words = words if row.due_on > day else _("今天到期")
    else:
        words = str(stands.label)
    return Line(row, stands.value, words)


def lines(rows: Iterable[Task], day: date) -> list[Line]:
    """Return rows with their states."""
    return [line(row, day) for row in rows]


def task_address(task: Task) -> str:
    """Return the page of a task."""
    return reverse("plans:task", args=[task.pk])


def address(asked: QueryDict, **changed: str) -> str:
    """Return the list's address with other filters; the page starts anew."""
    query = asked.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query[name] = value
    return f"{reverse('plans:list')}?{query.urlencode()}"


def aspects(progress: Iterable[Progress], asked: QueryDict) -> list[Aspect]:
    """Return the progress of aspects, each with its lists."""
    return [
        Aspect(
            each,
            address(asked, aspect=each.aspect),
            address(asked, aspect=each.aspect, state="late"),
            address(asked, aspect=each.aspect, state="overdue"),
        )
        for each in progress
    ]


def pairs(task: Task) -> list[tuple[str, Any]]:
    """Return what a task says of itself."""
    return [
        (_("计划"), f"{task.plan.year} {task.plan.title}"),
        (_("方面"), task.aspect),
        (_("牵头单位"), task.lead.name),
        (_("完成时限"), task.due_on.isoformat()),
        (_("节点要求"), task.node_text),
        (_("完成日期"), task.done_on.isoformat() if task.done_on else ""),
        (_("完成结果"), task.result),
    ]


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
            task.due_on,
            task.node_text,
            line(task, day).words,
            task.done_on,
            task.result,
        )


def history(entries: Iterable[AuditEntry]) -> list[tuple[datetime, str]]:
    """Return (moment, sentence) of what was written."""
    return [(timezone.localtime(entry.at), _sentence(entry)) for entry in entries]


def compared(current: Task | TaskNode, asked: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return (label, what stands, what was entered) for the merge page."""
    stands = {"done_on": current.done_on, "result": current.result, "reason": ""}
    labels = {
        "done_on": _("完成日期"),
        "result": _("完成结果"),
        "reason": _("重新打开的原因"),
    }
    return [
        (labels[name], stands[name], asked.get(name, ""))
        for name in labels
        if stands[name] or name in asked
    ]


def _sentence(entry: AuditEntry) -> str:
    said = [str(VERBS.get(entry.verb, entry.verb))]
    if entry.new.get("done_on"):
        said.append(entry.new["done_on"])
    words = entry.new.get("reason") or entry.new.get("result")
    who = _("%(name)s（代录）") if entry.on_behalf else "%(name)s"
    return who % {"name": entry.actor_name} + " " + " ".join(said) + (f"：{words}" if words else "")
