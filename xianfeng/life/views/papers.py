"""What is filed on paper: notice, minutes, attendance sheet, the year's ledger."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from xianfeng.kernel import clock
from xianfeng.ledgers import documents
from xianfeng.life import papers, queries
from xianfeng.life.views import asked


@require_GET
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the notice of a meeting."""
    meeting = get_object_or_404(queries.complete(request.viewer), pk=pk)
    title, parts = papers.notice(meeting, clock.today())
    return documents.attachment(documents.paper(title, parts), title.replace("\n", ""))


@require_GET
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the minutes of a meeting."""
    meeting = get_object_or_404(queries.complete(request.viewer), pk=pk)
    cells = queries.versions(request.viewer, meeting).current.cells
    title, parts = papers.minutes(meeting, cells)
    return documents.attachment(documents.paper(title, parts), title.replace("\n", ""))


@require_GET
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the attendance sheet: blank to be signed, or as it was recorded."""
    meeting = get_object_or_404(queries.staff_meetings(request.viewer), pk=pk)
    listed = queries.people(request.viewer, meeting.unit, meeting.kind, meeting.held_on)
    title, parts = papers.attendance(meeting, listed)
    return documents.attachment(documents.paper(title, parts), title.replace("\n", ""))


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """Send a unit's ledger of organisational life for a year."""
    unit, year = asked.staff_unit(request), asked.year(request)
    title, parts = papers.ledger(unit, year, queries.of_year(request.viewer, unit, year))
    return documents.attachment(documents.paper(title, parts), title.replace("\n", ""))
