"""Saying what waits for what: a task for earlier tasks, a node for earlier nodes of its plan."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import permissions, rules
from xianfeng.plans.actions.changing import Row, task_of
from xianfeng.plans.actions.locked import locked_plan
from xianfeng.plans.models import NodeWait, TaskNode, TaskWait

Waits = type[TaskWait] | type[NodeWait]


@action("plans.add_wait")
def add_wait(*, actor: Viewer, at: datetime, later: Row, earlier: Row) -> TaskWait | NodeWait:
    """Let a task or node wait for an earlier one of the same plan; raises Refused for a circle.

    Of two people who would close a circle together, the second is refused: the plan is locked.
    """
    task = task_of(later)
    permissions.require_complete(actor, task)
    if type(later) is not type(earlier) or task.plan_id != task_of(earlier).plan_id:
        raise Refused(_("前置只能是同一计划里的任务，或同一计划里的节点"), "earlier")
    locked_plan(task.plan)
    waits = waits_of(later)
    if rules.leads_back(earlier.pk, later.pk, _earlier(waits)):
        said = _("“%(earlier)s”本来就要等“%(later)s”，不能互为前置")
        raise Refused(said % {"earlier": earlier.title, "later": later.title}, "earlier")
    if waits.objects.filter(later_id=later.pk, earlier_id=earlier.pk).exists():
        raise Refused(_("已经是前置了"), "earlier")
    wait = waits.objects.create(later_id=later.pk, earlier_id=earlier.pk)
    audit.record(later, new={"earlier": earlier.title}, unit_id=task.lead_id)
    return wait


@action("plans.remove_wait")
def remove_wait(*, actor: Viewer, at: datetime, later: Row, earlier: Row) -> None:
    """Let a task or node no longer wait for another."""
    task = task_of(later)
    permissions.require_complete(actor, task)
    found = waits_of(later).objects.filter(later_id=later.pk, earlier_id=earlier.pk)
    if not found.delete()[0]:
        raise Refused(_("已经不是前置了"))
    audit.record(later, old={"earlier": earlier.title}, unit_id=task.lead_id)


def waits_of(row: Row) -> Waits:
    """Return where it stands what rows of this sort wait for."""
    return NodeWait if isinstance(row, TaskNode) else TaskWait


def _earlier(waits: Waits) -> rules.Earlier:
    def earlier_of(keys: set[int]) -> Mapping[int, Iterable[int]]:
        found: dict[int, list[int]] = {}
        rows = waits.objects.filter(later__in=keys).values_list("later_id", "earlier_id")
        for later, earlier in rows:
            found.setdefault(later, []).append(earlier)
        return found

    return earlier_of
