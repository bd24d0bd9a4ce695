"""The report of one unit: on screen, on paper, as a workbook; and its signature."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.periods import Cycle, Period
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import documents
from xianfeng.participation import actions, papers, permissions, rules
from xianfeng.participation.enums import UNITS
from xianfeng.participation.models import Report
from xianfeng.participation.queries import sheets, standing
from xianfeng.participation.views.shared import XLSX, linked, period_form, speaks, way
from xianfeng.ui import http
from xianfeng.ui.asking import by
from xianfeng.units.models import Unit


@require_safe
def unit(request: Request) -> HttpResponse:
    """Show what a unit did, as the facts say it, with what the communities say."""
    found, period = _asked(request)
    sheet = sheets.of_unit(request.viewer, found, period, http.as_of(request))
    context = {
        "unit": found,
        "period": period,
        "sheet": sheet,
        "sections": linked(sheet, found.code),
        "form": period_form(request, period, found.code),
        "about": found,
        "sort": UNITS,
        "speaks": speaks(period),
        "way": way((found.name, "")),
        "query": request.GET.urlencode(),
    }
    return render(request, "participation/unit.html", context | _signature(request, found, sheet))


def _signature(request: Request, found: Unit, sheet: sheets.Sheet) -> dict[str, Any]:
    """Return what the page says of the signature; only a whole year is signed."""
    year, report = sheet.period.start.year, sheet.report
    signs = sheet.period.cycle is Cycle.YEAR and permissions.may_sign(request.viewer, found)
    return {
        "signed": report if report and report.signed_on else None,
        "version": report.version if report else 0,
        "signs": signs,
        "ready": signs and rules.may_sign(year, clock.today(), sheet.unsaid),
        "opens": rules.opens_on(year),
        "due": rules.opinion_due_on(year),
    }


@require_safe
def word(request: Request) -> HttpResponse:
    """Send the report as a Word document."""
    found, period = _asked(request)
    sheet = sheets.of_unit(request.viewer, found, period, http.as_of(request))
    return documents.attachment(papers.of_unit(found, period, sheet), papers.title(found, period))


@require_safe
def book(request: Request) -> FileResponse:
    """Send the report as a workbook: each number, and below it what is behind it."""
    found, period = _asked(request)
    sheet = sheets.of_unit(request.viewer, found, period, http.as_of(request))
    filename = f"{papers.title(found, period)}.xlsx"
    content = papers.workbook(found, period, sheet)
    return FileResponse(content, as_attachment=True, filename=filename, content_type=XLSX)


@require_POST
def sign(request: Request) -> HttpResponse:
    """Sign a year's report, or take the signature back."""
    found, period = _asked(request, request.POST)
    if not permissions.may_sign(request.viewer, found):
        raise Denied
    there = f"{reverse('participation:unit')}?unit={found.code}&period={period.start.year}"
    try:
        return http.post_once(request, lambda: _signed(request, found, period.start.year, there))
    except Refused as refused:
        messages.warning(request, refused.message)
    except Conflict:
        messages.warning(request, _("别人刚刚改过，请看看最新情况再办。"))
    return redirect(there)


def _signed(request: Request, found: Unit, year: int, there: str) -> str:
    version = _number(request.POST.get("version", ""))
    if request.POST.get("verb") == "reopen_report":
        row = get_object_or_404(Report, unit=found, year=year)
        actions.reopen_report(**by(request), row=row, version=version)
        messages.success(request, _("已撤回签署，社区可以修改意见。"))
    else:
        actions.sign_report(**by(request), unit=found, year=year, version=version)
        messages.success(request, _("已签署。"))
    return there


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _asked(request: Request, data: Any = None) -> tuple[Unit, Period]:
    """Return the unit and the period asked for; 404 for a unit whose report is not for the viewer.

    Without a code it is the viewer's own unit.
    """
    said = request.GET if data is None else data
    period = rules.period_asked(said.get("period", ""), http.as_of(request))
    code = said.get("unit", "").replace("\0", " ").strip()
    visible = standing.units_visible_to(request.viewer, period.start.year)
    if code:
        return get_object_or_404(visible, code=code), period
    own = visible.filter(path__in=request.viewer.paths(permissions.READERS)).order_by("path")
    found = own.first()
    if found is None:
        raise Http404
    return found, period
