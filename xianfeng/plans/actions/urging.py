"""Urging (催办): what is urged on a day comes to a unit as one digest, which it says it read."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import facts, permissions, rules
from xianfeng.plans.actions.locked import locked_digest
from xianfeng.plans.models import Digest, Task, Urge


@action("plans.urge_tasks")
def urge_tasks(*, actor: Viewer, at: datetime, tasks: Collection[Task]) -> int:
    """Urge the leads of overdue or soon due tasks; return how many were not urged today before.

    One digest a unit and day collects them all; urging the same task twice on a day is one.
    """
    today = timezone.localdate(at)
    if not tasks:
        raise Refused(_("请先勾选要催办的任务"))
    for task in tasks:
        permissions.require_urge(actor, task)
        if not rules.may_urge(task.due_on, task.done_on, today):
            said = _("“%(task)s”已完成，或离时限还有 30 天以上，不用催办")
            raise Refused(said % {"task": task.title})
    urged = [task for task in tasks if _urge(actor, task, today)]
    leads = {task.lead_id for task in urged}
    audit.record(
        f"plans.digest:{today.isoformat()}",
        new={"tasks": [task.pk for task in urged]},
        unit_id=permissions.urging_unit(actor, next(iter(tasks))),
    )
    kernel_facts.recorded(facts.DIGEST, unit_ids=leads, days={today})
    return len(urged)


@action("plans.read_digest")
def read_digest(*, actor: Viewer, at: datetime, digest: Digest, version: int) -> Digest:
    """Say that the unit has read its digest; raises Conflict when more was urged since."""
    permissions.require_read(actor, digest)
    digest = locked_digest(digest, version)
    if digest.read_on is not None:
        raise Refused(_("已经标记为已阅"))
    digest.read_on = timezone.localdate(at)
    digest.version += 1
    digest.save(update_fields=["read_on", "version"])
    audit.record(digest, new={"read_on": digest.read_on.isoformat()}, unit_id=digest.unit_id)
    return digest


@part
def _urge(actor: Viewer, task: Task, today: date) -> bool:
    """Put a task into its lead's digest of the day; False when it is there already."""
    issuer = permissions.urging_unit(actor, task) or task.plan.unit_id
    digest, _made = Digest.objects.select_for_update(of=("self",)).get_or_create(
        unit_id=task.lead_id, on=today, defaults={"issuer_id": issuer}
    )
    made = Urge.objects.get_or_create(digest=digest, task=task, defaults={"issuer_id": issuer})[1]
    if made and not _made:
        digest.read_on = None
        digest.version += 1
        digest.save(update_fields=["read_on", "version"])
    return made
