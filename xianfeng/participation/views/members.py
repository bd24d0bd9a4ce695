"""The report of one member: their own, and as their branch and their community read it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from xianfeng.kernel.periods import Period
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import documents
from xianfeng.members.models import Member
from xianfeng.participation import papers, rules
from xianfeng.participation.queries import sheets, standing
from xianfeng.participation.views.shared import linked, period_form, way
from xianfeng.ui import http


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show the viewer what is recorded of their own service."""
    if request.viewer.member_id is None:
        raise Http404
    return _shown(request, *_asked(request, request.viewer.member_id))


@require_safe
def member(request: Request, pk: int) -> HttpResponse:
    """Show what is recorded of a member's service."""
    return _shown(request, *_asked(request, pk))


@require_safe
def word(request: Request, pk: int) -> HttpResponse:
    """Send a member's report as a Word document."""
    found, period = _asked(request, pk)
    sheet = sheets.of_member(request.viewer, found, period, http.as_of(request))
    branch = standing.branch_of(request.viewer, found, period.start.year)
    content = papers.of_member(found, branch, period, sheet)
    return documents.attachment(content, papers.title(found, period))


def _asked(request: Request, pk: int) -> tuple[Member, Period]:
    period = rules.period_asked(request.GET.get("period", ""), http.as_of(request))
    visible = standing.members_visible_to(request.viewer, period.start.year)
    return get_object_or_404(visible, pk=pk), period


def _shown(request: Request, found: Member, period: Period) -> HttpResponse:
    sheet = sheets.of_member(request.viewer, found, period, http.as_of(request))
    own = found.pk == request.viewer.member_id
    context = {
        "member": found,
        "own": own,
        "branch": standing.branch_of(request.viewer, found, period.start.year),
        "period": period,
        "sheet": sheet,
        "sections": linked(sheet, ""),
        "form": period_form(request, period),
        "way": [] if own else way((found.name, "")),
        "query": request.GET.urlencode(),
    }
    return render(request, "participation/member.html", context)
