"""Contact points: who goes where, visits recorded on the spot, problems solved."""

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.outreach import permissions
from xianfeng.outreach.actions import contacts as actions
from xianfeng.outreach.forms import AssignForm, EndForm, ReasonForm, SolveForm, VisitForm
from xianfeng.outreach.queries import contacts as queries
from xianfeng.outreach.views import shared
from xianfeng.outreach.views.events import WORKBOOK
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])
HEADINGS = (
    Heading("联系点", width=28),
    Heading("联系领导"),
    Heading("走访日期", "date"),
    Heading("看到的情况", width=40),
    Heading("问题", width=40),
    Heading("解决日期", "date"),
    Heading("怎么解决的", width=40),
)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the contact points in the viewer's part, and what is still open there."""
    unit, day = shared.scope(request), http.as_of(request)
    path = unit.path if unit else ""
    context = {
        "unit": unit,
        "day": day,
        "page": http.page_of(request, queries.listed(request.viewer, day, path)),
        "open": queries.open_problems(request.viewer, path)[:100],
        "may_assign": bool(request.viewer.paths(permissions.ASSIGNERS)),
    }
    return render(request, "outreach/contacts.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Send a year's visits as a workbook, one row a problem."""
    unit, year = shared.scope(request), http.as_of(request).year
    found = queries.visits_of_year(request.viewer, year, unit.path if unit else "")
    target = BytesIO()
    rows = (row for visit in found for row in _rows(visit))
    sheets.write_xlsx(target, HEADINGS, rows, sheet="联系点走访台账")
    response = HttpResponse(target.getvalue(), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="contacts-{year}.xlsx"'
    return response


@either
def assign(request: HttpRequest) -> HttpResponse:
    """Give a leader a unit as their contact point."""
    if not request.viewer.paths(permissions.ASSIGNERS):
        raise Denied
    unit = shared.recording(request)
    leaders = queries.leaders(request.viewer, clock.today())
    form = AssignForm(request.POST or None, leaders=leaders, initial={"from_on": clock.today()})
    if shared.posted(request, form):
        given = form.cleaned_data

        def act(**who: Any) -> str:
            made = actions.assign_contact(
                unit=unit, leader_id=given["leader"], from_on=given["from_on"], **who
            )
            return reverse("outreach:contact", args=[made.pk])

        answer = shared.acted(request, form, act, _("已登记。"))
        if answer:
            return answer
    context = {"form": form, "unit": unit, "title": _("登记联系点"), "lead": unit.name}
    return render(request, "outreach/ask.html", context | {"label": _("登记")})


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a contact point with its visits."""
    contact = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    context = {
        "contact": contact,
        "page": http.page_of(request, queries.visits(request.viewer, contact), 20),
        "may_visit": permissions.may_visit(request.viewer, contact),
        "may_assign": permissions.may_assign(request.viewer, contact.unit),
    }
    return render(request, "outreach/contact.html", context)


@either
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask from which day on the contact is over; posted, end it."""
    contact = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if not permissions.may_assign(request.viewer, contact.unit):
        raise Denied
    form = EndForm(request.POST or None, initial={"until_on": clock.today()})
    if shared.posted(request, form):

        def act(**who: Any) -> str:
            actions.end_contact(contact=contact, **form.cleaned_data, **who)
            return reverse("outreach:contact", args=[pk])

        answer = shared.acted(request, form, act, _("已结束。"))
        if answer:
            return answer
    lead = f"{contact.leader.name} · {contact.unit.name}"
    context = {"form": form, "title": _("结束联系"), "lead": lead, "label": _("结束")}
    return render(request, "outreach/ask.html", context)


@either
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a visit to a contact point: made for a phone."""
    contact = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if not permissions.may_visit(request.viewer, contact):
        raise Denied
    form = VisitForm(request.POST or None, initial={"on": clock.today()})
    if shared.posted(request, form):
        given = {"on": form.cleaned_data["on"], "seen": form.cleaned_data["seen"]}

        def act(**who: Any) -> str:
            actions.record_visit(contact=contact, problems=form.problems(), **given, **who)
            return reverse("outreach:contact", args=[pk])

        answer = shared.acted(request, form, act, _("已记下这次走访。"))
        if answer:
            return answer
    return render(request, "outreach/record_visit.html", {"form": form, "contact": contact})


@require_safe
def visited(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one visit with its problems."""
    found = get_object_or_404(queries.visits_visible_to(request.viewer), pk=pk)
    may = permissions.may_visit(request.viewer, found.contact)
    return render(request, "outreach/visit.html", {"visit": found, "may": may})


@either
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a visit, with the reason."""
    found = get_object_or_404(queries.visits_visible_to(request.viewer), pk=pk)
    if not permissions.may_visit(request.viewer, found.contact):
        raise Denied
    form = ReasonForm(request.POST or None)
    if shared.posted(request, form):

        def act(**who: Any) -> str:
            actions.withdraw_visit(visit=found, **form.cleaned_data, **who)
            return reverse("outreach:visit", args=[pk])

        answer = shared.acted(request, form, act, _("已作废，原来的内容和原因仍留在台账里。"))
        if answer:
            return answer
    context = {"form": form, "title": _("作废一次走访"), "lead": found.contact.unit.name}
    return render(request, "outreach/ask.html", context | {"label": _("作废"), "kind": "danger"})


@either
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask when and how a problem was solved; posted, close it."""
    problem = get_object_or_404(queries.problems_visible_to(request.viewer), pk=pk)
    if not permissions.may_visit(request.viewer, problem.visit.contact):
        raise Denied
    form = SolveForm(request.POST or None, initial={"solved_on": clock.today()})
    if shared.posted(request, form):

        def act(**who: Any) -> str:
            actions.solve_problem(problem=problem, **form.cleaned_data, **who)
            return reverse("outreach:visit", args=[problem.visit_id])

        answer = shared.acted(request, form, act, _("已解决。"))
        if answer:
            return answer
    context = {"form": form, "title": _("问题解决了"), "lead": problem.text, "label": _("保存")}
    return render(request, "outreach/ask.html", context)


def _rows(visit: Any) -> list[tuple[Any, ...]]:
    place = (visit.contact.unit.name, visit.contact.leader.name, visit.on, visit.seen)
    problems = [(one.text, one.solved_on, one.solution) for one in visit.problems.all()]
    return [(*place, *problem) for problem in problems or [("", None, "")]]
