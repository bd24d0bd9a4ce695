"""Compares a task breakdown with the plan of its title and year, writes it, and takes it back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, NEW, UNCHANGED, Applied, Importer
from xianfeng.ledgers.registry import Plan as Comparison
from xianfeng.plans.ledger.changes import CHANGE, changes_of
from xianfeng.plans.ledger.nodes import nodes_of
from xianfeng.plans.ledger.reading import Issue
from xianfeng.plans.models import Change, NodeWait, Plan, Task, TaskAssistant, TaskNode
from xianfeng.units.permissions import STAFF

FACTS = ("plans.task", "plans.node", "plans.done", "plans.overdue", "plans.change")
FIELDS = ("aspect", "title", "lead", "due_on", "node_text", "version")
_TITLES = ("方面", "任务", "牵头组织编码", "完成时限", "节点要求")


@dataclass(slots=True)
class Row:
    """What one accepted row says; ``task`` is the standing one, None for a new task."""

    seq: int
    aspect: str
    title: str
    lead_id: int
    due_on: date
    node_text: str
    assistants: list[int]
    task: Task | None

    def values(self) -> tuple[Any, ...]:
        """Return the values in the order of FIELDS without the version."""
        return (self.aspect, self.title, self.lead_id, self.due_on, self.node_text)


@dataclass(slots=True)
class Work:
    """The plan the rows belong to, None while it has to be made, and the rows to write."""

    issue: Issue
    plan_id: int | None
    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    assisting: dict[int, dict[int, int]] = field(default_factory=dict)
    nodes: dict[int, list[TaskNode]] = field(default_factory=dict)


def plan(frame: Frame, importer: Importer) -> Comparison:
    """Compare every sound row with the task of its number in the plan."""
    issue: Issue | None = frame.resolved["issue"]
    result = Comparison()
    if issue is None:
        return result
    work = result.work = _work(issue)
    standing = Task.objects.filter(plan_id=work.plan_id) if work.plan_id else Task.objects.none()
    tasks = {task.seq: task for task in standing.select_related("lead")}
    name = _("计划：{title}（{year}年）")
    result.notes.append(name.format(title=issue.title, year=issue.year))
    for index in frame.live():
        row = _row(frame, index, tasks)
        if row.task is None:
            result.states[index] = NEW
            work.new.append(row)
            continue
        differences = _differences(frame, index, row, work)
        result.states[index] = CHANGED if differences else UNCHANGED
        if differences:
            result.changes[index] = differences
            work.changed.append(row)
    return result


def _work(issue: Issue) -> Work:
    found = Plan.objects.filter(unit_id=issue.unit_id, title=issue.title, year=issue.year).first()
    work = Work(issue, found.pk if found else None)
    if found is None:
        return work
    for assistant in TaskAssistant.objects.filter(task__plan=found):
        work.assisting.setdefault(assistant.task_id, {})[assistant.unit_id] = assistant.pk
    for node in TaskNode.objects.filter(task__plan=found).annotate(told=_told()):
        work.nodes.setdefault(node.task_id, []).append(node)
    return work


def _told() -> Any:
    """Return whether something was said of a node beside its title and day."""
    node = OuterRef("pk")
    waits = NodeWait.objects.filter(Q(later=node) | Q(earlier=node))
    return Exists(Change.objects.filter(node=node)) | Exists(waits)


def _row(frame: Frame, index: int, tasks: Mapping[int, Task]) -> Row:
    seq = frame["seq"][index]
    return Row(
        seq=seq,
        aspect=frame["aspect"][index],
        title=frame["title"][index],
        lead_id=frame.resolved["leads"][index],
        due_on=frame["due_on"][index],
        node_text=frame["nodes"][index] or "",
        assistants=frame.resolved["assistants"][index],
        task=tasks.get(seq),
    )


def _differences(frame: Frame, index: int, row: Row, work: Work) -> list[tuple[str, str, str]]:
    task = row.task
    if task is None:
        return []
    old = (task.aspect, task.title, task.lead_id, task.due_on, task.node_text)
    found = [
        (title, str(before), str(after))
        for title, before, after in zip(_TITLES, old, row.values(), strict=True)
        if before != after and title != "牵头组织编码"
    ]
    if task.lead_id != row.lead_id:
        found.append(("牵头组织编码", task.lead.code, str(frame["lead_code"][index])))
    if set(work.assisting.get(task.pk, ())) != set(row.assistants):
        now = "、".join(frame["assisting_codes"][index] or ())
        found.append(("配合组织编码", _("原配合组织"), now))
    return found


def apply(frame: Frame, result: Comparison, importer: Importer) -> Applied:
    """Write the plan, its tasks, who assists, and the nodes that name a month."""
    work: Work | None = result.work
    if work is None:
        return Applied({"made": {}})
    made: dict[str, list[int]] = {}
    if work.plan_id is None and work.new:
        made["plans.Plan"] = bulk.reserve(Plan, 1)
        work.plan_id = made["plans.Plan"][0]
        issue = work.issue
        row = (work.plan_id, issue.unit_id, issue.title, issue.year)
        bulk.insert(Plan, ("id", "unit", "title", "year"), [row])
    keys = made["plans.Task"] = bulk.reserve(Task, len(work.new))
    bulk.insert(
        Task,
        ("id", "plan", "seq", *FIELDS[:-1]),
        [(k, work.plan_id, r.seq, *r.values()) for k, r in zip(keys, work.new, strict=True)],
    )
    undo = _write_changes(work)
    told = [(row.task, row.title, row.due_on) for row in work.changed if row.task]
    changes = changes_of(told, importer.today)
    made["plans.Change"] = bulk.reserve(Change, len(changes))
    keyed = zip(made["plans.Change"], changes, strict=True)
    bulk.insert(Change, ("id", *CHANGE), [(key, *row) for key, row in keyed])
    rows = dict(zip(keys, work.new, strict=True))
    rows |= {row.task.pk: row for row in work.changed if row.task}
    made["plans.TaskAssistant"] = _write_assistants(rows, work)
    made["plans.TaskNode"] = _write_nodes(rows, work)
    order = ("plans.Change", "plans.TaskNode", "plans.TaskAssistant", "plans.Task", "plans.Plan")
    undo["made"] = {label: bulk.ranges(made[label]) for label in order if label in made}
    touched = {row.lead_id for row in rows.values()}
    touched |= {row.task.lead_id for row in work.changed if row.task}
    return Applied(undo, FACTS, frozenset(touched))


def _write_changes(work: Work) -> dict[str, Any]:
    """Update changed tasks and drop what they no longer name.

    A node that is done, was ever changed, or is part of an order of nodes stays.
    """
    tasks, updates, assistants, nodes = [], [], [], []
    for row in work.changed:
        task = row.task
        if task is None:
            continue
        updates.append((*row.values(), task.version + 1, task.pk))
        tasks.append(
            [task.pk, task.version + 1, task.aspect, task.title, task.lead_id,
             task.due_on.isoformat(), task.node_text, task.version]
        )  # fmt: skip
        for unit_id, key in work.assisting.get(task.pk, {}).items():
            if unit_id not in row.assistants:
                assistants.append([key, task.pk, unit_id])
        wanted = nodes_of(row.node_text, work.issue.year)
        for node in work.nodes.get(task.pk, []):
            kept = node.done_on is not None or getattr(node, "told", False)
            if (node.title, node.due_on) not in wanted and not kept:
                values = [node.pk, task.pk, node.title, node.due_on.isoformat()]
                nodes.append([*values, node.result, node.version])
    bulk.update(Task, FIELDS, updates)
    TaskAssistant.objects.filter(pk__in=[row[0] for row in assistants]).delete()
    TaskNode.objects.filter(pk__in=[row[0] for row in nodes]).delete()
    return {"tasks": tasks, "assistants": assistants, "nodes": nodes}


def _write_assistants(rows: Mapping[int, Row], work: Work) -> list[int]:
    wanted = [
        (task, unit)
        for task, row in rows.items()
        for unit in row.assistants
        if unit not in work.assisting.get(task, ())
    ]
    keys = bulk.reserve(TaskAssistant, len(wanted))
    values = [(key, *row) for key, row in zip(keys, wanted, strict=True)]
    bulk.insert(TaskAssistant, ("id", "task", "unit"), values)
    return keys


def _write_nodes(rows: Mapping[int, Row], work: Work) -> list[int]:
    wanted = [
        (task, title, due_on)
        for task, row in rows.items()
        for title, due_on in nodes_of(row.node_text, work.issue.year)
        if (title, due_on) not in [(n.title, n.due_on) for n in work.nodes.get(task, [])]
    ]
    keys = bulk.reserve(TaskNode, len(wanted))
    values = [(key, *row) for key, row in zip(keys, wanted, strict=True)]
    bulk.insert(TaskNode, ("id", "task", "title", "due_on"), values)
    return keys


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and put back what stood; raises Refused when it was used since."""
    made = done["made"]
    undoing.refuse_when_used(made)
    for label, model in (("plans.Task", Task), ("plans.TaskNode", TaskNode)):
        undoing.refuse_unless_untouched(model, made.get(label, []), version=1, done_on=None)
    tasks = [(row[0], (row[1],)) for row in done.get("tasks", [])]
    undoing.refuse_when_changed(Task, tasks, ("version",))
    undoing.delete(made)
    bulk.update(Task, FIELDS, [_task(row) for row in done.get("tasks", [])])
    bulk.insert(TaskAssistant, ("id", "task", "unit"), done.get("assistants", []))
    nodes = [(*row[:3], date.fromisoformat(row[3]), *row[4:]) for row in done.get("nodes", [])]
    bulk.insert(TaskNode, ("id", "task", "title", "due_on", "result", "version"), nodes)


def _task(row: Sequence[Any]) -> tuple[Any, ...]:
    key, _version, aspect, title, lead, due_on, node_text, version = row
    return aspect, title, lead, date.fromisoformat(due_on), node_text, version, key


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterator[Sequence[Any]]:
    """Yield the tasks led at or below ``path`` that the viewer may see, plan by plan."""
    reach = viewer.within("lead__path", {*STAFF, OPERATOR_ROLE}) & below("lead__path", path)
    tasks = Task.objects.filter(reach).select_related("lead").prefetch_related("assistants__unit")
    for task in tasks.order_by("-plan__year", "plan_id", "seq"):
        others = [assistant.unit.code for assistant in task.assistants.all()]
        yield (
            task.seq, task.aspect, task.title, task.lead.code, "、".join(others), task.due_on,
            task.node_text,
        )  # fmt: skip
