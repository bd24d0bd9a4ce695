"""Events: the year's list, recording one, its edition, and the list as a workbook."""

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.outreach import permissions
from xianfeng.outreach.actions import events as actions
from xianfeng.outreach.forms import EventForm, ReasonForm, YearForm
from xianfeng.outreach.queries import events as queries
from xianfeng.outreach.rules import INTEGRITY_MONTH
from xianfeng.outreach.views import shared
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    Heading("党组织", width=28),
    Heading("主办", width=24),
    Heading("活动", width=30),
    Heading("类别"),
    Heading("系列", width=20),
    Heading("届次", "integer", 8),
    Heading("日期", "date"),
    Heading("党员人数", "integer"),
    Heading("职工人数", "integer"),
    Heading("群众人数", "integer"),
    Heading("成果", width=40),
)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show a year's events."""
    form, found, unit, year = _narrowed(request)
    context = {
        "form": form,
        "unit": unit,
        "year": year,
        "page": http.page_of(request, found),
        "query": request.GET.urlencode(),
        "may_record": bool(request.viewer.paths(permissions.WRITERS)),
    }
    return render(request, "outreach/events.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Send the same list as a workbook."""
    _form, found, _unit, year = _narrowed(request)
    target = BytesIO()
    sheets.write_xlsx(target, HEADINGS, map(_row, found.filter(withdrawn="")), sheet="活动台账")
    response = HttpResponse(target.getvalue(), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="events-{year}.xlsx"'
    return response


@either
def record(request: HttpRequest) -> HttpResponse:
    """Record an event; ``?series=`` fills the form with the next edition of a series."""
    unit = shared.recording(request)
    series = queries.series(request.viewer, unit)
    asked = next((one for one in series if one.name == request.GET.get("series")), None)
    known: dict[str, Any] = {"on": clock.today()}
    if asked:
        known |= {"series": asked.name, "edition": asked.edition, "kind": asked.kind}
        known |= {"title": f"{asked.ordinal}{asked.name}"}
    elif request.GET.get("series") == INTEGRITY_MONTH:
        known |= {"series": INTEGRITY_MONTH, "kind": "campaign", "title": INTEGRITY_MONTH}
    organisations = queries.standing(request.viewer, unit)
    form = EventForm(request.POST or None, organisations=organisations, initial=known)
    if shared.posted(request, form):

        def act(**who: Any) -> str:
            event = actions.record_event(unit=unit, held=form.held(), **who)
            return reverse("outreach:event", args=[event.pk])

        answer = shared.acted(request, form, act, _("已记入活动台账。"))
        if answer:
            return answer
    return render(request, "outreach/record_event.html", _shown(form, unit, series))


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one event."""
    event = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    may = permissions.may_record(request.viewer, event.unit)
    return render(request, "outreach/event.html", {"event": event, "may": may})


@either
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an event, with the reason."""
    event = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if not permissions.may_record(request.viewer, event.unit):
        raise Denied
    form = ReasonForm(request.POST or None)
    if shared.posted(request, form):

        def act(**who: Any) -> str:
            actions.withdraw_event(event=event, **who, **form.cleaned_data)
            return reverse("outreach:event", args=[pk])

        answer = shared.acted(request, form, act, _("已作废，原来的内容和原因仍留在台账里。"))
        if answer:
            return answer
    return render(request, "outreach/ask.html", _asked(form, _("作废一场活动"), str(event)))


def _narrowed(request: HttpRequest) -> tuple[YearForm, Any, Any, int]:
    form = YearForm(request.GET)
    wanted, unit = form.wanted(), shared.scope(request)
    year = shared.year_of(request, wanted)
    return (
        form,
        queries.listed(request.viewer, year, unit.path if unit else "", **wanted),
        unit,
        year,
    )


def _shown(form: EventForm, unit: Any, series: Any) -> dict[str, Any]:
    return {"form": form, "unit": unit, "series": series}


def _asked(form: Any, title: str, lead: str) -> dict[str, Any]:
    return {"form": form, "title": title, "lead": lead, "label": _("作废"), "kind": "danger"}


def _row(event: Any) -> tuple[Any, ...]:
    return (
        event.unit.name, event.organisation.name if event.organisation else event.unit.name,
        event.title, event.get_kind_display(), event.series, event.edition, event.on,
        event.members, event.staff, event.public, event.result,
    )  # fmt: skip
