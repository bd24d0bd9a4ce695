"""The set-up check: what is to be split, merged, upgraded or filled, and what was approved."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.members import permissions, settings_shown
from xianfeng.members.actions import setting as actions
from xianfeng.members.forms import EndForm, refuse
from xianfeng.members.forms.setting import REMEDIES, ApprovalForm, CheckForm, NumberForm
from xianfeng.members.queries import setting as reading
from xianfeng.members.rules import setting as rules
from xianfeng.ui import http
from xianfeng.units import permissions as units
from xianfeng.units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def check(request: Request) -> HttpResponse:
    """Show what the check found in a part as of a day."""
    form, rows, checked, day = _checked(request)
    context = {
        "form": form,
        "day": day,
        "checked": checked,
        "counts": settings_shown.counts(checked, REMEDIES),
        "page": http.page_of(request, rows),
        "approved": settings_shown.rows(checked.approved, REMEDIES, day),
        "export": f"{reverse('members:setting_export')}?{request.GET.urlencode()}",
    }
    return render(request, "members/setting.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the same findings as a workbook."""
    _form, rows, checked, day = _checked(request)
    every = [*rows, *settings_shown.rows(checked.approved, REMEDIES, day)]
    content = BytesIO()
    headings = [Heading(title, width=width) for title, width in settings_shown.HEADINGS]
    cells = [settings_shown.cells(row) for row in every]
    sheets.write_xlsx(content, headings, cells, sheet=_("设置检查"))
    content.seek(0)
    name = _("党组织设置检查_%(day)s.xlsx") % {"day": day}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: Request, code: str) -> HttpResponse:
    """Show one unit's findings with its numbers; posted, keep a number that was counted."""
    found = _unit(request, code)
    form = NumberForm(request.POST or None, initial={"counted_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        answer = _acted(request, form, found, actions.count_number, unit=found)
        if answer:
            return answer
    return _page(request, found, number=form)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, code: str, finding: str) -> HttpResponse:
    """Note a superior's approval for one finding of a unit."""
    found = _unit(request, code)
    if finding not in rules.BASES:
        raise Http404
    if not units.may_manage(request.viewer, found):
        raise Denied
    form = ApprovalForm(request.POST or None, initial={"approved_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        done = {"unit": found, "finding": finding}
        answer = _acted(request, form, found, actions.note_approval, **done)
        if answer:
            return answer
    title = settings_shown.title(finding)
    context = {"form": form, "unit": found, "title": title, "basis": rules.BASES[finding]}
    return render(request, "members/setting_approve.html", context)


@require_POST
def end(request: Request, code: str, finding: str) -> HttpResponse:
    """End the approval of one finding."""
    found = _unit(request, code)
    approval = get_object_or_404(reading.approval_of(request.viewer, found, finding))
    form = EndForm(request.POST)
    if form.is_valid():
        answer = _acted(request, form, found, actions.end_approval, approval=approval)
        if answer:
            return answer
    return _page(request, found, end=form)


def _checked(request: Request) -> tuple[CheckForm, list[Any], reading.Checked, Any]:
    """Return the filter, its rows and the whole check; 404 for who reads no roster."""
    if not permissions.reads_rosters(request.viewer):
        raise Http404
    day = http.as_of(request)
    form = CheckForm(request.GET, viewer=request.viewer)
    if not form.is_valid():
        return form, [], reading.Checked(), day
    checked = reading.check(request.viewer, day, form.path)
    wanted = form.cleaned_data
    rows = settings_shown.rows(checked.findings, REMEDIES, day)
    kept = [
        row
        for row in rows
        if row.line.finding.remedy == (wanted["remedy"] or row.line.finding.remedy)
        and row.line.finding.id == (wanted["finding"] or row.line.finding.id)
    ]
    return form, kept, checked, day


def _unit(request: Request, code: str) -> Unit:
    units_checked = reading.checked_units(request.viewer, clock.today())
    return get_object_or_404(units_checked, code=code)


def _page(request: Request, found: Unit, **forms: Form) -> HttpResponse:
    day = clock.today()
    checked = reading.check(request.viewer, day, found.path)
    own = [line for line in checked.lines if line.unit == found]
    context: dict[str, Any] = {
        "unit": found,
        "rows": settings_shown.rows(own, REMEDIES, day),
        "shape": settings_shown.facts(checked.shapes[found.pk])
        if found.pk in checked.shapes
        else (),
        "unplaced": reading.unplaced(request.viewer, found, day),
        "may": units.may_manage(request.viewer, found),
        "number": NumberForm(initial={"counted_on": day}),
        "end": EndForm(initial={"until_on": day}),
    }
    return render(request, "members/setting_unit.html", context | forms)


def _acted(
    request: Request, form: Form, found: Unit, act: Callable[..., Any], **given: Any
) -> HttpResponse | None:
    def done() -> str:
        act(actor=request.viewer, at=clock.now(), **given, **form.cleaned_data)
        return reverse("members:setting_unit", args=[found.code])

    try:
        return http.post_once(request, done)
    except Refused as refused:
        refuse(form, refused)
    return None
