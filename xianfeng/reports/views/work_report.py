"""The half-year and the annual work report, on screen and as a Word document."""

from io import BytesIO

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.ledgers.documents import official
from xianfeng.ledgers.documents.sending import DOCX
from xianfeng.reports.queries import values
from xianfeng.reports.queries.values import Scope
from xianfeng.reports.texts import drafts

EARLIEST = 1990


class ReportForm(forms.Form):
    """Which report, of which unit and year."""

    kind = forms.ChoiceField(
        label=_("报告"), choices=[("annual", _("全年")), ("half", _("上半年"))], required=False
    )
    year = forms.IntegerField(label=_("年份"), required=False)
    unit = forms.ChoiceField(label=_("党组织"), required=False)


@require_safe
def page(request: Request) -> HttpResponse:
    """Show the draft, each number a link to its list."""
    kind, year, scope = _asked(request)
    draft = drafts.draft(request.viewer, kind, scope, year, clock.today())
    form = ReportForm({"kind": kind, "year": year, "unit": scope.code})
    form.fields["unit"].choices = values.choices(request.viewer, scope, clock.today())
    context = {
        "draft": draft,
        "draft_title": drafts.plain_title(draft),
        "lines": drafts.on_screen(draft),
        "form": form,
        "query": f"kind={kind}&year={year}&unit={scope.code}",
        "unfinished": not drafts.is_over(kind, year, clock.today()),
    }
    return render(request, "reports/work_report.html", context)


@require_safe
def word(request: Request) -> FileResponse:
    """Send the draft as a Word document."""
    kind, year, scope = _asked(request)
    draft = drafts.draft(request.viewer, kind, scope, year, clock.today())
    content = BytesIO(official.write(draft))
    name = f"{drafts.plain_title(draft)}.docx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=DOCX)


def _asked(request: Request) -> tuple[str, int, Scope]:
    """Return which report is asked for; this year's annual one of the viewer's unit by default."""
    scope = values.scope(request.viewer, request.GET.get("unit", ""))
    if scope is None:
        raise Http404
    kind = "half" if request.GET.get("kind") == "half" else "annual"
    this_year = clock.today().year
    written = request.GET.get("year", "")
    year = int(written) if written.isascii() and written.isdecimal() and len(written) == 4 else 0
    return kind, year if EARLIEST <= year <= this_year else this_year, scope
