"""A member's check-in: by themselves on a phone, by their branch for one, or for many at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.checkin import actions, queries
from xianfeng.checkin.forms import MemberForm, first_offer, roster_offer, ticks
from xianfeng.checkin.homes import home_of
from xianfeng.checkin.models import MemberCheckin
from xianfeng.checkin.views.shared import one_form, way
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.members.models import Member
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by


@require_http_methods(BOTH)
def mine(request: Request) -> HttpResponse:
    """Show the member's own check-in, ready to send; posted, check in or change it."""
    member = queries.myself(request.viewer)
    if member is None:
        raise Http404
    title = _("我的社区报到")
    lead = _("已替您填好。看一眼，不对的点一下，再按最下面的按钮。")
    return _asked(request, member, Asked(title, [], _("报到"), lead), reverse("checkin:mine"))


@require_http_methods(BOTH)
def on_behalf(request: Request, pk: int) -> HttpResponse:
    """Check one member in for them, or change what they offer."""
    people = queries.people(request.viewer, clock.today())
    spell = get_object_or_404(people, member=pk)
    title = _("代党员报到")
    asked = Asked(title, way((title, "")), _("代为报到"), f"{spell.member.name}，{spell.unit.name}")
    return _asked(request, spell.member, asked, reverse("checkin:missing"))


@require_POST
def several(request: Request) -> HttpResponse:
    """Check the ticked members in at the community the roster says they live in."""
    ticked = ticks(request.POST.getlist("row"))
    found = list(queries.people(request.viewer, clock.today()).filter(member_id__in=ticked))
    if not found:
        messages.warning(request, _("请先勾选。"))
        return redirect(_back(request))
    try:
        return http.post_once(request, lambda: _checked_in(request, found))
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect(_back(request))


def _checked_in(request: Request, spells: list[Any]) -> str:
    done, homeless = 0, []
    for spell in spells:
        member = spell.member
        community, grid = home_of(member.community)
        if community is None:
            homeless.append(member.name)
            continue
        actions.checkin_member(
            **by(request), member=member, community=community, grid=grid,
            from_on=clock.today(), offer=roster_offer(member),
        )  # fmt: skip
        done += 1
    if done:
        messages.success(request, _("已代 %(number)s 名党员报到，等社区确认。") % {"number": done})
    if homeless:
        names = "、".join(homeless)
        text = _("花名册没有写居住社区：%(names)s。请点姓名逐个代为报到。")
        messages.warning(request, text % {"names": names})
    return _back(request)


def _back(request: Request) -> str:
    """Return the list the ticks came from."""
    there = request.POST.get("back", "")
    own = url_has_allowed_host_and_scheme(there, None) and there.startswith("/checkin/")
    return there if own else reverse("checkin:missing")


def _asked(request: Request, member: Member, asked: Asked, there: str) -> HttpResponse:
    standing = queries.own(request.viewer, member.pk)
    form = MemberForm(request.viewer, bound(request), initial=first_offer(member, standing))

    def act() -> str:
        _written(request, member, standing, form)
        messages.success(request, _("已保存。") if standing else _("已经报到，谢谢。"))
        return there

    template = "checkin/member.html"
    return one_form(request, form, act, asked, template, standing=standing, member=member)


def _written(
    request: Request, member: Member, standing: MemberCheckin | None, form: MemberForm
) -> None:
    community, grid = form.home()
    if community is None:
        raise Refused(_("请选社区。"), "place")
    same = (community.pk, grid.pk if grid else None)
    if standing is not None and (standing.community_id, standing.grid_id) == same:
        actions.amend_member(
            **by(request), row=standing, version=standing.version, offer=form.offer()
        )
        return
    actions.checkin_member(
        **by(request), member=member, community=community, grid=grid,
        from_on=clock.today(), offer=form.offer(),
    )  # fmt: skip
