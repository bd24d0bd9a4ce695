"""A visit before it is made: its day, its announcement, and that it is called off."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.supervision import permissions, rules
from xianfeng.supervision.actions.planning import tell_planned
from xianfeng.supervision.enums import Kind
from xianfeng.supervision.models import Visit


@action("supervision.schedule_visit")
def schedule_visit(
    *, actor: Viewer, at: datetime, visit: Visit, version: int, planned_on: date
) -> Visit:
    """Set the day of a planned visit, today or later, within the year it was planned for."""
    permissions.require_issue(actor, visit.issuer)
    visit = going("schedule_visit", visit, version)
    if planned_on < timezone.localdate(at):
        raise Refused(_("日期在今天之前；已经开展的，请直接记录"), "planned_on")
    if visit.due_on and planned_on.year != visit.due_on.year:
        raise Refused(_("日期不在计划的年度里，请核对"), "planned_on")
    old = {"planned_on": visit.planned_on}
    visit.planned_on = planned_on
    return gone(visit, old=old, new={"planned_on": planned_on})


@action("supervision.announce_visit")
def announce_visit(*, actor: Viewer, at: datetime, visit: Visit, version: int) -> Visit:
    """Let the unit know of its visit, by day and team; an unannounced one never is."""
    permissions.require_issue(actor, visit.issuer)
    visit = going("announce_visit", visit, version)
    if visit.kind == Kind.UNANNOUNCED:
        raise Refused(_("明察暗访不事先通知被督导单位"))
    if visit.announced_on is not None:
        raise Refused(_("已经通知过；改了日期或组员，被督导单位会看到最新的"))
    if visit.planned_on is None:
        raise Refused(_("请先定日期，再通知被督导单位"), "planned_on")
    if not visit.team.filter(left_because="").exists():
        raise Refused(_("请先抽取督导组，再通知被督导单位"))
    visit.announced_on = timezone.localdate(at)
    return gone(visit, new={"announced_on": visit.announced_on})


@action("supervision.cancel_visit")
def cancel_visit(*, actor: Viewer, at: datetime, visit: Visit, version: int, reason: str) -> Visit:
    """Call a visit off, with the reason."""
    permissions.require_issue(actor, visit.issuer)
    visit = going("cancel_visit", visit, version)
    reason = reason.strip()
    if not reason:
        raise Refused(_("请写明取消的原因"), "reason")
    visit.ended_because = reason
    visit = gone(visit, new={"state": visit.state, "reason": reason})
    tell_planned([visit])
    return visit


@part
def going(verb: str, visit: Visit, version: int) -> Visit:
    """Return the visit, held, in the state the verb leads to. Raises Conflict and Refused."""
    held = Visit.objects.select_for_update(of=("self",)).select_related("unit", "issuer")
    current = held.get(pk=visit.pk)
    if current.version != version:
        raise Conflict(current)
    if not rules.VISIT.may(verb, current.state):
        said = _("这次督导%(state)s，现在不能这样办") % {"state": current.get_state_display()}
        raise Refused(said)
    current.state = rules.VISIT.edge(verb).to
    return current


@part
def gone(
    visit: Visit, *, new: Mapping[str, object], old: Mapping[str, object] | None = None
) -> Visit:
    """Keep the visit and write the audit row, which names the issuer: the other must not see it."""
    visit.version += 1
    visit.save()
    audit.record(visit, old=old, new=new, unit_id=visit.issuer_id)
    return visit
