"""A visit's own page, and each step before and after it is made."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.rectification.views.shown import lines
from xianfeng.supervision import actions, permissions, queries, rules
from xianfeng.supervision.enums import Kind
from xianfeng.supervision.forms import (
    DrawTeamForm,
    LeaderForm,
    PhotosForm,
    ReasonForm,
    ReplaceForm,
    ScheduleForm,
    VersionForm,
)
from xianfeng.supervision.views.plans import fresh_seed
from xianfeng.supervision.views.shared import (
    BOTH,
    Asked,
    bound,
    by,
    one_form,
    own_visit,
    page_of,
    to_visit,
    visit_of,
)
from xianfeng.ui import http

USUAL_TEAM = 3


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a visit: to the visited unit, what is theirs to know; to the others, all of it."""
    visit, viewer = visit_of(request, pk), request.viewer
    inside = permissions.inside(viewer, visit)
    problems = queries.problems_of(viewer, [visit])[visit.pk]
    team = list(visit.team.select_related("member"))
    context = {
        "visit": visit,
        "inside": inside,
        "shown": inside or visit.confirmed_on is not None,
        "team": [each for each in team if not each.left_because],
        "left": [each for each in team if each.left_because] if inside else [],
        "draws": queries.draws_to(viewer).filter(visit=visit),
        "problems": lines(problems, http.as_of(request)),
        "orders": _orders(problems),
        "verbs": _verbs(viewer, visit, team),
        "photos": queries.photos_to(viewer).filter(visit=visit).defer("content"),
        "photo_form": PhotosForm() if permissions.may_write(viewer, visit) else None,
        "order": _order(visit, problems) if permissions.may_issue(viewer, visit.issuer) else "",
        "way": to_visit(visit),
    }
    return render(request, "supervision/visit.html", context)


def _orders(problems: list[Any]) -> list[Any]:
    """Return the orders that went out with the visit's problems, each once."""
    sent = (each.order for each in problems if each.order and each.order.issued_on)
    return list(dict.fromkeys(sent))


def _order(visit: Any, problems: list[Any]) -> str:
    """Return where an order with the visit's problems is drafted, while some lie on none."""
    if not any(each.state == "open" and each.order_id is None for each in problems):
        return ""
    way = reverse("rectification:order_new", args=[visit.unit.code])
    return f"{way}?{urlencode({'issuer': visit.issuer_id})}"


def _verbs(viewer: Any, visit: Any, team: list[Any]) -> set[str]:
    """Return the verbs of the table that the viewer may say, less those that make no sense yet."""
    verbs = set(rules.VISIT.verbs(visit.state, permissions.sides(viewer, visit)))
    if not team:
        verbs -= {"replace_member", "choose_leader"}
    if visit.kind == Kind.UNANNOUNCED or visit.announced_on is not None:
        verbs -= {"announce_visit"}
    return verbs


@require_http_methods(BOTH)
def schedule(request: Request, pk: int) -> HttpResponse:
    """Set the day of a visit."""
    visit = own_visit(request, pk)
    initial = {"version": visit.version, "planned_on": visit.planned_on or clock.today()}
    form = ScheduleForm(bound(request), initial=initial)
    return _step(request, visit, form, actions.schedule_visit, _("定日期"))


@require_http_methods(BOTH)
def team(request: Request, pk: int) -> HttpResponse:
    """Draw the team."""
    visit = own_visit(request, pk)
    again = visit.team.exists()
    initial = {"version": visit.version, "number": USUAL_TEAM, "seed": fresh_seed()}
    form = DrawTeamForm(bound(request), initial=initial, again=again)

    def act(**said: Any) -> Any:
        draw = actions.draw_team(**said)
        told = {"number": len(draw.picked)}
        messages.success(request, _("已抽出 %(number)s 人，排在第一的任组长。") % told)
        return visit

    lead = _("在被督导单位任职、在它的上级或下级任职的人，以及上次去过的人，自动回避。")
    return _step(request, visit, form, act, _("重抽督导组") if again else _("抽取督导组"), lead)


@require_http_methods(BOTH)
def replace(request: Request, pk: int) -> HttpResponse:
    """Let the next of the same lots stand in for one who cannot come."""
    visit = own_visit(request, pk)
    form = ReplaceForm(bound(request), team=_present(visit), initial={"version": visit.version})
    lead = _("按同一次抽签的顺序，由下一位递补，不另抽签。")
    return _step(request, visit, form, actions.replace_member, _("换人"), lead)


@require_http_methods(BOTH)
def leader(request: Request, pk: int) -> HttpResponse:
    """Say who leads the team."""
    visit = own_visit(request, pk)
    form = LeaderForm(bound(request), team=_present(visit), initial={"version": visit.version})
    return _step(request, visit, form, actions.choose_leader, _("定组长"))


@require_http_methods(BOTH)
def announce(request: Request, pk: int) -> HttpResponse:
    """Let the unit know of its visit."""
    visit = own_visit(request, pk)
    form = VersionForm(bound(request), initial={"version": visit.version})
    lead = _("通知后，被督导单位看得到日期、方式、主题和督导组。")
    return _step(request, visit, form, actions.announce_visit, _("通知被督导单位"), lead)


@require_http_methods(BOTH)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Call a visit off."""
    visit = own_visit(request, pk)
    form = ReasonForm(bound(request), initial={"version": visit.version})
    return _step(request, visit, form, actions.cancel_visit, _("取消这次督导"))


@require_http_methods(BOTH)
def void(request: Request, pk: int) -> HttpResponse:
    """Declare a confirmed visit void."""
    visit = own_visit(request, pk)
    form = ReasonForm(bound(request), initial={"version": visit.version})
    lead = _("作废后不再计入次数，记录和原因留存。")
    return _step(request, visit, form, actions.void_visit, _("作废这次督导"), lead)


def _present(visit: Any) -> Any:
    return visit.team.filter(left_because="").select_related("member")


def _step(
    request: Request,
    visit: Any,
    form: Any,
    step: Callable[..., Any],
    title: str,
    lead: str = "",
) -> HttpResponse:
    """Answer for one step of a visit."""

    def act() -> str:
        step(**by(request), visit=visit, **form.cleaned_data)
        return page_of(visit)

    lead = lead or str(visit)
    return one_form(request, form, act, Asked(title, to_visit(visit, (title, "")), title, lead))
