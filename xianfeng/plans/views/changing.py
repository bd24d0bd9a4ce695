"""Changing the day or wording of a task or node: asking, making, and answering."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel.requests import Request
from xianfeng.plans import actions, permissions, queries, rules
from xianfeng.plans.forms import AnswerForm, ChangeForm
from xianfeng.plans.models import Change, Task, TaskNode
from xianfeng.plans.views import shown
from xianfeng.plans.views.shared import (
    BOTH,
    Asked,
    attempt,
    bound,
    by,
    led_task,
    node_of,
    one_form,
    to_list,
    to_task,
)
from xianfeng.ui import http

ANSWERS = {"approve_change": actions.approve_change, "refuse_change": actions.refuse_change}


@require_http_methods(BOTH)
def task(request: Request, pk: int) -> HttpResponse:
    """Change a task, or ask for it."""
    found = led_task(request, pk)
    return _change(request, found, found, 300)


@require_http_methods(BOTH)
def node(request: Request, pk: int) -> HttpResponse:
    """Change a node, or ask for it."""
    found = node_of(request, pk)
    return _change(request, led_task(request, found.task_id), found, 200)


def _change(request: Request, task: Task, row: Task | TaskNode, longest: int) -> HttpResponse:
    """Ask for a change; whoever issued the plan makes it at once."""
    initial = {"title": row.title, "due_on": row.due_on, "version": row.version}
    form = ChangeForm(bound(request), longest=longest, initial=initial)
    if permissions.may_issue(request.viewer, task.plan):
        verb, title = actions.make_change, _("调整时限或内容")
        lead = _("保存后立即生效，原来的时限和内容留在记录里。")
    else:
        verb, title = actions.ask_change, _("申请调整")
        lead = _("由 %(unit)s 答复；答复之前仍按原时限。") % {"unit": task.plan.unit.name}

    def act() -> str:
        said = form.cleaned_data
        verb(**by(request), row=row, **said)
        return shown.task_address(task)

    asked = Asked(title, to_task(task, (title, "")), title, f"{row.title}。{lead}")
    return one_form(request, form, act, asked)


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the changes of one's part: what waits for an answer first, then the rest."""
    seen = queries.changes_to(request.viewer)
    context = {
        "waiting": queries.waiting(request.viewer),
        "page": http.page_of(request, seen),
        "way": to_list((_("调整"), "")),
    }
    return render(request, "plans/changes.html", context)


@require_http_methods(BOTH)
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a change; posted, agree, refuse, or take it back."""
    change = get_object_or_404(queries.changes_to(request.viewer), pk=pk)
    form = AnswerForm(bound(request), initial={"version": change.version})
    verb = request.POST.get("verb", "")
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, form, partial(_answer, request, change, verb, form.cleaned_data))
        if answer:
            return answer
    asked = change.state in rules.ASKED
    context = {
        "change": change,
        "form": form,
        "issuer": asked and permissions.may_issue(request.viewer, change.task.plan),
        "lead": asked and permissions.may_complete(request.viewer, change.task),
        "way": to_task(change.task, (_("调整"), "")),
    }
    return render(request, "plans/change.html", context)


def _answer(request: Request, change: Change, verb: str, said: dict[str, Any]) -> str:
    if verb == "withdraw_change":
        actions.withdraw_change(**by(request), change=change, version=said["version"])
    else:
        act = ANSWERS.get(verb, actions.refuse_change)
        act(**by(request), change=change, **said)
    return reverse("plans:change", args=[change.pk])
