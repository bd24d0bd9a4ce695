"""Officers and vacancies of units, and the groups of branches."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import permissions as exports
from xianfeng.ledgers import registry
from xianfeng.members import permissions
from xianfeng.members.actions import groups as grouping
from xianfeng.members.actions import posts as actions
from xianfeng.members.forms import UnitCodeForm, refuse
from xianfeng.members.forms.officers import OfficersForm, RegroupForm, SeatForm
from xianfeng.members.queries import groups as grouped
from xianfeng.members.queries import officers as reading
from xianfeng.ui import http
from xianfeng.units.models import Unit

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the officers of every unit of a part as of a day, with what is vacant."""
    _reader(request)
    day = http.as_of(request)
    form = OfficersForm(request.GET, viewer=request.viewer)
    found = reading.benches(request.viewer, day, form.path) if form.is_valid() else []
    vacant = [one for one in found if one.vacancies]
    only = form.is_valid() and form.cleaned_data["show"] == "vacant"
    kept = vacant if only else [one for one in found if one.posts or one.vacancies]
    context = {
        "form": form,
        "day": day,
        "page": http.page_of(request, kept),
        "vacancies": sum(len(one.vacancies) for one in vacant),
        "vacant": len(vacant),
        "export": _export(request),
    }
    return render(request, "members/officers.html", context)


@either
def unit(request: Request, code: str) -> HttpResponse:
    """Show who held which post in one unit; posted, have somebody take one up."""
    found = get_object_or_404(
        reading.units_in_being(request.viewer, clock.today()).select_related("parent"), code=code
    )
    today = clock.today()
    form = SeatForm(
        request.POST or None,
        initial={"from_on": today, "title": request.GET.get("title", "")},
        viewer=request.viewer,
        unit=found,
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        answer = _assigned(request, form, found)
        if answer:
            return answer
    return _unit_page(request, found, form)


@require_safe
def groups(request: Request) -> HttpResponse:
    """Show the branches with groups, and those that have members enough to be divided."""
    _reader(request)
    day = http.as_of(request)
    form = UnitCodeForm(request.GET, viewer=request.viewer)
    lines = grouped.overview(request.viewer, day, form.path) if form.is_valid() else []
    context = {"form": form, "day": day, "page": http.page_of(request, lines)}
    return render(request, "members/groups.html", context)


@either
def branch_groups(request: Request, code: str) -> HttpResponse:
    """Show the groups of one branch; posted, move members between them."""
    today = clock.today()
    branch = grouped.branch_of(request.viewer, code, today)
    if branch is None:
        raise Http404
    found = grouped.groups_of(request.viewer, branch, today)
    form = RegroupForm(request.POST or None, initial={"from_on": today}, groups=found)
    keeps = permissions.may_keep(request.viewer, branch.path)
    if request.method == "POST" and not keeps:
        raise Denied
    if request.method == "POST" and form.is_valid():
        answer = _regrouped(request, form, branch)
        if answer:
            return answer
    context = {"branch": branch, "groups": found, "form": form, "keeps": keeps}
    return render(request, "members/branch_groups.html", context)


def _reader(request: Request) -> None:
    if not permissions.reads_rosters(request.viewer):
        raise Http404


def _export(request: Request) -> str:
    kind = registry.get("posts")
    if not exports.may_export(request.viewer, kind):
        return ""
    return reverse("ledgers:export", args=[kind.id, "xlsx"])


def _assigned(request: Request, form: SeatForm, found: Unit) -> HttpResponse | None:
    def done() -> str:
        actions.assign_post(actor=request.viewer, at=clock.now(), **form.seat())
        return reverse("members:unit_posts", args=[found.code])

    return _acted(request, form, done)


def _regrouped(request: Request, form: RegroupForm, branch: Unit) -> HttpResponse | None:
    def done() -> str:
        moves = form.moves()
        grouping.regroup(actor=request.viewer, at=clock.now(), branch=branch, **moves)
        return reverse("members:branch_groups", args=[branch.code])

    return _acted(request, form, done)


def _unit_page(request: Request, found: Unit, form: SeatForm) -> HttpResponse:
    context = {
        "unit": found,
        "bench": reading.bench(request.viewer, found, clock.today()),
        "history": reading.history(request.viewer, found),
        "keeps": permissions.may_keep(request.viewer, found.path),
        "form": form,
    }
    return render(request, "members/unit_posts.html", context)


def _acted(request: Request, form: Form, done: Any) -> HttpResponse | None:
    try:
        return http.post_once(request, done)
    except Refused as refused:
        refuse(form, refused)
    return None
