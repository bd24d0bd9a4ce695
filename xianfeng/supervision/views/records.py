"""Recording a visit on one page, amending it, and asking whether a record has arrived."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock, idempotency
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.supervision import actions, permissions, rules
from xianfeng.supervision.forms import AmendForm, NamedRecordForm, RecordForm
from xianfeng.supervision.views.shared import (
    BOTH,
    bound,
    by,
    own_visit,
    page_of,
    to_visit,
    tried,
    visit_of,
)
from xianfeng.ui import http


@require_http_methods(BOTH)
def record(request: Request, pk: int) -> HttpResponse:
    """Record a visit: draft, confirm with problems, or confirm that nothing was found."""
    visit = visit_of(request, pk)
    if not permissions.may_write(request.viewer, visit):
        raise Denied
    if not rules.VISIT.may("confirm_visit", visit.state):
        return _over(request, visit)
    wish = request.POST.get("do", "")
    form = _form(request, visit, wish)
    answer = None
    if wish in {"draft", "confirm", "none"}:
        answer = tried(request, form, lambda: _recorded(request, visit, form, wish))
    if answer is not None:
        return answer
    context = {"visit": visit, "form": form, "title": _("记录督导"), "way": _way(visit)}
    return render(request, "supervision/record.html", context)


@require_http_methods(BOTH)
def amend(request: Request, pk: int) -> HttpResponse:
    """Amend a confirmed record, with the reason."""
    visit = own_visit(request, pk)
    if not rules.VISIT.may("amend_visit", visit.state):
        return _over(request, visit)
    more = int(request.POST.get("do") == "more")
    form = _amending(request, visit, more)

    def act() -> str:
        said = {"record": form.record(), "reason": form.cleaned_data["reason"]}
        version = form.cleaned_data["version"]
        actions.amend_visit(**by(request), visit=visit, version=version, **said)
        messages.success(request, _("已更正，原来的记录留存。"))
        return _taken(request, visit)

    answer = None if more else tried(request, form, act)
    context = {"visit": visit, "form": form, "title": _("更正督导记录"), "way": _way(visit)}
    return answer or render(request, "supervision/record.html", context | {"amending": True})


@require_safe
def taken(request: Request, pk: int, key: UUID) -> JsonResponse:
    """Say whether what a browser still holds has arrived."""
    visit = visit_of(request, pk)
    if not permissions.may_write(request.viewer, visit):
        raise Denied
    arrived = idempotency.taken(key, request.user.pk)
    return JsonResponse({"taken": arrived, "state": str(visit.state)})


def _form(request: Request, visit: Any, wish: str) -> RecordForm:
    shape = RecordForm if visit.team.exists() else NamedRecordForm
    return shape(
        bound(request),
        today=clock.today(),
        draft=visit.draft,
        more=int(wish == "more"),
        lenient=wish in {"draft", "more"},
        initial={"version": visit.version},
    )


def _amending(request: Request, visit: Any, more: int) -> AmendForm:
    stands = {"held_on": visit.held_on, "looked": visit.looked}
    return AmendForm(
        bound(request),
        today=clock.today(),
        draft=stands,
        more=more,
        lenient=bool(more),
        initial={"version": visit.version},
    )


def _recorded(request: Request, visit: Any, form: RecordForm, wish: str) -> str:
    act = actions.save_record if wish == "draft" else actions.confirm_visit
    said = form.record(none=wish == "none")
    act(**by(request), visit=visit, version=form.cleaned_data["version"], record=said)
    number = len(said.findings)
    if wish == "draft":
        messages.success(request, _("草稿已保存，可随时接着记。"))
    elif number:
        messages.success(
            request, _("已确认。%(number)s 个问题已列入整改台账。") % {"number": number}
        )
    else:
        messages.success(request, _("已确认：本次没有发现问题。"))
    return _taken(request, visit)


def _taken(request: Request, visit: Any) -> str:
    """Return the visit's page, which tells the browser what arrived."""
    return f"{page_of(visit)}?{urlencode({'taken': str(http.submission_of(request))})}"


def _over(request: Request, visit: Any) -> HttpResponse:
    """Send on who would record what is confirmed already; a form sent twice goes where it went."""
    key = http.submission_of(request)
    if request.method == "POST" and idempotency.taken(key, request.user.pk):
        return http.post_once(request, lambda: page_of(visit))
    said = _("这次督导%(state)s；要改，请用“更正”。") % {"state": visit.get_state_display()}
    messages.warning(request, said)
    return HttpResponseRedirect(page_of(visit))


def _way(visit: Any) -> list[tuple[str, str]]:
    return to_visit(visit, (_("记录"), ""))
