"""A plan of the year: made, filled line by line, its units chosen or drawn."""

from secrets import randbelow
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.supervision import actions, permissions, queries, rules
from xianfeng.supervision.enums import Quarter
from xianfeng.supervision.forms import DrawUnitsForm, PlanForm, RoundForm, SureForm, UnitsForm
from xianfeng.supervision.views.shared import (
    BOTH,
    Asked,
    bound,
    by,
    one_form,
    own_round,
    plan_title,
    to_plan,
    unit_of,
)


def fresh_seed() -> str:
    """Return a number that nobody could know before."""
    return str(randbelow(900_000) + 100_000)


@require_http_methods(BOTH)
def create(request: Request, code: str) -> HttpResponse:
    """Begin the plan of a unit for a year."""
    unit = unit_of(request, code)
    if not permissions.may_issue(request.viewer, unit):
        raise Denied
    form = PlanForm(bound(request), initial={"year": clock.today().year})

    def act() -> str:
        return _page(actions.make_plan(**by(request), unit=unit, **form.cleaned_data))

    title = _("制定督导计划")
    way = [(_("督导"), reverse("supervision:list")), (title, "")]
    return one_form(request, form, act, Asked(title, way, _("开始"), unit.name))


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a plan, quarter by quarter, each line with its units and draws."""
    plan = get_object_or_404(queries.plans_to(request.viewer), pk=pk)
    rounds = queries.rounds_to(request.viewer).filter(plan=plan)
    rounds = rounds.prefetch_related("visits__unit", "draws")
    today = clock.today()
    by_quarter = [
        (
            quarter.label,
            [each for each in rounds if each.quarter == quarter],
            rules.quarter(plan.year, quarter).end >= today,
        )
        for quarter in Quarter
    ]
    context = {
        "plan": plan,
        "title": plan_title(plan),
        "quarters": by_quarter,
        "may": permissions.may_issue(request.viewer, plan.unit),
        "way": to_plan(plan),
    }
    return render(request, "supervision/plan.html", context)


@require_http_methods(BOTH)
def add_round(request: Request, pk: int) -> HttpResponse:
    """Put a line into a plan."""
    plan = get_object_or_404(queries.plans_to(request.viewer), pk=pk)
    if not permissions.may_issue(request.viewer, plan.unit):
        raise Denied
    wanted = request.GET.get("quarter", "") or (clock.today().month + 2) // 3
    form = RoundForm(bound(request), initial={"quarter": wanted, "kind": "research"})

    def act() -> str:
        made = actions.add_round(**by(request), plan=plan, **form.cleaned_data)
        return reverse("supervision:round_units", args=[made.pk])

    title = _("添加一次督导")
    lead = _("下一步选择或抽取要去的单位。明察暗访在确认之前，被督导单位看不到。")
    return one_form(request, form, act, Asked(title, to_plan(plan, (title, "")), _("下一步"), lead))


@require_http_methods(BOTH)
def add_units(request: Request, pk: int) -> HttpResponse:
    """Choose the units of a line from the tree."""
    found = own_round(request, pk)
    every = request.GET.get("all") == "1"
    units = queries.units_to_choose(request.viewer, found, clock.today(), every)
    form = UnitsForm(bound(request), units=units)

    def act() -> str:
        chosen = list(form.cleaned_data["units"])
        actions.add_units(**by(request), plan_round=found, units=chosen)
        return _page(found.plan)

    way, about = to_plan(found.plan, (found.theme, "")), {"round": found, "every": every}
    asked = Asked(_("去哪些单位"), way, _("加入计划"), about=about)
    return one_form(request, form, act, asked, "supervision/round_units.html")


@require_http_methods(BOTH)
def draw_units(request: Request, pk: int) -> HttpResponse:
    """Draw the units of a line."""
    found = own_round(request, pk)
    initial = {"number": 3, "longest": True, "seed": fresh_seed()}
    form = DrawUnitsForm(bound(request), initial=initial)

    def act() -> str:
        draw = actions.draw_units(**by(request), plan_round=found, **form.cleaned_data)
        messages.success(request, _("已抽出 %(n)s 个单位，列入计划。") % {"n": len(draw.picked)})
        return reverse("supervision:draw", args=[draw.pk])

    title = _("抽取被督导单位")
    way = to_plan(found.plan, (found.theme, ""), (title, ""))
    return one_form(request, form, act, Asked(title, way, _("抽签")))


@require_http_methods(BOTH)
def drop_round(request: Request, pk: int) -> HttpResponse:
    """Take a line without units out of a plan."""
    found = own_round(request, pk)
    form = SureForm(bound(request))

    def act() -> str:
        return _page(actions.drop_round(**by(request), plan_round=found))

    title = _("删去这次安排")
    return one_form(
        request, form, act, Asked(title, to_plan(found.plan, (title, "")), title, found.theme)
    )


def _page(plan: Any) -> str:
    return reverse("supervision:plan", args=[plan.pk])
