"""Writing plans by hand: a plan, a project, a task, its lead and assistants, its nodes."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import facts, permissions
from xianfeng.plans.actions.locked import locked_node, locked_plan, locked_task
from xianfeng.plans.actions.telling import tell_node, tell_task
from xianfeng.plans.enums import PlanKind
from xianfeng.plans.models import Plan, Task, TaskAssistant, TaskNode
from xianfeng.units.models import Unit

PROJECTS = "项目清单"
PROJECT = "项目"


@action("plans.create_plan")
def create_plan(*, actor: Viewer, at: datetime, unit: Unit, title: str, year: int) -> Plan:
    """Begin a unit's plan of a year. Raises Refused when one of this title stands already."""
    permissions.require_issue(actor, unit)
    if Plan.objects.filter(unit=unit, title=title.strip(), year=year).exists():
        raise Refused(_("这一年已有同名的计划，请直接在里面添加任务"), "title")
    plan = Plan.objects.create(unit=unit, title=title.strip(), year=year)
    audit.record(plan, new={"title": plan.title, "year": year}, unit_id=unit.pk)
    return plan


@action("plans.add_project")
def add_project(*, actor: Viewer, at: datetime, unit: Unit, title: str, due_on: date) -> Task:
    """Add a project to the unit's own list of the year in which it is to be done."""
    permissions.require_issue(actor, unit)
    plan, _made = Plan.objects.get_or_create(
        unit=unit, kind=PlanKind.PROJECTS, year=due_on.year, defaults={"title": PROJECTS}
    )
    task = _add(locked_plan(plan), PROJECT, title, unit, due_on)
    audit.record(task, new=_told(task), unit_id=unit.pk)
    tell_task(task)
    return task


@action("plans.add_task")
def add_task(
    *,
    actor: Viewer,
    at: datetime,
    plan: Plan,
    aspect: str,
    title: str,
    lead: Unit,
    due_on: date,
    helpers: Collection[Unit] = (),
) -> Task:
    """Add a task at the end of a plan. Raises Refused with what to put right."""
    permissions.require_issue(actor, plan.unit)
    plan = locked_plan(plan)
    _require_below(plan, lead)
    task = _add(plan, aspect, title, lead, due_on)
    _assist(task, helpers)
    audit.record(task, new=_told(task), unit_id=lead.pk)
    tell_task(task)
    return task


@action("plans.amend_task")
def amend_task(
    *,
    actor: Viewer,
    at: datetime,
    task: Task,
    version: int,
    aspect: str,
    lead: Unit,
    helpers: Collection[Unit],
    key: bool,
) -> Task:
    """Set aspect, lead, assistants, and whether it is a key city task; raises Conflict, Refused.

    Day and wording change with a reason: ``make_change``, ``ask_change``.
    """
    permissions.require_issue(actor, task.plan.unit)
    task = locked_task(task, version)
    _require_below(task.plan, lead)
    old, before = _told(task), task.lead_id
    key_days = {task.key_on} if task.key_on else set()
    today = timezone.localdate(at)
    task.aspect, task.lead = aspect.strip(), lead
    task.key_on = (task.key_on or today) if key else None
    task.version += 1
    task.save(update_fields=["aspect", "lead", "key_on", "version"])
    _assist(task, helpers)
    audit.record(task, old=old, new=_told(task), unit_id=lead.pk)
    tell_task(task, leads={before}, done={task.done_on} if task.done_on else ())
    for node in task.nodes.all():
        tell_node(node, leads={before})
    key_days |= {task.key_on} if task.key_on else set()
    kernel_facts.recorded(facts.KEY, unit_ids={before, lead.pk}, days=key_days)
    return task


@action("plans.remove_task")
def remove_task(*, actor: Viewer, at: datetime, task: Task, version: int) -> None:
    """Take out a task that was written by mistake: nothing may have been said of it yet."""
    permissions.require_issue(actor, task.plan.unit)
    task = locked_task(task, version)
    nodes = list(task.nodes.all())
    said = task.done_on is not None or any(node.done_on for node in nodes)
    if said or task.changes.exists() or task.urges.exists():
        raise Refused(_("这项任务已经有完成、调整或催办的记录，不能删除；时限和内容可以调整"))
    audit.record(task, old=_told(task), unit_id=task.lead_id)
    task.delete()
    tell_task(task)
    for node in nodes:
        tell_node(node)


@action("plans.add_node")
def add_node(*, actor: Viewer, at: datetime, task: Task, title: str, due_on: date) -> TaskNode:
    """Add a step with a day of its own to a task that is not done."""
    permissions.require_complete(actor, task)
    task = locked_task(task)
    if task.done_on is not None:
        raise Refused(_("任务已经完成，不再添加节点"))
    if task.nodes.filter(title=title.strip(), due_on=due_on).exists():
        raise Refused(_("已有同一天、同样内容的节点"), "title")
    node = TaskNode.objects.create(task=task, title=title.strip(), due_on=due_on)
    new = {"title": node.title, "due_on": due_on.isoformat()}
    audit.record(node, new=new, unit_id=task.lead_id)
    tell_node(node)
    return node


@action("plans.remove_node")
def remove_node(*, actor: Viewer, at: datetime, node: TaskNode, version: int) -> None:
    """Take out a node that is not reached and was never changed: for the issuer of the plan."""
    permissions.require_issue(actor, node.task.plan.unit)
    node = locked_node(node, version)
    if node.done_on is not None or node.changes.exists():
        raise Refused(_("这个节点已经有完成或调整的记录，不能删除；时限和内容可以调整"))
    old = {"title": node.title, "due_on": node.due_on.isoformat()}
    audit.record(node.task, old=old, unit_id=node.task.lead_id)
    node.delete()
    tell_node(node)


@part
def _add(plan: Plan, aspect: str, title: str, lead: Unit, due_on: date) -> Task:
    last = plan.tasks.aggregate(last=Max("seq"))["last"] or 0
    return Task.objects.create(
        plan=plan,
        seq=last + 1,
        aspect=aspect.strip(),
        title=title.strip(),
        lead=lead,
        due_on=due_on,
    )


@part
def _assist(task: Task, helpers: Collection[Unit]) -> None:
    """Let exactly these units assist; the lead is none of them."""
    wanted = {unit.pk for unit in helpers} - {task.lead_id}
    task.assistants.exclude(unit__in=wanted).delete()
    standing = set(task.assistants.values_list("unit_id", flat=True))
    TaskAssistant.objects.bulk_create(
        TaskAssistant(task=task, unit_id=unit_id) for unit_id in sorted(wanted - standing)
    )


def _require_below(plan: Plan, lead: Unit) -> None:
    if not lead.path.startswith(plan.unit.path):
        said = _("牵头单位应是 %(unit)s 或它下面的组织") % {"unit": plan.unit.name}
        raise Refused(said, "lead")


def _told(task: Task) -> dict[str, Any]:
    """Return what a task says, as the audit keeps it."""
    helpers = task.assistants.order_by("unit").values_list("unit__code", flat=True)
    return {
        "aspect": task.aspect,
        "title": task.title,
        "lead": task.lead.code,
        "due_on": task.due_on.isoformat(),
        "helpers": list(helpers),
        "key": task.key_on is not None,
    }
