"""Rounds: the list, a new one, one with its slips or its results, and each step."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ratings import actions, permissions, queries, rules
from xianfeng.ratings.enums import Stars
from xianfeng.ratings.forms import AmendForm, ReasonForm, RoundForm, VersionForm
from xianfeng.ratings.views.shared import one_form, own_round, page_of, round_of, to_round
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by
from xianfeng.units import queries as units_queries

USUAL = timedelta(days=30)


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the rounds of the viewer's part, and where they may begin one."""
    context = {
        "page": http.page_of(request, queries.listed(request.viewer)),
        "organisers": queries.organisers(request.viewer, clock.today()),
    }
    return render(request, "ratings/list.html", context)


@require_http_methods(BOTH)
def create(request: Request, code: str) -> HttpResponse:
    """Prepare a round."""
    unit = get_object_or_404(units_queries.visible_to(request.viewer), code=code)
    if not permissions.may_organise(request.viewer, unit):
        raise Denied
    viewer, today = request.viewer, clock.today()
    days = {"from_on": today, "until_on": today + USUAL}
    units = queries.rateable(viewer, unit, today)
    form = RoundForm(bound(request), units, unit, today, initial=days)

    def act() -> str:
        said = dict(form.cleaned_data)
        chosen = queries.chosen(viewer, unit, today, said.pop("which"), said.pop("units"))
        return page_of(actions.prepare_round(**by(request), unit=unit, units=chosen, **said))

    title = _("发起评议")
    way = [(_("群众评议"), reverse("ratings:list")), (title, "")]
    return one_form(request, form, act, Asked(title, way, _("下一步：印评议码"), unit.name))


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a round: what to do next while it lasts, and its results once it is closed."""
    return _shown(request, round_of(request, pk))


@require_http_methods(BOTH)
def amend(request: Request, pk: int) -> HttpResponse:
    """Change what a round is called, and its days."""
    held = own_round(request, pk)
    now = {"title": held.title, "from_on": held.from_on, "until_on": held.until_on}
    form = AmendForm(bound(request), initial=now | {"version": held.version})

    def act() -> str:
        return page_of(actions.amend_round(**by(request), held=held, **form.cleaned_data))

    title = _("修改名称和日期")
    return one_form(request, form, act, Asked(title, to_round(held, (title, "")), _("保存")))


@require_http_methods(BOTH)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Ask why a round is void; posted, cancel it."""
    held = own_round(request, pk)
    form = ReasonForm(bound(request), initial={"version": held.version})

    def act() -> str:
        return page_of(actions.cancel_round(**by(request), held=held, **form.cleaned_data))

    title, lead = _("作废这次评议"), _("收到的评议不拆看，一起销毁；印好的评议码都不能再用。")
    asked = Asked(title, to_round(held, (title, "")), _("作废"), lead, "danger")
    return one_form(request, form, act, asked)


@require_POST
def start(request: Request, pk: int) -> HttpResponse:
    """Open a round."""
    return _step(request, pk, actions.open_round)


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    """End a round and count it."""
    return _step(request, pk, actions.close_round)


def _step(request: Request, pk: int, act: Any) -> HttpResponse:
    """Do what one button says, and go back to the round."""
    held, form = own_round(request, pk), VersionForm(request.POST)

    def done() -> str:
        seen = form.cleaned_data["version"] if form.is_valid() else held.version
        return page_of(act(**by(request), held=held, version=seen))

    try:
        return http.post_once(request, done)
    except Refused as refusal:
        said = refusal.message
    except Conflict:
        held, said = round_of(request, pk), _("这次评议刚刚有了变化，现在是下面的样子。")
    return _shown(request, held, said, 409)


def _shown(request: Request, held: Any, refused: str = "", status: int = 200) -> HttpResponse:
    lines = queries.lines(request.viewer, held)
    page = http.page_of(request, lines)
    organises = permissions.may_organise(request.viewer, held.unit)
    sides = {rules.ORGANISER} if organises else set()
    context = {
        "round": held,
        "page": page,
        "total": queries.total(request.viewer, lines),
        "stars": Stars.labels,
        "remarked": [line for line in page if line.remarks],
        "alone": len(lines) == 1,
        "verbs": rules.ROUND.verbs(held.state, sides),
        "made": any(line.rated.made for line in lines),
        "least": rules.LEAST,
        "refused": refused,
        "way": to_round(held),
    }
    return render(request, "ratings/detail.html", context, status=status)
