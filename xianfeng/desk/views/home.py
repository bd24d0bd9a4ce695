"""The desk: what a person has to do, by what they are to a unit."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from xianfeng.accounts.enums import Office
from xianfeng.desk import queries, rules
from xianfeng.desk.views import asked, shown, worker
from xianfeng.desk.views.words import address, full_date
from xianfeng.duties import queries as duties_queries
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Grant
from xianfeng.ui import http
from xianfeng.units.enums import BRANCH_KINDS, Role, UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, RECORDERS

TERMS_SHOWN = 5
LINES_SHOWN = 3
OFFICE_PAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    Office.SYSTEM: ((_("账户"), "accounts:users"),),
    Office.SECURITY: ((_("账户与管理员"), "accounts:users"), (_("组织上的角色"), "units:roles")),
    Office.AUDIT: ((_("审计记录"), "accounts:audit"),),
}


@require_safe
def home(request: Request) -> HttpResponse:
    """Show the desk of one of the viewer's own posts: ``?unit=CODE``, or the first."""
    own = rules.strongest(request.viewer.grants)
    if not own and request.viewer.places:
        return render(request, "desk/worker.html", _of_worker(request))
    if not own:
        offered = OFFICE_PAGES.get(request.viewer.office, ())
        pages = [(label, address(name)) for label, name in offered]
        return render(request, "desk/office.html", {"pages": pages, "today": _today(request)})
    code = request.GET.get("unit", "")
    grant = next((each for each in own if code in {"", each.unit_code}), None)
    unit = queries.own_unit(request.viewer, grant) if grant else None
    if grant is None or unit is None:
        raise Http404
    template, more = _desk(request, grant, unit)
    page = {
        "grant": grant,
        "role": Role(grant.role).label,
        "unit": unit,
        "own": own if len(own) > 1 else [],
        "today": _today(request),
        "kept": request.GET.get("as_of", ""),
    }
    return render(request, template, {**page, **more})


def _desk(request: Request, grant: Grant, unit: Unit) -> tuple[str, dict[str, Any]]:
    if grant.role == Role.MEMBER:
        return "desk/member.html", _of_member(request, unit)
    if unit.kind in BRANCH_KINDS or unit.kind == UnitKind.GROUP:
        return "desk/branch.html", _of_branch(request, unit)
    return "desk/oversight.html", _of_oversight(request, unit)


def _of_branch(request: Request, unit: Unit) -> dict[str, Any]:
    viewer, day = request.viewer, http.as_of(request)
    owed = duties_queries.owed_by(viewer, unit, day)
    ends = queries.ending_terms(viewer, unit, day, rules.look_ahead(day))
    now = shown.tasks(owed.now, unit, day)
    late = shown.tasks(owed.late, unit, day)
    waiting = queries.waiting(viewer, unit, day)
    return {
        "answers": asked.answers(waiting.answers, day),
        "cards": asked.cards(waiting.cards, unit),
        "planned": queries.next_meetings(viewer, unit, day),
        "now": now,
        "all_done": not any(task.is_open for task in now),
        "late": [task for task in late if not rules.is_long_ago(task.due_on, day)],
        "long_ago": [task for task in late if rules.is_long_ago(task.due_on, day)],
        "coming": shown.tasks(owed.coming, unit, day),
        "terms": shown.terms([*queries.overrun_terms(viewer, unit, day), *ends], day),
        "may_record": viewer.reaches(unit.path, RECORDERS),
        "record_href": address("life:record", unit=unit.code),
        "board_href": address("desk:board", unit=unit.code, as_of=request.GET.get("as_of", "")),
        "my_record": _my_record(request),
    }


def _of_member(request: Request, unit: Unit) -> dict[str, Any]:
    viewer, day = request.viewer, http.as_of(request)
    return {
        "answers": asked.answers(queries.own_waiting(viewer, day), day),
        "may_record": True,
        "planned": queries.next_meetings(viewer, unit, day),
        "gatherings": queries.gatherings(viewer, unit, day),
        "meetings": queries.last_meetings(viewer, unit, day),
        "my_record": _my_record(request),
        "list_href": address("life:list", unit=unit.code),
    }


def _of_worker(request: Request) -> dict[str, Any]:
    viewer, day = request.viewer, http.as_of(request)
    return {"groups": worker.groups(viewer, day), "own": [], "today": _today(request)}


def _of_oversight(request: Request, unit: Unit) -> dict[str, Any]:
    viewer, day = request.viewer, http.as_of(request)
    found = duties_queries.exceptions(viewer, as_of=day, under=unit, limit=LINES_SHOWN)
    kept = request.GET.get("as_of", "")
    overrun = queries.overrun_terms(viewer, unit, day)
    ends = queries.ending_terms(viewer, unit, day, rules.look_ahead(day))
    imports = viewer.reaches(unit.path, MANAGERS)
    watch = queries.watched(viewer, unit, day, LINES_SHOWN)
    return {
        "watched": asked.groups(watch, unit, day, kept),
        "groups": shown.groups(found, unit, day, kept),
        "overrun": shown.terms(overrun[:TERMS_SHOWN], day),
        "overrun_count": overrun.count(),
        "overrun_href": address(
            "reports:figure", "org.terms_overdue", **{"from": day, "to": day, "unit": unit.code}
        ),
        "terms": shown.terms(ends[:TERMS_SHOWN], day),
        "waiting": queries.imports_waiting(viewer) if imports else 0,
        "ledgers_href": address("ledgers:home"),
        "board_href": address("desk:board", unit=unit.code, as_of=kept),
        "my_record": _my_record(request),
    }


def _my_record(request: Request) -> str:
    """Return the page of one's own record, or nothing for somebody who is no member here."""
    member = request.viewer.member_id
    return address("members:detail", member) if member else ""


def _today(request: Request) -> str:
    return full_date(http.as_of(request))
