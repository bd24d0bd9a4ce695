"""Members entered by hand, and decisions on their standing."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.members import permissions, queries
from xianfeng.members.actions import registering
from xianfeng.members.actions import standings as actions
from xianfeng.members.forms import refuse
from xianfeng.members.forms.standings import ArrivalForm, EntryForm, RestoreForm, StandingForm
from xianfeng.members.models import Member
from xianfeng.members.queries import standings as reading
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])


@either
def enter(request: Request) -> HttpResponse:
    """Enter a member whom the roster forgot."""
    _keeper_of_some(request)
    form = EntryForm(request.POST or None, viewer=request.viewer, today=clock.today())
    lead = _("花名册漏登的党员在这里补登；组织关系从入党日期和支部成立日期中较晚的一天算起。")
    return _entering(request, form, _("补登党员"), lead)


@either
def arrive(request: Request) -> HttpResponse:
    """Enter a member who comes from outside the system with a letter."""
    _keeper_of_some(request)
    today = clock.today()
    first = {"received_on": today}
    form = ArrivalForm(request.POST or None, initial=first, viewer=request.viewer, today=today)
    lead = _("从接收之日起编入支部。系统内转来的不在这里登记，请在“待我接收”里办理。")
    return _entering(request, form, _("登记系统外转入"), lead)


@either
def change(request: Request, pk: int) -> HttpResponse:
    """Ask what was decided of a member; posted, record it."""
    member = _kept(request, pk)
    today = clock.today()
    form = StandingForm(
        request.POST or None, initial={"changed_on": today}, member=member, on=today
    )
    if request.method == "POST" and form.is_valid():
        answer = _acted(request, form, member, actions.change_standing)
        if answer:
            return answer
    return _page(request, member, change=form)


@require_POST
def restore(request: Request, pk: int) -> HttpResponse:
    """Restore a suspended member to a branch."""
    member = _kept(request, pk)
    form = RestoreForm(request.POST, viewer=request.viewer, today=clock.today())
    if form.is_valid():
        answer = _acted(request, form, member, actions.restore_standing)
        if answer:
            return answer
    return _page(request, member, restore=form)


@require_safe
def departures(request: Request) -> HttpResponse:
    """Show who left the ranks, was suspended, or came back."""
    if not permissions.reads_rosters(request.viewer):
        raise Http404
    page = http.page_of(request, reading.visible_to(request.viewer))
    reachable = queries.reachable(request.viewer, [row.member_id for row in page])
    return render(request, "members/departures.html", {"page": page, "reachable": reachable})


def _keeper_of_some(request: Request) -> None:
    if not request.viewer.paths(permissions.KEEPERS):
        raise Http404


def _kept(request: Request, pk: int) -> Member:
    member = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    home = queries.home(request.viewer, member)
    if not permissions.may_keep(request.viewer, home.unit.path if home else ""):
        raise Denied
    return member


def _entering(request: Request, form: EntryForm, title: str, lead: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():

        def done() -> str:
            made = registering.register_member(actor=request.viewer, at=clock.now(), **form.entry())
            return reverse("members:detail", args=[made.pk])

        try:
            return http.post_once(request, done)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "members/enter.html", {"form": form, "title": title, "lead": lead})


def _acted(
    request: Request, form: Form, member: Member, act: Callable[..., Any]
) -> HttpResponse | None:
    def done() -> str:
        act(actor=request.viewer, at=clock.now(), member=member, **form.cleaned_data)
        return reverse("members:detail", args=[member.pk])

    try:
        return http.post_once(request, done)
    except Refused as refused:
        refuse(form, refused)
    return None


def _page(request: Request, member: Member, **forms: Form) -> HttpResponse:
    today = clock.today()
    first = {"changed_on": today}
    context: dict[str, Any] = {
        "member": member,
        "changes": reading.of_member(request.viewer, member),
        "change": StandingForm(initial=first, member=member, on=today),
    }
    if permissions.suspended(member):
        context["restore"] = RestoreForm(initial=first, viewer=request.viewer, today=today)
    return render(request, "members/standing.html", context | forms)
