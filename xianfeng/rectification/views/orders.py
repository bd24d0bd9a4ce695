"""The list of orders, and drafting one."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import sheets
from xianfeng.rectification import actions, permissions, rules
from xianfeng.rectification.forms.orders import OrderFilterForm, OrderForm
from xianfeng.rectification.queries import orders as queries
from xianfeng.rectification.views import order_shown as shown
from xianfeng.ui import http
from xianfeng.units import queries as units_queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOTH = ["GET", "HEAD", "POST"]
_USUAL_DAYS = 30
_OFFERED = 50


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the orders, the latest first, and how many wait for the viewer's own units."""
    viewer, day = request.viewer, http.as_of(request)
    form = OrderFilterForm(request.GET, *queries.parties(viewer))
    wanted = form.wanted()
    page = http.page_of(request, queries.listed(viewer, wanted, day))
    context = {
        "form": form,
        "page": page,
        "lines": shown.lines(page.object_list, day),
        "boxes": shown.boxes(queries.numbers(viewer), request.GET),
        "box": shown.BOXES.get(wanted.box, ""),
        "narrowed": any(form.cleaned_data.values()),
        "may_issue": _may_issue(request),
        "query": request.GET.urlencode(),
    }
    return render(request, "rectification/orders.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the list as it is narrowed, as a workbook."""
    viewer, day, content = request.viewer, http.as_of(request), BytesIO()
    wanted = OrderFilterForm(request.GET, *queries.parties(viewer)).wanted()
    rows = queries.listed(viewer, wanted, day).iterator(chunk_size=2000)
    sheets.write_xlsx(content, shown.HEADINGS, shown.cells(rows, day), sheet=_("交办单"))
    content.seek(0)
    name = _("交办单_%(day)s.xlsx") % {"day": day.isoformat()}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def choose(request: Request) -> HttpResponse:
    """Ask to whom the order goes: first the units with problems that lie on no order yet."""
    if not _may_issue(request):
        raise Denied
    words = request.GET.get("words", "").strip()[:60]
    found = queries.recipients(request.viewer, words)
    page = Paginator(found, _OFFERED).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "way": shown.way((_("新建交办单"), ""))}
    return render(request, "rectification/order_choose.html", context)


@require_http_methods(BOTH)
def create(request: Request, code: str) -> HttpResponse:
    """Ask what is ordered of a unit; posted, draft it."""
    unit = get_object_or_404(units_queries.visible_to(request.viewer), code=code)
    issuers = queries.issuers(request.viewer, unit)
    if not issuers:
        raise Denied
    asked = request.POST.get("issuer") or request.GET.get("issuer")
    issuer = next((one for one in issuers if str(one.pk) == asked), issuers[0])
    problems = queries.pickable(request.viewer, unit, issuer)
    first = {"issuer": issuer.pk, "due_on": clock.today() + timedelta(days=_USUAL_DAYS)}
    first |= {name: value for name, value in shown.proposed(problems).items() if value}
    form = OrderForm(bound(request), issuers, problems, initial=first)

    def act(contents: Any) -> Any:
        chosen = form.issuers[form.cleaned_data["issuer"]]
        return actions.draft_order(
            actor=request.viewer, at=clock.now(), issuer=chosen, unit=unit, contents=contents
        )

    way = shown.way((_("新建交办单"), reverse("rectification:order_choose")), (unit.name, ""))
    return _drafted(request, form, act, {"unit": unit, "issuer": issuer, "way": way})


@require_http_methods(BOTH)
def change(request: Request, pk: int) -> HttpResponse:
    """Ask what a draft says; posted, change it."""
    order = get_object_or_404(queries.complete(request.viewer), pk=pk)
    if rules.ISSUER not in permissions.order_sides(request.viewer, order):
        raise Denied
    if order.state != "draft":
        return redirect("rectification:order", pk)
    problems = queries.pickable(request.viewer, order.unit, order.issuer, order)
    first = {name: getattr(order, name) for name in ("version", "title", "basis", "due_on")}
    first |= {"picked": [one.pk for one in problems if one.order_id == pk]}
    form = OrderForm(
        bound(request), [order.issuer], problems, initial=first | {"issuer": order.issuer_id}
    )

    def act(contents: Any) -> Any:
        return actions.change_order(
            actor=request.viewer, at=clock.now(), order=order,
            version=form.cleaned_data["version"], contents=contents,
        )  # fmt: skip

    way = shown.of_order(order, (_("修改"), ""))
    return _drafted(request, form, act, {"unit": order.unit, "issuer": order.issuer, "way": way})


def _drafted(
    request: Request, form: OrderForm, act: Callable[[Any], Any], context: dict[str, Any]
) -> HttpResponse:
    """Show the form of an order; posted, do what it says and go to the order."""
    if request.method == "POST" and form.is_valid():
        contents = form.contents(clock.today())

        def run() -> str:
            return reverse("rectification:order", args=[act(contents).pk])

        try:
            return http.post_once(request, run)
        except Refused as refusal:
            refuse(form, refusal)
        except Conflict:
            form.add_error(None, _("别人刚刚改过这张交办单，请回到上一页看看最新情况再办"))
    return render(request, "rectification/order_form.html", {"form": form, **context})


def refuse(form: Form, refusal: Refused) -> None:
    """Say beside its field, or on top, what is to be put right."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def bound(request: Request) -> Any:
    """Return what was posted, or None."""
    return request.POST if request.method == "POST" else None


def _may_issue(request: Request) -> bool:
    """True when the viewer keeps the records of some unit: there may be one below it."""
    return bool(request.viewer.paths(permissions.WRITERS))
