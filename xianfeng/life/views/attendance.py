"""Exemptions, make-up lessons, guests, and the attendance of leaders."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.kernel import clock
from xianfeng.life import actions, permissions, queries
from xianfeng.life.forms import ExemptForm, GuestForm, MakeUpForm, UntilForm
from xianfeng.life.views import asked, common
from xianfeng.ui import http
from xianfeng.units.enums import BRANCH_KINDS


@require_http_methods(["GET", "POST"])
def exemptions(request: HttpRequest) -> HttpResponse:
    """List who is exempted in a unit, and exempt somebody."""
    unit = asked.staff_unit(request)
    keeps = permissions.may_record(request.viewer, unit)
    # A branch exempts its own people; a whole city's would not fit a list to choose from.
    offered = keeps and unit.kind in BRANCH_KINDS
    ranks = queries.ranks(request.viewer, unit, clock.today()) if offered else {}
    today = {"decided_on": clock.today(), "from_on": clock.today()}
    form = ExemptForm(common.bound(request, "exempt"), ranks=ranks, initial=today)
    back = f"{reverse('life:exemptions')}?unit={unit.code}"
    if form.is_bound:
        asked.must_keep(request, unit)
    answer = common.done(request, form, lambda f: _exempt(request, unit, f), back)
    context = {
        "unit": unit,
        "keeps": keeps,
        "offered": offered,
        "form": form,
        "today": clock.today(),
        "page": http.page_of(request, queries.exemptions(request.viewer, unit)),
    }
    return answer or render(request, "life/exemptions.html", context)


@require_http_methods(["GET", "POST"])
def end_exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an exemption end."""
    found = get_object_or_404(queries.exemptions_visible_to(request.viewer), pk=pk)
    asked.must_keep(request, found.unit)
    form = UntilForm(request.POST or None, initial={"until_on": clock.today()})
    back = f"{reverse('life:exemptions')}?unit={found.unit.code}"
    shown = {"title": _("结束免于参加"), "lead": found.member.name, "label": _("结束")}

    def act(filled: Any) -> None:
        actions.end_exemption(
            actor=request.viewer, at=clock.now(), exemption=found, **filled.cleaned_data
        )

    return common.one_form(request, form, act, back, **shown)


@require_GET
def lacking(request: HttpRequest) -> HttpResponse:
    """List absences nobody made up for, and where members attended elsewhere, in a year."""
    unit, year = asked.staff_unit(request), asked.year(request)
    span = (date(year, 1, 1), min(date(year, 12, 31), clock.today()))
    context = {
        "unit": unit,
        "form": asked.form(unit, year),
        "year": year,
        "keeps": permissions.may_record(request.viewer, unit),
        "page": http.page_of(request, queries.lacking(request.viewer, unit, *span)),
        "visits": queries.visits(request.viewer, unit, *span)[:100],
    }
    return render(request, "life/lacking.html", context)


@require_http_methods(["GET", "POST"])
def make_up(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Record that somebody made up for a meeting."""
    meeting = get_object_or_404(queries.complete(request.viewer), pk=pk)
    missed = queries.missed_at(request.viewer, meeting)
    absence = next((m.absence for m in missed if m.absence.member_id == member), None)
    if absence is None:
        raise Http404
    asked.must_keep(request, meeting.unit)
    form = MakeUpForm(request.POST or None, initial={"on": clock.today()})
    back = reverse("life:detail", args=[pk])
    lead = f"{absence.member.name} · {meeting.get_kind_display()} {meeting.held_on}"
    shown = {"title": _("登记补课"), "lead": lead, "label": _("登记")}

    def act(filled: Any) -> None:
        actions.record_make_up(
            actor=request.viewer,
            at=clock.now(),
            meeting=meeting,
            member=absence.member,
            **filled.cleaned_data,
        )

    return common.one_form(request, form, act, back, **shown)


@require_http_methods(["GET", "POST"])
def add_guest(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a member of another branch came."""
    meeting = get_object_or_404(queries.complete(request.viewer), pk=pk)
    asked.must_keep(request, meeting.unit)
    form = GuestForm(request.POST or None)
    back = reverse("life:detail", args=[pk])
    lead = _("其他支部的党员来参加时登记；不计入本支部应到，记在其本人名下。")
    shown = {"title": _("登记来宾党员"), "lead": lead, "label": _("登记")}

    def act(filled: Any) -> None:
        actions.add_guest(
            actor=request.viewer, at=clock.now(), meeting=meeting, **filled.cleaned_data
        )

    return common.one_form(request, form, act, back, **shown)


@require_POST
def drop_guest(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a guest off the record."""
    guest = get_object_or_404(queries.guests_received(request.viewer), pk=pk)
    back = reverse("life:detail", args=[guest.meeting_id])

    def act() -> None:
        actions.drop_guest(actor=request.viewer, at=clock.now(), guest=guest)

    return common.dropped(request, act, back)


@require_GET
def leaders(request: HttpRequest) -> HttpResponse:
    """List leaders' attendance as ordinary members, and their lectures, in a year."""
    unit, year = asked.staff_unit(request), asked.year(request)
    span = (date(year, 1, 1), date(year, 12, 31))
    context = {
        "unit": unit,
        "form": asked.form(unit, year),
        "year": year,
        "leaders": queries.double_attendance(request.viewer, unit.path, *span),
    }
    return render(request, "life/leaders.html", context)


@require_GET
def leader(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one leader's meetings as an ordinary member, and lectures."""
    year = asked.year(request)
    span = (date(year, 1, 1), date(year, 12, 31))
    rows = queries.attendance_rows(request.viewer, "", *span).filter(member=pk)
    lectures = queries.lectures_by(request.viewer, pk, *span)
    name = queries.leader_name(request.viewer, pk)
    if not name:
        raise Http404
    context = {"name": name, "year": year, "rows": rows, "lectures": lectures}
    return render(request, "life/leader.html", context)


def _exempt(request: HttpRequest, unit: Any, form: Any) -> None:
    stated = dict(form.cleaned_data)
    member = get_object_or_404(queries.members_of(request.viewer), pk=stated.pop("member"))
    actions.exempt_member(actor=request.viewer, at=clock.now(), unit=unit, member=member, **stated)
