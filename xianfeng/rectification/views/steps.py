"""One problem: what it is, how it stands, and the steps that the viewer may take."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied, Viewer
from xianfeng.rectification import actions, permissions, rules
from xianfeng.rectification.forms.problems import FORMS
from xianfeng.rectification.models import Problem
from xianfeng.rectification.queries import problems as queries
from xianfeng.rectification.views import shown
from xianfeng.ui import http

TITLES = {
    "plan_problem": gettext_lazy("定整改措施"),
    "answer_problem": gettext_lazy("报整改情况"),
    "take_answer_back": gettext_lazy("收回整改情况"),
    "verify_problem": gettext_lazy("核实销号"),
    "send_problem_back": gettext_lazy("退回"),
    "reopen_problem": gettext_lazy("重新打开"),
    "extend_problem": gettext_lazy("延期"),
    "withdraw_problem": gettext_lazy("撤回问题"),
}
_UNSETTLED = ("open", "answered")
_FIRST = ("answer_problem", "verify_problem")


@dataclass(frozen=True)
class Step:
    """A step as the page offers it: where it goes, what it asks; ``bare`` asks nothing."""

    verb: str
    title: str
    action: str
    form: forms.Form
    first: bool
    opened: bool

    @property
    def bare(self) -> bool:
        """True when one tap does it."""
        return len(self.form.fields) == 1


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one problem with the steps that are the viewer's to take."""
    row = get_object_or_404(queries.complete(request.viewer), pk=pk)
    return _page(request, row, _steps(request, row))


@require_POST
def step(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step; what is to be put right comes back on the problem's page."""
    row = get_object_or_404(queries.complete(request.viewer), pk=pk)
    if verb not in FORMS:
        return redirect("rectification:problem", pk)
    if rules.PROBLEM.edge(verb).by not in permissions.sides(request.viewer, row):
        raise Denied
    form = FORMS[verb](request.POST, auto_id=f"id_{verb}_%s")
    if form.is_valid():
        try:
            return http.post_once(request, lambda: _taken(request, row, verb, form.cleaned_data))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        except Conflict as conflict:
            form.data = request.POST.copy() | {"version": str(conflict.current.version)}
            form.add_error(None, _("别人刚刚改过这个问题，请看看最新情况再办"))
    row = get_object_or_404(queries.complete(request.viewer), pk=pk)
    return _page(request, row, _steps(request, row, verb, form), status=422)


def _taken(request: Request, row: Problem, verb: str, said: dict[str, Any]) -> str:
    act = getattr(actions, verb)
    act(actor=request.viewer, at=clock.now(), problem=row, **said)
    return reverse("rectification:problem", args=[row.pk])


def _steps(
    request: Request, row: Problem, tried: str = "", bound: forms.Form | None = None
) -> list[Step]:
    sides = permissions.sides(request.viewer, row)
    verbs = rules.PROBLEM.verbs(row.state, sides)
    both = {rules.OWNER, rules.VERIFIER} <= sides
    theirs = {verb for verb in verbs if both and rules.PROBLEM.edge(verb).by == rules.OWNER}
    if tried and tried not in verbs:
        verbs = [*verbs, tried]
    known = {name: getattr(row, name) for name in ("version", "measure", "leader", "owner")}
    return [
        Step(
            verb,
            _("代责任单位%(verb)s") % {"verb": TITLES[verb]}
            if verb in theirs
            else str(TITLES[verb]),
            reverse("rectification:step", args=[row.pk, verb]),
            bound
            if verb == tried and bound
            else FORMS[verb](initial=known | {"on": clock.today()}, auto_id=f"id_{verb}_%s"),
            verb in _FIRST and verb not in theirs,
            verb == tried,
        )
        for verb in verbs
    ]


def _page(request: Request, row: Problem, steps: list[Step], status: int = 200) -> HttpResponse:
    viewer, day = request.viewer, http.as_of(request)
    parts = list(queries.parts(viewer, row))
    context = {
        "problem": row,
        "line": shown.line(row, day),
        "pairs": shown.pairs(row),
        "steps": sorted(steps, key=lambda one: not one.first),
        "answers": queries.answers(viewer, row),
        "extensions": queries.extensions(viewer, row),
        "parts": shown.lines(parts, day) if len(parts) > 1 else [],
        "blocked": sum(one.joint_id == row.pk and one.state in _UNSETTLED for one in parts),
        "may_split": row.state == "open" and not row.joint_id and _may_split(viewer, row),
        "repeats": shown.lines(queries.repeats(viewer, row), day),
        "origin": queries.origin(viewer, row),
        "late": shown.line(row, day).mark == "overdue",
        "history": shown.history(queries.history(viewer, row)),
        "way": shown.steps([(row.text[:20], "")]),
    }
    return render(request, "rectification/problem.html", context, status=status)


def _may_split(viewer: Viewer, row: Problem) -> bool:
    return permissions.may_raise(viewer, row.unit, row.verifier, own=False)
