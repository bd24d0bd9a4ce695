"""Pages of changes: the list, one change, and planning one with its preview."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.lifecycle import permissions, queries, rules
from xianfeng.lifecycle.actions import changes
from xianfeng.lifecycle.enums import ChangeKind
from xianfeng.lifecycle.forms import ChangeForm, FilterForm
from xianfeng.ui import http
from xianfeng.units import queries as units


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the changes of the viewer's part, the latest first."""
    if not permissions.reads(request.viewer):
        raise Http404
    form = FilterForm(request.GET)
    page = http.page_of(request, form.found(request.viewer))
    return render(request, "lifecycle/list.html", {"form": form, "page": page})


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show what may be changed of a unit, and what is planned and was done."""
    viewer = request.viewer
    found = _unit(request, code)
    if not permissions.reads(viewer):
        raise Http404
    offered = [ChangeKind(kind) for kind in queries.offered(viewer, found)]
    page = http.page_of(request, queries.of_unit(viewer, found))
    return render(request, "lifecycle/unit.html", {"unit": found, "offered": offered, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Ask what the change is, then show what it does; confirmed, lay it down."""
    found = _unit(request, code)
    if kind not in ChangeKind.values:
        raise Http404
    confirmed = "confirmed" in request.POST
    if kind not in queries.offered(request.viewer, found) and not (
        # A second click comes after the unit has changed, and is still the same person's.
        confirmed and permissions.may_plan(request.viewer, found, kind)
    ):
        raise Denied
    form = ChangeForm(
        request.POST or None, viewer=request.viewer, kind=kind, unit=found, today=clock.today()
    )
    page: dict[str, Any] = {"form": form, "unit": found, "kind": ChangeKind(kind)}
    if request.method == "POST" and form.is_valid():
        try:
            if confirmed:
                return http.post_once(request, lambda: _laid_down(request, form))
            page |= _previewed(request, form)
        except Refused as refused:
            form.refuse(refused)
    return render(request, "lifecycle/plan.html", page)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one change; while it is planned, what it does and what may be done with it."""
    return _detail(request, _change(request, pk))


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a change take effect whose day has come."""
    return _done(request, pk, changes.apply_change)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a change before its day."""
    return _done(request, pk, changes.cancel_change)


def _detail(request: HttpRequest, change: Any, refused: str = "") -> HttpResponse:
    viewer, today = request.viewer, clock.today()
    planned = rules.may("cancel", change.state)
    members = list(change.members.all())
    own = change.unit is None or viewer.reaches(change.unit.path)
    page = {
        "change": change,
        "pairs": _pairs(change),
        "members": members if own else [],
        "effects": queries.preview(viewer, change, members, today) if planned and own else [],
        "may": planned and permissions.may_finish(viewer, change),
        "due": rules.is_due(change.state, change.effective_on, today),
        "refused": refused,
    }
    return render(request, "lifecycle/detail.html", page)


def _done(request: HttpRequest, pk: int, act: Any) -> HttpResponse:
    change = _change(request, pk)

    def done() -> str:
        act(actor=request.viewer, at=clock.now(), change=change, version=_version(request))
        return reverse("lifecycle:detail", args=[pk])

    try:
        return http.post_once(request, done)
    except Refused as refused:
        return _detail(request, change, refused.message)
    except Conflict as conflict:
        return _detail(request, conflict.current, _("它刚刚被别人办理过，现在是下面的样子。"))


def _laid_down(request: HttpRequest, form: ChangeForm) -> str:
    made = changes.plan_change(
        actor=request.viewer, at=clock.now(), change=form.change(), members=form.chosen()
    )
    return reverse("lifecycle:detail", args=[made.pk])


def _previewed(request: HttpRequest, form: ChangeForm) -> dict[str, Any]:
    today, change = clock.today(), form.change()
    changes.rehearse(request.viewer, today, change, form.chosen())
    effects = queries.preview(request.viewer, change, form.chosen(), today)
    return {"effects": effects, "pairs": _pairs(change), "previewed": True}


def _pairs(change: Any) -> list[tuple[str, Any]]:
    """Return what a change says, in words; what it does not say is left out."""
    said = [
        (_("组织"), change.unit.name if change.unit else ""),
        (_("新的名称"), change.name),
        (_("新组织的编码"), change.code),
        (_("组织类别"), change.get_unit_kind_display() if change.unit_kind else ""),
        (_("上级或去向"), change.target.name if change.target else ""),
        (_("所属单位"), change.agency.name if change.agency else ""),
        (_("生效日期"), change.effective_on),
        (_("批复日期"), change.decided_on),
        (_("批复文号"), change.document_number),
        (_("事由"), change.reason),
        (_("登记人"), change.recorded_by),
    ]
    return [(label, value) for label, value in said if value]


def _unit(request: HttpRequest, code: str) -> Any:
    seen = units.visible_to(request.viewer).select_related("agency", "parent")
    return get_object_or_404(seen, code=code)


def _change(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(queries.visible_to(request.viewer), pk=pk)


def _version(request: HttpRequest) -> int:
    written = request.POST.get("version", "")
    return int(written) if written.isdecimal() and len(written) < 10 else 0
