"""Pages of consultations."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.ui import http
from xianfeng.voice import actions, permissions, queries, rules
from xianfeng.voice.actions.consultations import stage
from xianfeng.voice.forms import AskForm, DecideForm, ReasonForm, TakePartForm
from xianfeng.voice.views.shared import (
    Asked,
    attempt,
    bound,
    one_form,
    own_unit,
    unit_of,
    way_to,
)

BOTH = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: Request, code: str) -> HttpResponse:
    """Show all consultations addressed to a unit."""
    unit, today = unit_of(request, code), clock.today()
    page = http.page_of(request, queries.consultations_of(request.viewer, unit, today))
    context = {
        "page": page,
        "rows": [(row, stage(row, today)) for row in page],
        "unit": unit,
        "may": permissions.may_write(request.viewer, unit),
        "way": way_to(request, unit, (_("征求意见"), "")),
    }
    return render(request, "voice/consultations.html", context)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a consultation, the way to take part, and every opinion with its answer."""
    found, today = _found(request, pk), clock.today()
    stands = stage(found, today)
    may = permissions.may_write(request.viewer, found.unit)
    context = {
        "row": found,
        "stage": stands,
        "way": way_to(request, found.unit, (found.title, "")),
        "may": may,
        "may_decide": may and rules.may("decide", stands),
        "may_withdraw": may and rules.may("withdraw", stands),
        "form": _form(request, found) if _open(request, found, today) else None,
        "opinions": queries.of_consultation(request.viewer, found, today),
        "threads": queries.threads(request.viewer).filter(consultation=found),
        "begin": f"{reverse('voice:begin', args=[found.unit.code])}?consultation={pk}",
    }
    return render(request, "voice/consultation.html", context)


@require_http_methods(BOTH)
def give(request: Request, pk: int) -> HttpResponse:
    """Give an opinion to a consultation."""
    found = _found(request, pk)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, form, partial(_given, request, found, form), not found.anonymous)
        if answer is not None:
            return answer
    title = _("提意见")
    back = (found.title, reverse("voice:consultation", args=[pk]))
    asked = Asked(title, way_to(request, found.unit, back, (title, "")), found.title, _("提交"))
    return render(request, "voice/form.html", {"form": form, "asked": asked})


@require_http_methods(BOTH)
def ask(request: Request, code: str) -> HttpResponse:
    """Ask before a decision."""
    unit = own_unit(request, code)
    form = AskForm(bound(request))

    def act() -> str:
        made = actions.ask(actor=request.viewer, at=clock.now(), unit=unit, **form.asked())
        return reverse("voice:consultation", args=[made.pk])

    title = _("征求意见")
    lead = _("每条意见都要答复；最后怎么决定的，在这里登记。")
    asked = Asked(title, way_to(request, unit, (title, "")), lead, _("发起"))
    return one_form(request, form, act, asked)


@require_http_methods(BOTH)
def decide(request: Request, pk: int) -> HttpResponse:
    """Say what was decided."""
    verb, title = actions.decide, _("登记决定")
    return _after(request, _found(request, pk), DecideForm(bound(request)), verb, title)


@require_http_methods(BOTH)
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a consultation back."""
    verb, title = actions.withdraw_consultation, _("撤回")
    return _after(request, _found(request, pk), ReasonForm(bound(request)), verb, title)


def _found(request: Request, pk: int) -> Any:
    return get_object_or_404(queries.consultations(request.viewer, clock.today()), pk=pk)


def _form(request: Request, found: Any) -> TakePartForm:
    writes = permissions.may_write(request.viewer, found.unit) and not found.anonymous
    return TakePartForm(bound(request), on_behalf=writes)


def _open(request: Request, found: Any, today: Any) -> bool:
    takes_part = permissions.may_take_part(request.viewer, found)
    return takes_part and rules.may("give", stage(found, today))


def _given(request: Request, found: Any, form: Any) -> str:
    said = {"unit": found.unit, "subject": "consultation", "consultation": found}
    verb = actions.give_anonymously if found.anonymous else actions.give_opinion
    verb(actor=request.viewer, at=clock.now(), **said, **form.cleaned_data)
    if found.anonymous:
        messages.success(request, _("意见已收到，没有保存是谁提的；截止以后一起显示和答复。"))
    else:
        messages.success(request, _("意见已收到，答复后在这里公开。"))
    return reverse("voice:consultation", args=[found.pk])


def _after(request: Request, found: Any, form: Any, verb: Any, title: str) -> HttpResponse:
    own_unit(request, found.unit.code)
    back = reverse("voice:consultation", args=[found.pk])

    def act() -> str:
        verb(actor=request.viewer, at=clock.now(), consultation=found, **form.cleaned_data)
        return back

    way = way_to(request, found.unit, (found.title, back), (title, ""))
    return one_form(request, form, act, Asked(title, way, found.title, title))
