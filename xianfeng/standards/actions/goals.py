"""A branch's three-year plan: what it sets itself for each year, and that it is done."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.standards import facts, permissions, rules
from xianfeng.standards.models import Goal, Item, Plan
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit


@action("standards.make_plan")
def make_plan(*, actor: Viewer, at: datetime, unit: Unit, first_year: int) -> Plan:
    """Begin a plan over three calendar years; two plans of a branch share no year."""
    permissions.require_record(actor, unit)
    if unit.kind not in BRANCH_KINDS:
        raise Refused(_("三年计划由党支部制定，请打开支部再定"))
    near = range(first_year - 2, first_year + 3)
    if Plan.objects.filter(unit=unit, first_year__in=near).exists():
        raise Refused(_("这三年里已经有一份计划，请在那份计划里添加目标"), "first_year")
    made = Plan.objects.create(unit=unit, first_year=first_year, set_on=timezone.localdate(at))
    audit.record(made, new={"first_year": first_year}, unit_id=unit.pk)
    return made


@action("standards.add_goal")
def add_goal(
    *,
    actor: Viewer,
    at: datetime,
    plan: Plan,
    stage: int,
    text: str,
    due_on: date,
    item: Item | None = None,
) -> Goal:
    """Set a goal for one year of a plan; it is due on a day of that year."""
    permissions.require_record(actor, plan.unit)
    if not rules.within_stage(plan.first_year, stage, due_on):
        year = rules.year_of(plan.first_year, stage)
        raise Refused(_("这个阶段的目标要在 %(year)s 年之内完成") % {"year": year}, "due_on")
    if plan.goals.filter(stage=stage, text=text).exists():
        raise Refused(_("这一年已经有这个目标"), "text")
    made = Goal.objects.create(plan=plan, stage=stage, text=text, due_on=due_on, item=item)
    new = {"stage": stage, "text": text, "due_on": due_on.isoformat()}
    audit.record(made, new=new, unit_id=plan.unit_id)
    _tell(made, set())
    return made


@action("standards.complete_goal")
def complete_goal(
    *, actor: Viewer, at: datetime, goal: Goal, version: int, done_on: date, result: str
) -> Goal:
    """Record the day on which a goal was reached."""
    permissions.require_record(actor, goal.plan.unit)
    goal = _locked(goal, version)
    if goal.done_on is not None:
        raise Refused(_("已经登记过完成；要改日期，请先重新打开"))
    if done_on > timezone.localdate(at):
        raise Refused(_("完成日期在今天之后，请等做完再登记"), "done_on")
    goal.done_on, goal.result = done_on, result
    return _changed(goal, {"done_on": done_on.isoformat(), "result": result}, {done_on})


@action("standards.reopen_goal")
def reopen_goal(*, actor: Viewer, at: datetime, goal: Goal, version: int) -> Goal:
    """Take back that a goal was reached."""
    permissions.require_record(actor, goal.plan.unit)
    goal = _locked(goal, version)
    if goal.done_on is None:
        raise Refused(_("还没有登记完成，不需要重新打开"))
    day, goal.done_on, goal.result = goal.done_on, None, ""
    return _changed(goal, {"done_on": ""}, {day})


@action("standards.drop_goal")
def drop_goal(*, actor: Viewer, at: datetime, goal: Goal, version: int, reason: str) -> Plan:
    """Take a goal that was not reached out of the plan; the audit log keeps it with the reason."""
    permissions.require_record(actor, goal.plan.unit)
    goal = _locked(goal, version)
    if goal.done_on is not None:
        raise Refused(_("已经完成的目标留在计划里"))
    plan, old = goal.plan, {"text": goal.text, "due_on": goal.due_on.isoformat()}
    audit.record(goal, old=old, new={"reason": reason}, unit_id=plan.unit_id)
    goal.delete()
    kernel_facts.recorded(facts.GOAL, unit_ids=[plan.unit_id], days=[goal.due_on])
    return plan


def _locked(goal: Goal, version: int) -> Goal:
    found = Goal.objects.select_for_update(of=("self",)).select_related("plan__unit")
    current = found.get(pk=goal.pk)
    if current.version != version:
        raise Conflict(current)
    return current


def _changed(goal: Goal, new: dict[str, object], days: set[date]) -> Goal:
    goal.version += 1
    goal.save()
    audit.record(goal, new=new, unit_id=goal.plan.unit_id)
    _tell(goal, days)
    return goal


def _tell(goal: Goal, days: set[date]) -> None:
    units = [goal.plan.unit_id]
    kernel_facts.recorded(facts.GOAL, unit_ids=units, days=[goal.due_on])
    if days:
        kernel_facts.recorded(facts.GOAL_DONE, unit_ids=units, days=days)
