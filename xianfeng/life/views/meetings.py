"""The list of meetings, one meeting, its minutes on paper, and the ledger as a workbook."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from xianfeng.kernel import clock
from xianfeng.ledgers import sheets
from xianfeng.life import ledger, permissions, queries
from xianfeng.life.enums import MeetingState
from xianfeng.life.forms import FilterForm
from xianfeng.ui import http

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Show the meetings the viewer may see, the latest first."""
    form = FilterForm(request.GET)
    found = queries.listed(request.viewer, **form.narrowing())
    page = http.page_of(request, found)
    context = {
        "form": form,
        "page": page,
        "may_record": bool(request.viewer.paths(permissions.WRITERS)),
        "staff": bool(request.viewer.paths(permissions.READERS_OF_ABSENCES)),
        "query": request.GET.urlencode(),
    }
    return render(request, "life/list.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Send the same list as a workbook that imports again."""
    form = FilterForm(request.GET)
    found = queries.listed(request.viewer, **form.narrowing())
    target = BytesIO()
    sheets.write_xlsx(target, ledger.HEADINGS, ledger.rows(request.viewer, found), sheet="会议台账")
    response = HttpResponse(target.getvalue(), content_type=WORKBOOK)
    name = f"meetings-{clock.today():%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one meeting, what it discharged, and every version of it."""
    meeting = get_object_or_404(queries.complete(request.viewer), pk=pk)
    history = queries.versions(request.viewer, meeting)
    context = {
        "meeting": meeting,
        "pairs": [pair for pair in history.current.pairs if pair[0] != queries.LABELS["agenda"]],
        "discharged": queries.discharged(request.viewer, meeting),
        "state": meeting.state,
        "confirmed": meeting.state == MeetingState.CONFIRMED,
        "may_record": permissions.may_record(request.viewer, meeting.unit),
        "staff": permissions.sees_absences(request.viewer, meeting.unit),
        "missed": queries.missed_at(request.viewer, meeting),
        "guests": queries.guests_visible_to(request.viewer).filter(meeting=meeting),
        "is_life_meeting": queries.life_meetings(request.viewer).filter(pk=pk).exists(),
        "history": history,
    }
    return render(request, "life/detail.html", context)


@require_GET
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes as they are printed and signed."""
    meeting = get_object_or_404(queries.complete(request.viewer), pk=pk)
    cells = queries.versions(request.viewer, meeting).current.cells
    context = {"meeting": meeting, "cells": cells}
    return render(request, "life/minutes.html", context)
