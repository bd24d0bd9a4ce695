"""The community's side: who reported here, and its word on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xianfeng.checkin import actions, queries
from xianfeng.checkin.enums import CheckinState
from xianfeng.checkin.forms import MOST, HereForm
from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.ui import http
from xianfeng.ui.asking import by


@require_safe
def here(request: Request) -> HttpResponse:
    """Show who reported to the communities the viewer works for: what waits for a word first."""
    if not request.viewer.places:
        raise Http404
    form = HereForm(request.GET or None)
    units, members = queries.here(request.viewer, form.wanted())
    context = {
        "form": form,
        "units": units[:MOST],
        "page": http.page_of(request, members),
        "names": "、".join(grant.unit_name for grant in request.viewer.places),
    }
    return render(request, "checkin/here.html", context)


@require_POST
def confirm(request: Request) -> HttpResponse:
    """Confirm the ticked check-ins that still wait for it."""
    if not request.viewer.places:
        raise Http404
    rows = _ticked(request)

    def act() -> str:
        done = 0
        for row in rows:
            try:
                actions.confirm_checkin(**by(request), row=row, version=row.version)
            except (Conflict, Refused):
                continue  # somebody else has just dealt with it
            done += 1
        if done:
            messages.success(request, _("已确认 %(number)s 条报到。") % {"number": done})
        return reverse("checkin:here")

    if not rows:
        messages.warning(request, _("请先勾选。"))
        return redirect("checkin:here")
    return http.post_once(request, act)


def _ticked(request: Request) -> list[UnitCheckin | MemberCheckin]:
    """Return the ticked check-ins that still wait."""
    units, members = queries.here(request.viewer, CheckinState.REPORTED)
    chosen = set(request.POST.getlist("row"))
    return [
        *(row for row in units if f"unit-{row.pk}" in chosen),
        *(row for row in members if f"member-{row.pk}" in chosen),
    ]
