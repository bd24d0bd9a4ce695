"""The report of one member: their own, and as their branch and their community read it."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.periods import Period
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import below
from xianfeng.ledgers import documents
from xianfeng.members import queries as members_queries
from xianfeng.members.models import Member
from xianfeng.participation import papers, permissions, rules
from xianfeng.participation.enums import MEMBERS
from xianfeng.participation.forms import ScopeForm
from xianfeng.participation.queries import here as there
from xianfeng.participation.queries import sheets, standing
from xianfeng.participation.views.shared import (
    linked,
    period_form,
    scope,
    speaks,
    way,
    year_asked,
    years,
)
from xianfeng.ui import http


@require_safe
def every(request: Request) -> HttpResponse:
    """Show the members of a part of the tree with what is recorded of each."""
    if not request.viewer.paths(permissions.READERS):
        raise Http404
    year, day = year_asked(request), http.as_of(request)
    unit = scope(request)
    path = unit.path if unit else ""
    spells = members_queries.spells_visible_to(request.viewer, min(day, date(year, 12, 31)))
    found = spells.filter(below("unit__path", path)).select_related("member", "unit")
    page = http.page_of(request, found.order_by("unit__path", "member__name", "pk"))
    title = _("党员的记录")
    context = {
        "year": year,
        "unit": unit,
        "form": ScopeForm({"year": year, "unit": unit.code if unit else ""}, years(day, year)),
        "page": page,
        "rows": there.of_branch(request.viewer, page.object_list, year),
        "way": way((title, "")),
    }
    return render(request, "participation/members.html", context)


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
        "about": found,
        "sort": MEMBERS,
        "speaks": speaks(period),
        "way": [] if own else way((found.name, "")),
        "query": request.GET.urlencode(),
    }
    return render(request, "participation/member.html", context)
