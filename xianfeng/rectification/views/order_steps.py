"""One order: what it says, how it stands, and the steps that the viewer may take."""

from collections.abc import Callable, Sequence
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import documents
from xianfeng.rectification import actions, papers, permissions, rules
from xianfeng.rectification.forms.orders import BACK, CLOSE, ReplyForm, VerifyForm, step_form
from xianfeng.rectification.models import Order
from xianfeng.rectification.queries import orders as queries
from xianfeng.rectification.views import order_shown as shown
from xianfeng.rectification.views.orders import BOTH, bound, refuse
from xianfeng.rectification.views.steps import Step
from xianfeng.ui import http

TITLES = {
    "issue_order": gettext_lazy("发出"),
    "receive_order": gettext_lazy("签收"),
    "recall_order": gettext_lazy("撤回交办单"),
    "reopen_order": gettext_lazy("重新打开"),
}
_FIRST = ("issue_order", "receive_order")


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one order with its problems and the steps that are the viewer's to take."""
    return _page(request, _order(request, pk))


@require_POST
def step(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step; what is to be put right comes back on the order's page."""
    order = _order(request, pk)
    if verb not in TITLES:
        raise Http404
    _require(request, order, verb)
    lines = queries.lines(request.viewer, order)
    form = step_form(verb, order, lines, request.POST)

    def act() -> Any:
        take = getattr(actions, verb)
        return take(actor=request.viewer, at=clock.now(), order=order, **form.cleaned_data)

    return _sent(request, order, form, act) or _page(request, order, verb, form)


@require_POST
def verify(request: Request, pk: int) -> HttpResponse:
    """Verify every problem at once: the order is closed with them, or goes back."""
    order = _order(request, pk)
    _require(request, order, "close_order")
    form = VerifyForm(request.POST, queries.lines(request.viewer, order))

    def act() -> Any:
        about = {"actor": request.viewer, "at": clock.now(), "order": order}
        about |= {"version": form.cleaned_data["version"], "opinions": form.opinions(CLOSE)}
        if form.closes:
            return actions.close_order(**about)
        return actions.send_order_back(**about, lacking=form.opinions(BACK))

    return _sent(request, order, form, act) or _page(request, order, "close_order", form)


@require_http_methods(BOTH)
def reply(request: Request, pk: int) -> HttpResponse:
    """Ask what was done about each problem; posted, reply to the order."""
    order = _order(request, pk)
    _require(request, order, "reply_order")
    if not rules.ORDER.may("reply_order", order.state):
        return redirect("rectification:order", pk)
    lines = queries.lines(request.viewer, order)
    first = {"version": order.version, "reply": order.reply}
    form = ReplyForm(bound(request), lines, clock.today(), initial=first)

    def act() -> Any:
        said = form.cleaned_data
        return actions.reply_order(
            actor=request.viewer, at=clock.now(), order=order, version=said["version"],
            answers=form.answers(), reply=said["reply"],
        )  # fmt: skip

    context = {
        "order": order,
        "form": form,
        "settled": [one for one in shown.settled(lines) if one.row.state != "open"],
        "way": shown.of_order(order, (_("回复"), "")),
    }
    answer = _sent(request, order, form, act)
    return answer or render(request, "rectification/order_reply.html", context)


@require_safe
def paper(request: Request, pk: int, kind: str) -> HttpResponse:
    """Send the order, or the report on its problems, as a Word document."""
    order = _order(request, pk)
    if kind not in papers.PAPERS or order.issued_on is None:
        raise Http404
    title, content = papers.PAPERS[kind](order, queries.lines(request.viewer, order))
    return documents.attachment(content, f"{title}_{order.unit.name}")


def _order(request: Request, pk: int) -> Order:
    return get_object_or_404(queries.complete(request.viewer), pk=pk)


def _require(request: Request, order: Order, verb: str) -> None:
    if rules.ORDER.edge(verb).by not in permissions.order_sides(request.viewer, order):
        raise Denied


def _sent(request: Request, order: Order, form: Form, act: Callable[[], Any]) -> Any:
    """Do what a sent form says once and go to the order; None when there is more to put right."""
    if request.method != "POST" or not form.is_valid():
        return None

    def run() -> str:
        act()
        return reverse("rectification:order", args=[order.pk])

    try:
        return http.post_once(request, run)
    except Refused as refusal:
        refuse(form, refusal)
    except Conflict as conflict:
        form.data = form.data.copy() | {"version": str(conflict.current.version)}
        form.add_error(None, _("别人刚刚办理过这张交办单，请看看最新情况再办"))
    return None


def _page(
    request: Request, order: Order, tried: str = "", taken: Form | None = None
) -> HttpResponse:
    viewer, day = request.viewer, http.as_of(request)
    if taken is not None:
        order = _order(request, order.pk)
    verbs, lines = queries.may(viewer, order), queries.lines(viewer, order)
    fresh = VerifyForm(None, lines, initial={"version": order.version})
    verifying = taken if isinstance(taken, VerifyForm) else fresh
    sides = permissions.order_sides(viewer, order)
    both = {rules.ISSUER, rules.RECIPIENT} <= sides
    context = {
        "order": order,
        "line": shown.line(order, day),
        "pairs": shown.pairs(order),
        "lines": shown.settled(lines),
        "verbs": verbs,
        "steps": _steps(
            order, lines, [verb for verb in verbs if verb in TITLES], tried, taken, both
        ),
        "on_behalf": both,
        "verifying": verifying if "close_order" in verbs or tried == "close_order" else None,
        "rows": list(verifying.rows()),
        "waits_for": "" if verbs and not both else _waits_for(order),
        "history": shown.history(queries.history(viewer, order), issuing=rules.ISSUER in sides),
        "way": shown.way((order.number or order.title[:20], "")),
    }
    status = 200 if taken is None else 422
    return render(request, "rectification/order.html", context, status=status)


def _steps(
    order: Order,
    lines: Sequence[queries.Line],
    verbs: list[str],
    tried: str,
    taken: Form | None,
    both: bool,
) -> list[Step]:
    theirs = {"receive_order"} if both else set()
    if tried in TITLES and tried not in verbs:
        verbs = [*verbs, tried]
    return [
        Step(
            verb,
            _("代承办单位签收") if verb in theirs else str(TITLES[verb]),
            reverse("rectification:order_step", args=[order.pk, verb]),
            taken if verb == tried and taken else step_form(verb, order, lines),
            verb in _FIRST and verb not in theirs,
            verb == tried,
        )
        for verb in verbs
    ]


def _waits_for(order: Order) -> str:
    """Return the name of the unit whose turn it is, while there is something to do."""
    if order.state in {"issued", "received"}:
        return order.unit.name
    return order.issuer.name if order.state in {"draft", "replied"} else ""
