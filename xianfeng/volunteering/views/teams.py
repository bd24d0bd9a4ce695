"""Teams: the list, founding one, who is in it, and its end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.members import queries as members_queries
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, bound, by, tried
from xianfeng.volunteering import actions, permissions, queries
from xianfeng.volunteering.forms import EndForm, MembersForm, PathForm, TeamForm
from xianfeng.volunteering.models import Team
from xianfeng.volunteering.views.shared import recording, scope, status, way
from xianfeng.volunteering.views.shown import SHOWN


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the teams of a part of the tree, with how many are in each."""
    viewer, day = request.viewer, http.as_of(request)
    if not viewer.paths(permissions.READERS):
        raise Http404
    unit = scope(request)
    found = queries.teams_with_size(viewer, unit.path if unit else "", day)
    context = {
        "form": PathForm(request.GET),
        "unit": unit,
        "page": http.page_of(request, found),
        "may": bool(viewer.paths(permissions.WRITERS)),
        "narrowed": bool(request.GET),
        "way": way((_("服务队"), "")),
    }
    return render(request, "volunteering/teams.html", context)


@require_http_methods(BOTH)
def found(request: Request) -> HttpResponse:
    """Ask for a team's name and day; posted, found it."""
    unit = recording(request)
    form = TeamForm(bound(request), initial={"founded_on": clock.today()})

    def act() -> str:
        made = actions.found_team(**by(request), unit=unit, **form.cleaned_data)
        return reverse("volunteering:team", args=[made.pk])

    crumbs = way((_("服务队"), reverse("volunteering:teams")), (_("成立服务队"), ""))
    context = {"form": form, "title": _("成立服务队"), "lead": unit.name, "unit": unit}
    context |= {"way": crumbs, "label": _("成立")}
    answer = tried(request, form, act, again=True)
    return answer or render(request, "volunteering/ask.html", context, status=status(form))


@require_http_methods(BOTH)
def team(request: Request, pk: int) -> HttpResponse:
    """Show a team; who keeps its records ticks who is in it."""
    row = _row(request, pk)
    may = permissions.may_organise(request.viewer, row.unit) and row.ended_on is None
    if request.method == "POST" and not may:
        raise Denied
    spells = list(queries.team_spells(request.viewer, row))
    form = _members_form(request, row, spells) if may else None

    def act() -> str:
        actions.set_team_members(**by(request), team=row, **form.cleaned_data)
        messages.success(request, _("队员名单已保存。"))
        return reverse("volunteering:team", args=[pk])

    answer = tried(request, form, act, again=True) if form else None
    crumbs = way((_("服务队"), reverse("volunteering:teams")), (row.name, ""))
    context = {"team": row, "spells": spells, "form": form, "way": crumbs}
    code = status(form) if form else 200
    return answer or render(request, "volunteering/team.html", context, status=code)


@require_http_methods(BOTH)
def end(request: Request, pk: int) -> HttpResponse:
    """End a team from a day on."""
    row = _row(request, pk)
    if not permissions.may_organise(request.viewer, row.unit):
        raise Denied
    form = EndForm(bound(request), initial={"version": row.version, "ended_on": clock.today()})
    here = reverse("volunteering:team", args=[pk])

    def act() -> str:
        actions.end_team(**by(request), team=row, **form.cleaned_data)
        return here

    crumbs = way((_("服务队"), reverse("volunteering:teams")), (row.name, here),
                 (_("结束服务队"), ""))  # fmt: skip
    context = {"form": form, "title": _("结束服务队"), "lead": row.name, "way": crumbs}
    context |= {"label": _("结束")}
    answer = tried(request, form, act, again=True)
    return answer or render(request, "volunteering/ask.html", context, status=status(form))


def _row(request: Request, pk: int) -> Team:
    return get_object_or_404(queries.teams_visible_to(request.viewer), pk=pk)


def _members_form(request: Request, row: Team, spells: list[Any]) -> MembersForm:
    there = {one.member_id: one.member.name for one in spells}
    around = members_queries.spells_visible_to(request.viewer, clock.today())
    around = around.filter(unit__path__startswith=row.unit.path).exclude(member__in=there)
    around = around.select_related("member").order_by("member__name", "pk")[:SHOWN]
    first = {"version": row.version, "members": list(there)}
    form = MembersForm(bound(request), initial=first)
    form.offer([*there.items(), *((one.member_id, one.member.name) for one in around)])
    return form
