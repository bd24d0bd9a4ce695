"""机关党建＋: who pushes a key task, by which projects, and what was done for it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.plans import actions, permissions, queries, tying
from xianfeng.plans.forms import PusherForm, PushingProjectForm
from xianfeng.plans.models import Task
from xianfeng.plans.views import shown
from xianfeng.plans.views.shared import (
    BOTH,
    Asked,
    bound,
    by,
    led_task,
    one_form,
    task_of,
    to_task,
)


@require_http_methods(BOTH)
def pusher(request: Request, pk: int) -> HttpResponse:
    """Say which unit pushes a key task, and how; ``?drop=`` takes one away."""
    task = _key_task(led_task(request, pk))
    drop = request.GET.get("drop")
    if drop is not None and request.method == "POST":
        return _drop_pusher(request, task, drop)
    form = PusherForm(bound(request), units=queries.possible_pushers(request.viewer))

    def act() -> str:
        actions.set_pusher(**by(request), task=task, **form.cleaned_data)
        return shown.task_address(task)

    title = _("写明推动的组织")
    return one_form(request, form, act, Asked(title, to_task(task, (title, "")), lead=task.title))


@require_http_methods(BOTH)
def project(request: Request, pk: int) -> HttpResponse:
    """Say which project of one's own part pushes a key task."""
    task = _tied_task(request, pk)
    rows = queries.pushing_projects(request.viewer, task)
    form, title = PushingProjectForm(bound(request), rows=rows), _("关联项目")

    def act() -> str:
        actions.tie_project(**by(request), task=task, **form.cleaned_data)
        return shown.task_address(task)

    return one_form(request, form, act, Asked(title, to_task(task, (title, "")), title, task.title))


@require_http_methods(BOTH)
def tie(request: Request, pk: int) -> HttpResponse:
    """Show what one's own units recorded lately; posted, tie what was chosen."""
    task = _tied_task(request, pk)
    kinds = tying.kinds()
    kind = next((each for each in kinds if each.id == request.GET.get("kind")), kinds[0])
    if request.method == "POST" and _tie(request, task, kind.id):
        return HttpResponseRedirect(shown.task_address(task))
    title = _("关联做了的事")
    context = {
        "task": task,
        "kinds": kinds,
        "kind": kind,
        "rows": queries.recent(request.viewer, task, kind, clock.today()),
        "title": title,
        "way": to_task(task, (title, "")),
    }
    return render(request, "plans/tie.html", context)


@require_http_methods(BOTH)
def did(request: Request, pk: int, kind: str) -> HttpResponse:
    """Show what was done for a key task, of one kind; posted, take a tie of one's own away."""
    task = _key_task(task_of(request, pk))
    if request.method == "POST":
        return _untie(request, task, kind)
    found = [each for each in queries.did(request.viewer, task) if each.kind.id == kind]
    if not found:
        raise Http404
    facts = queries.facts_of(request.viewer, found[0])
    own = queries.own_facts(request.viewer, [(kind, fact.key) for fact in facts])
    context = {
        "task": task,
        "kind": found[0].kind,
        "rows": [(fact, (kind, fact.key) in own) for fact in facts],
        "way": to_task(task, (found[0].kind.title, "")),
    }
    return render(request, "plans/did.html", context)


def _tie(request: Request, task: Task, kind: str) -> bool:
    keys = request.POST.getlist("fact")[:200]
    chosen = [(kind, int(key)) for key in keys if _is_key(key)]
    return _told(request, actions.tie_facts, task=task, chosen=chosen)


def _untie(request: Request, task: Task, kind: str) -> HttpResponse:
    key = request.POST.get("key", "")
    if not _is_key(key):
        raise Http404
    _told(request, actions.untie_fact, task=task, kind=kind, key=int(key))
    return HttpResponseRedirect(shown.task_address(task))


def _is_key(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 19


def _drop_pusher(request: Request, task: Task, code: str) -> HttpResponse:
    for each in queries.pushers(request.viewer, task):
        if each.unit.code == code:
            _told(request, actions.remove_pusher, task=task, unit=each.unit)
    return HttpResponseRedirect(shown.task_address(task))


def _told(request: Request, act: Any, **about: Any) -> bool:
    """Act, and say on the page what is to be put right; True when it was done."""
    try:
        act(**by(request), **about)
    except Refused as refusal:
        messages.warning(request, refusal.message)
        return False
    return True


def _key_task(task: Task) -> Task:
    if task.key_on is None:
        raise Http404
    return task


def _tied_task(request: Request, pk: int) -> Task:
    """Return a key task to which the viewer may tie; 404 outside their part, 403 inside it."""
    task = _key_task(task_of(request, pk))
    if not permissions.may_tie(request.viewer, task):
        raise Denied
    return task
