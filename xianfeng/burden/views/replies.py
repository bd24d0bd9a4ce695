"""One unit's answer: one page, one button; 本单位无 is one click."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.burden import actions, permissions, queries, rules
from xianfeng.burden.forms import AnswerForm, ReasonForm, VersionForm
from xianfeng.burden.views.shared import (
    BOTH,
    Asked,
    attempt,
    bound,
    by,
    one_form,
    to_collection,
)
from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied


@require_http_methods(BOTH)
def reply(request: Request, pk: int) -> HttpResponse:
    """Show an answer, or the page on which it is given."""
    one, today = _reply_of(request, pk), clock.today()
    sides = permissions.reply_sides(request.viewer, one)
    if request.method == "POST" and rules.UNIT not in sides:
        raise Denied
    form, none = _forms(request, one)

    def act() -> str:
        about = {"reply": one, "version": none.cleaned_data["version"]}
        empty = request.POST.get("verb") == "none"
        said = {} if empty else form.said()
        actions.answer_collection(**by(request), **about, said=said, none=empty)
        return reverse("burden:reply", args=[one.pk])

    posted: Any = none if request.POST.get("verb") == "none" else form
    answer = attempt(request, posted, act) if none.is_valid() else None
    context = _shown(one, sides, form, today)
    return answer or render(request, "burden/reply.html", context)


@require_http_methods(BOTH)
def reopen(request: Request, pk: int) -> HttpResponse:
    """Ask a unit to look at its answer again."""
    one = _reply_of(request, pk)
    if not permissions.may_collect(request.viewer, one.collection.unit):
        raise Denied
    form = ReasonForm(bound(request), initial={"version": one.version})

    def act() -> str:
        actions.reopen_reply(**by(request), reply=one, **form.cleaned_data)
        return reverse("burden:reply", args=[one.pk])

    title = _("退回重核")
    lead = _("已经答复的内容保留，单位改好后再交。")
    return one_form(
        request, form, act, Asked(title, to_collection(one.collection, (title, "")), title, lead)
    )


def _reply_of(request: Request, pk: int) -> Any:
    return get_object_or_404(queries.replies_to(request.viewer), pk=pk)


def _forms(request: Request, one: Any) -> tuple[Any, Any]:
    """Return the form of all fields, with what the system holds, and that of 本单位无."""
    items = list(one.collection.items.all())
    known = [item for item in items if item.known]
    values = queries.values_of(request.viewer, one.unit, known, clock.today())
    before = {f"value_{each.item_id}": each.value for each in one.entries.all()}
    start = before | {"version": one.version}
    form = AnswerForm(bound(request), items, values, initial=start)
    return form, VersionForm(bound(request))


def _shown(one: Any, sides: set[str], form: Any, today: Any) -> dict[str, Any]:
    task = one.collection
    standing = task.state == "issued" and task.expires_on >= today
    verbs = rules.REPLY.verbs(one.state, sides) if standing else []
    return {
        "reply": one,
        "task": task,
        "form": form,
        "entries": one.entries.select_related("item").order_by("item__seq"),
        "may_answer": "answer_collection" in verbs,
        "may_reopen": "reopen_reply" in verbs,
        "way": to_collection(task, (one.unit.name, "")),
    }
