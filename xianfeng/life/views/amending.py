"""Amending a confirmed meeting: the old version stays visible."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.life import actions, permissions, queries
from xianfeng.life.enums import MeetingState
from xianfeng.life.forms import AmendForm
from xianfeng.ui import http


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Amend a meeting; who was faster is shown beside what the user wrote."""
    meeting = get_object_or_404(queries.complete(request.viewer), pk=pk)
    if not permissions.may_record(request.viewer, meeting.unit):
        raise Denied
    if meeting.state == MeetingState.DRAFT:
        return http.HttpResponseRedirect(reverse("life:draft", args=[pk]))
    form = _form(request, meeting)
    if request.POST.get("do", "amend") == "amend" and form.is_bound and form.is_valid():
        try:
            return http.post_once(request, lambda: _amended(request, meeting, form))
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
        except Conflict as conflict:
            return _conflict(request, form, conflict.current)
    return render(request, "life/amend.html", {"form": form, "meeting": meeting})


def _form(request: HttpRequest, meeting: Any) -> AmendForm:
    form = AmendForm(
        request.POST if request.method == "POST" else None,
        viewer=request.viewer,
        unit=meeting.unit,
        today=clock.today(),
        base=queries.counted_away(request.viewer, meeting),
    )
    form.initial["version"] = meeting.version
    return form


def _amended(request: HttpRequest, meeting: Any, form: Any) -> str:
    actions.amend_meeting(
        actor=request.viewer,
        at=clock.now(),
        meeting=meeting,
        record=form.record(),
        version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, _("已更正，原来的内容仍可查看。"))
    return reverse("life:detail", args=[meeting.pk])


def _conflict(request: HttpRequest, form: Any, current: Any) -> HttpResponse:
    """Show what stands beside what was entered; sending again replaces what stands, knowingly."""
    rows = queries.against(request.viewer, current, form.record())
    form.data = form.data.copy()
    form.data["version"] = str(current.version)
    context = {"form": form, "meeting": current, "rows": rows}
    return render(request, "life/amend.html", context, status=409)
