"""机关党建＋: which units and projects push a key task, and what they did for it."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import permissions, queries
from xianfeng.plans.actions.locked import locked_task
from xianfeng.plans.models import Pusher, PushingProject, Task, Tie
from xianfeng.units.models import Unit


@action("plans.set_pusher")
def set_pusher(*, actor: Viewer, at: datetime, task: Task, unit: Unit, how: str) -> Pusher:
    """Say that a unit pushes a key task, and how; said again, the words are replaced."""
    permissions.require_complete(actor, task)
    task = _key(task)
    if not how.strip():
        raise Refused(_("请写明怎么推动"), "how")
    pusher, _made = Pusher.objects.update_or_create(
        task=task, unit=unit, defaults={"how": how.strip()}
    )
    audit.record(task, new={"pusher": unit.code, "how": pusher.how}, unit_id=task.lead_id)
    return pusher


@action("plans.remove_pusher")
def remove_pusher(*, actor: Viewer, at: datetime, task: Task, unit: Unit) -> None:
    """Say that a unit no longer pushes a task."""
    permissions.require_complete(actor, task)
    task = locked_task(task)
    if not task.pushers.filter(unit=unit).delete()[0]:
        raise Refused(_("这个组织已经不在推动之列"))
    audit.record(task, old={"pusher": unit.code}, unit_id=task.lead_id)


@action("plans.tie_project")
def tie_project(*, actor: Viewer, at: datetime, task: Task, project: Task) -> PushingProject:
    """Say that a project pushes a key task: for whoever keeps records of a unit concerned."""
    permissions.require_tie(actor, task)
    task = _key(task)
    if not queries.pushing_projects(actor, task).filter(pk=project.pk).exists():
        raise Refused(_("请从列出的项目里选"), "project")
    tied = PushingProject.objects.create(task=task, project=project)
    audit.record(task, new={"project": project.title}, unit_id=task.lead_id)
    return tied


@action("plans.tie_facts")
def tie_facts(
    *, actor: Viewer, at: datetime, task: Task, chosen: Collection[tuple[str, int]]
) -> int:
    """Tie facts (kind, key) of the actor's own units to a key task; return how many are new.

    What the actor may not see, or may not record, is not there to be tied.
    """
    permissions.require_tie(actor, task)
    task = _key(task)
    if not chosen:
        raise Refused(_("请先勾选要关联的记录"))
    own = queries.own_facts(actor, chosen)
    if own != set(chosen):
        raise Refused(_("有的记录已经看不到了，请刷新页面重新勾选"))
    standing = set(task.ties.values_list("kind", "key"))
    new = sorted(own - standing)
    Tie.objects.bulk_create(Tie(task=task, kind=kind, key=key) for kind, key in new)
    audit.record(task, new={"ties": [f"{kind}:{key}" for kind, key in new]}, unit_id=task.lead_id)
    return len(new)


@action("plans.untie_fact")
def untie_fact(*, actor: Viewer, at: datetime, task: Task, kind: str, key: int) -> None:
    """Take away a tie of a fact of the actor's own units."""
    permissions.require_tie(actor, task)
    task = locked_task(task)
    if (kind, key) not in queries.own_facts(actor, [(kind, key)]):
        raise Refused(_("这条记录不是本单位登记的，请由登记它的组织取消关联"))
    if not task.ties.filter(kind=kind, key=key).delete()[0]:
        raise Refused(_("已经没有关联了"))
    audit.record(task, old={"ties": [f"{kind}:{key}"]}, unit_id=task.lead_id)


def _key(task: Task) -> Task:
    task = locked_task(task)
    if task.key_on is None:
        raise Refused(_("先由下达计划的组织把它标为重点工作"))
    return task
