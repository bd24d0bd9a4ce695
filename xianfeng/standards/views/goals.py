"""A branch's three-year plan and its goals."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.standards import actions, permissions, queries, rules
from xianfeng.standards.enums import Stage
from xianfeng.standards.forms import DoneForm, GoalForm, PlanForm, ReasonForm, VersionForm
from xianfeng.standards.views.shared import one_form, to_branch, unit_of
from xianfeng.ui.asking import BOTH, Asked, bound, by


@require_http_methods(BOTH)
def create(request: Request, code: str) -> HttpResponse:
    """Begin a plan."""
    unit = unit_of(request, code)
    if not permissions.may_record(request.viewer, unit):
        raise Denied
    form = PlanForm(bound(request), initial={"first_year": clock.today().year})

    def act() -> str:
        return _page(actions.make_plan(**by(request), unit=unit, **form.cleaned_data))

    title = _("制定三年计划")
    lead = _("一年对标、两年提升、三年上台阶，每年写几个目标。")
    asked = Asked(title, to_branch(unit, (title, "")), _("下一步"), lead)
    return one_form(request, form, act, asked)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a plan: the goals of each year with their days."""
    plan, today = _plan(request, pk), clock.today()
    goals = list(plan.goals.all())
    stages = [
        (stage.label, rules.year_of(plan.first_year, stage), _shown(goals, stage, today))
        for stage in Stage
    ]
    context = {
        "plan": plan,
        "stages": stages,
        "may": permissions.may_record(request.viewer, plan.unit),
        "way": to_branch(plan.unit, (str(plan), "")),
    }
    return render(request, "standards/plan.html", context)


@require_http_methods(BOTH)
def add(request: Request, pk: int) -> HttpResponse:
    """Set a goal, perhaps for an item that is not met yet."""
    plan = _plan(request, pk)
    if not permissions.may_record(request.viewer, plan.unit):
        raise Denied
    check = queries.own_checks(request.viewer, plan.unit).first()
    lines = queries.sheet(request.viewer, check, clock.today()) if check else []
    form = GoalForm(bound(request), plan, lines)

    def act() -> str:
        actions.add_goal(**by(request), plan=plan, **form.cleaned_data)
        return _page(plan)

    title = _("添加目标")
    asked = Asked(title, to_branch(plan.unit, (str(plan), _page(plan)), (title, "")), _("保存"))
    return one_form(request, form, act, asked)


@require_safe
def goal(request: Request, pk: int) -> HttpResponse:
    """Lead to the plan in which a goal stands."""
    found = get_object_or_404(queries.goals_to(request.viewer), pk=pk)
    return redirect(f"{_page(found.plan)}#goal-{found.pk}")


@require_http_methods(BOTH)
def done(request: Request, pk: int) -> HttpResponse:
    """Record that a goal was reached."""
    found = _goal(request, pk)
    form = DoneForm(bound(request), initial={"version": found.version, "done_on": clock.today()})
    return _change(request, found, form, actions.complete_goal, _("登记完成"))


@require_http_methods(BOTH)
def reopen(request: Request, pk: int) -> HttpResponse:
    """Take back that a goal was reached."""
    found = _goal(request, pk)
    form = VersionForm(bound(request), initial={"version": found.version})
    return _change(request, found, form, actions.reopen_goal, _("重新打开"))


@require_http_methods(BOTH)
def drop(request: Request, pk: int) -> HttpResponse:
    """Take a goal out of its plan."""
    found = _goal(request, pk)
    form = ReasonForm(bound(request), initial={"version": found.version})
    return _change(request, found, form, actions.drop_goal, _("去掉目标"))


def _change(request: Request, found: Any, form: Any, verb: Any, title: str) -> HttpResponse:
    plan = found.plan

    def act() -> str:
        verb(**by(request), goal=found, **form.cleaned_data)
        return _page(plan)

    way = to_branch(plan.unit, (str(plan), _page(plan)), (title, ""))
    return one_form(request, form, act, Asked(title, way, title, found.text))


def _plan(request: Request, pk: int) -> Any:
    return get_object_or_404(queries.plans_to(request.viewer), pk=pk)


def _goal(request: Request, pk: int) -> Any:
    found = get_object_or_404(queries.goals_to(request.viewer), pk=pk)
    if not permissions.may_record(request.viewer, found.plan.unit):
        raise Denied
    return found


def _shown(goals: list[Any], stage: Stage, today: Any) -> list[tuple[Any, str]]:
    """Return the goals of a stage with their marks."""
    return [(goal, _mark(goal, today)) for goal in goals if goal.stage == stage]


def _mark(goal: Any, today: Any) -> str:
    if goal.done_on is not None:
        return "met" if goal.done_on <= goal.due_on else "late"
    return "open" if today <= goal.due_on else "overdue"


def _page(plan: Any) -> str:
    return reverse("standards:plan", args=[plan.pk])
