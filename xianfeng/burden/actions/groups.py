"""The list of work groups: what a unit keeps, merges and closes, as it says itself."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.burden import facts, permissions, rules
from xianfeng.burden.enums import Usage
from xianfeng.burden.models import WorkGroup
from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@action("burden.list_group")
def list_group(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    name: str,
    platform: str,
    people: int,
    purpose: str,
    from_on: date | None = None,
) -> WorkGroup:
    """Put a group on the unit's list."""
    permissions.require_answer(actor, unit)
    today = timezone.localdate(at)
    from_on = from_on or today
    if from_on > today:
        raise Refused(_("建群日期在今天之后，请核对"), "from_on")
    standing = WorkGroup.objects.filter(unit=unit, platform=platform, name=name, closed_on=None)
    if standing.exists():
        raise Refused(_("清单里已有这个群"), "name")
    made = WorkGroup.objects.create(
        unit=unit, name=name, platform=platform, people=people, purpose=purpose,
        from_on=from_on, looked_on=today,
    )  # fmt: skip
    audit.record(made, new={"name": name, "platform": platform}, unit_id=unit.pk)
    kernel_facts.recorded(facts.GROUP, unit_ids=[unit.pk], days=[from_on])
    return made


@action("burden.keep_group")
def keep_group(
    *, actor: Viewer, at: datetime, group: WorkGroup, version: int, usage: str, people: int
) -> WorkGroup:
    """Look a group through: it is still used, often or seldom."""
    group = _turned(actor, group, version, "keep_group")
    group.usage, group.people, group.looked_on = Usage(usage), people, timezone.localdate(at)
    group.close_by, group.because, group.decided_on, group.merge_into = None, "", None, None
    return _changed(group, {"usage": usage, "people": people})


@action("burden.propose_group")
def propose_group(
    *, actor: Viewer, at: datetime, group: WorkGroup, version: int, close_by: date, because: str
) -> WorkGroup:
    """Say that a group is to be closed, by when and why."""
    group, today = _turned(actor, group, version, "propose_group"), timezone.localdate(at)
    if close_by < today:
        raise Refused(_("清理期限在今天之前，请改到今天以后"), "close_by")
    group.close_by, group.because = close_by, because
    group.decided_on = group.looked_on = today
    return _changed(group, {"close_by": close_by, "because": because})


@action("burden.merge_group")
def merge_group(
    *, actor: Viewer, at: datetime, group: WorkGroup, version: int, into: WorkGroup
) -> WorkGroup:
    """Merge a group into another of the same unit that stays."""
    group, today = _turned(actor, group, version, "merge_group"), timezone.localdate(at)
    target = WorkGroup.objects.select_for_update(of=("self",)).get(pk=into.pk)
    if target.pk == group.pk or target.unit_id != group.unit_id or target.closed_on is not None:
        raise Refused(_("请选本单位另一个在用的群"), "into")
    group.merge_into, group.closed_on, group.close_by = target, today, None
    group.decided_on = group.decided_on or today
    return _changed(group, {"merge_into": target.name})


@action("burden.close_group")
def close_group(
    *, actor: Viewer, at: datetime, group: WorkGroup, version: int, because: str = ""
) -> WorkGroup:
    """Record that a group was closed."""
    group, today = _turned(actor, group, version, "close_group"), timezone.localdate(at)
    group.closed_on, group.because = today, because or group.because
    group.decided_on = group.decided_on or today
    return _changed(group, {"closed_on": today, "because": because})


@action("burden.reopen_group")
def reopen_group(*, actor: Viewer, at: datetime, group: WorkGroup, version: int) -> WorkGroup:
    """Take back that a group was closed or merged."""
    group = _turned(actor, group, version, "reopen_group")
    same = WorkGroup.objects.filter(
        unit=group.unit, platform=group.platform, name=group.name, closed_on=None
    )
    if same.exists():
        raise Refused(_("清单里已有同名的群"))
    closed = group.closed_on
    group.closed_on, group.merge_into, group.close_by = None, None, None
    group.because, group.decided_on = "", None
    return _changed(group, {"reopened": True}, closed)


def _turned(actor: Viewer, group: WorkGroup, version: int, verb: str) -> WorkGroup:
    permissions.require_answer(actor, group.unit)
    found = WorkGroup.objects.select_for_update(of=("self",)).select_related("unit")
    current = found.get(pk=group.pk)
    if current.version != version:
        raise Conflict(current)
    if not rules.GROUP.may(verb, current.state):
        raise Refused(_("这个群现在不能这样办，请刷新页面看看最新情况"))
    current.state = rules.GROUP.edge(verb).to
    return current


def _changed(
    group: WorkGroup, new: dict[str, object], was_closed_on: date | None = None
) -> WorkGroup:
    group.version += 1
    group.save()
    audit.record(group, new={"state": group.state, **new}, unit_id=group.unit_id)
    units, days = [group.unit_id], {day for day in (group.closed_on, was_closed_on) if day}
    kernel_facts.recorded(facts.GROUP, unit_ids=units, days=[group.from_on])
    if days:
        kernel_facts.recorded(facts.GROUP_CLOSED, unit_ids=units, days=days)
    return group
