"""A branch's page, its checks, and each step of a check."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.standards import actions, permissions, queries, rules
from xianfeng.standards.forms import AnswersForm, ConfirmForm, ReasonForm, VersionForm
from xianfeng.standards.views.shared import check_of, one_form, standard_of, to_branch, unit_of
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by

STEPS = {
    "submit": (actions.submit, gettext_lazy("提交给上级")),
    "take_back": (actions.take_back, gettext_lazy("撤回修改")),
    "send_back": (actions.send_back, gettext_lazy("退回支部")),
    "reopen": (actions.reopen, gettext_lazy("重新退回支部")),
}
REASONED = frozenset({"send_back", "reopen"})


@require_safe
def branch(request: Request, code: str) -> HttpResponse:
    """Show a branch: its checks, what can be begun, its plans, and whether it is a model."""
    unit, viewer = unit_of(request, code), request.viewer
    if not viewer.reaches(unit.path, permissions.READERS):
        raise Http404
    context = {
        "unit": unit,
        "checks": queries.own_checks(viewer, unit),
        "beginnable": queries.beginnable(viewer, unit, clock.today()),
        "plans": queries.plans_to(viewer).filter(unit=unit),
        "models": queries.models_to(viewer).filter(unit=unit),
        "may": permissions.may_record(viewer, unit),
        "superior": permissions.is_superior(viewer, unit),
        "way": to_branch(unit),
    }
    return render(request, "standards/branch.html", context)


@require_http_methods(BOTH)
def begin(request: Request, pk: int, code: str) -> HttpResponse:
    """Begin the check of a branch set up after the standard was published."""
    standard, unit = standard_of(request, pk), unit_of(request, code)
    if not permissions.may_record(request.viewer, unit):
        raise Denied
    form = VersionForm(bound(request), initial={"version": standard.version})

    def act() -> str:
        return _page(actions.begin_check(**by(request), standard=standard, unit=unit))

    title = _("开始自查")
    return one_form(
        request, form, act, Asked(title, to_branch(unit, (title, "")), title, str(standard))
    )


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a check: each item with what facts say, or what the branch and its superior said."""
    check, viewer, day = check_of(request, pk), request.viewer, http.as_of(request)
    lines = queries.sheet(viewer, check, day)
    records = permissions.may_record(viewer, check.unit)
    superior = permissions.is_superior(viewer, check.unit)
    standing = check.standard.withdrawn_on is None
    open_to = {verb for verb in rules.BY_BRANCH if records}
    open_to |= {verb for verb in rules.BY_SUPERIOR if superior}
    may = {verb for verb in open_to if standing and rules.may(verb, check.state)}
    context = {
        "check": check,
        "day": day,
        "way": to_branch(check.unit, (check.standard.title, "")),
        "lines": lines,
        "tally": rules.tally(line.reading for line in lines),
        "may_answer": records and standing and check.state in rules.WRITABLE,
        "may_confirm": "confirm" in may,
        "steps": [(verb, words) for verb, (_act, words) in STEPS.items() if verb in may],
    }
    return render(request, "standards/check.html", context)


@require_http_methods(BOTH)
def answer(request: Request, pk: int) -> HttpResponse:
    """Fill in what no fact measures."""
    check = check_of(request, pk)
    if not permissions.may_record(request.viewer, check.unit):
        raise Denied
    lines = queries.sheet(request.viewer, check, clock.today())
    form = AnswersForm(bound(request), lines, initial={"version": check.version})

    def act() -> str:
        about = {"check": check, "version": form.cleaned_data["version"], "said": form.said()}
        return _page(actions.save_answers(**by(request), **about))

    title, lead = _("填写自查"), _("由记录得出的项目不用填。可以只填一部分，先保存再接着填。")
    asked = Asked(title, _way(check, title), _("保存"), lead)
    return one_form(request, form, act, asked, "standards/answer.html")


@require_http_methods(BOTH)
def confirm(request: Request, pk: int) -> HttpResponse:
    """Agree to a check, with reasons where the superior does not."""
    check = check_of(request, pk)
    if not permissions.is_superior(request.viewer, check.unit):
        raise Denied
    lines = queries.sheet(request.viewer, check, clock.today())
    form = ConfirmForm(bound(request), lines, initial={"version": check.version})

    def act() -> str:
        said = form.cleaned_data
        about = {"check": check, "version": said["version"], "objections": form.objections()}
        return _page(actions.confirm(**by(request), **about, opinion=said["opinion"]))

    title, lead = (
        _("核查自查表"),
        _("默认同意；不同意的项目写明原因。要支部重新填的，请用“退回支部”。"),
    )
    asked = Asked(title, _way(check, title), _("核查完成"), lead)
    return one_form(request, form, act, asked, "standards/confirm.html")


@require_http_methods(BOTH)
def go(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step of a check."""
    if verb not in STEPS:
        raise Http404
    check, (step, words) = check_of(request, pk), STEPS[verb]
    allowed = permissions.may_record if verb in rules.BY_BRANCH else permissions.is_superior
    if not allowed(request.viewer, check.unit):
        raise Denied
    shape = ReasonForm if verb in REASONED else VersionForm
    form = shape(bound(request), initial={"version": check.version})

    def act() -> str:
        return _page(step(**by(request), check=check, **form.cleaned_data))

    asked = Asked(str(words), _way(check, str(words)), str(words))
    return one_form(request, form, act, asked)


def _way(check: Any, title: str) -> list[tuple[str, str]]:
    return to_branch(check.unit, (check.standard.title, _page(check)), (title, ""))


def _page(check: Any) -> str:
    return reverse("standards:check", args=[check.pk])
