"""Integrity education: the month, bases and visits to them, case lessons, and the workbook."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from django import forms
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
from xianfeng.outreach.actions import integrity as actions
from xianfeng.outreach.forms import (
    BaseForm,
    BaseVisitForm,
    CloseForm,
    LessonForm,
    ReasonForm,
    SpanForm,
)
from xianfeng.outreach.queries import integrity as queries
from xianfeng.outreach.rules import INTEGRITY_MONTH
from xianfeng.outreach.views import shared
from xianfeng.outreach.views.events import WORKBOOK

either = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 20
HEADINGS = (
    Heading("类别", width=14),
    Heading("党组织", width=28),
    Heading("日期", "date"),
    Heading("教育基地或案例", width=36),
    Heading("主题或出处", width=36),
    Heading("人数", "integer"),
    Heading("说明", width=40),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show a year's integrity education in the viewer's part."""
    form, unit, year = _narrowed(request)
    asked = (request.viewer, year, unit.path if unit else "")
    bases = queries.bases_of_year(*asked)
    context = {
        "form": form,
        "unit": unit,
        "year": year,
        "editions": queries.editions(*asked)[:SHOWN],
        "bases": [(b, permissions.may_record(request.viewer, b.unit)) for b in bases],
        "visits": queries.visits(*asked)[:SHOWN],
        "lessons": queries.lessons(*asked)[:SHOWN],
        "reminders": queries.reminders(*asked),
        "shown": SHOWN,
        "series": INTEGRITY_MONTH,
        "may_record": bool(request.viewer.paths(permissions.WRITERS)),
    }
    return render(request, "outreach/integrity.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Send the year's visits and lessons as a workbook."""
    _form, unit, year = _narrowed(request)
    asked, target = (request.viewer, year, unit.path if unit else ""), BytesIO()
    visits = queries.visits(*asked).filter(withdrawn="")
    lessons = queries.lessons(*asked).filter(withdrawn="")
    sheets.write_xlsx(target, HEADINGS, _rows(visits, lessons), sheet="廉政教育台账")
    response = HttpResponse(target.getvalue(), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="integrity-{year}.xlsx"'
    return response


@either
def register_base(request: HttpRequest) -> HttpResponse:
    """Register a base of education."""
    unit, form = shared.recording(request), BaseForm(request.POST or None)

    def act(**who: Any) -> str:
        actions.register_base(unit=unit, **form.cleaned_data, **who)
        return reverse("outreach:integrity")

    asked = {"title": _("登记教育基地"), "lead": unit.name, "label": _("登记"), "unit": unit}
    return _asking(request, form, act, asked | {"said": _("已登记，本组织和下级都可以选。")})


@either
def close_base(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a base no more."""
    base = get_object_or_404(queries.bases(request.viewer), pk=pk)
    _may(request, base.unit)
    form = CloseForm(request.POST or None, initial={"closed_on": clock.today()})

    def act(**who: Any) -> str:
        actions.close_base(base=base, **form.cleaned_data, **who)
        return reverse("outreach:integrity")

    asked = {"title": _("停用教育基地"), "lead": base.name, "label": _("停用"), "kind": "danger"}
    return _asking(request, form, act, asked | {"said": _("已停用，以前的参观记录不变。")})


@either
def record_visit(request: HttpRequest) -> HttpResponse:
    """Record a visit to a base; the roll says how many."""
    unit, today = shared.recording(request), clock.today()
    known = {"on": today, "people": queries.roll(request.viewer, unit, today) or None}
    bases = queries.bases_for(request.viewer, unit)
    form = BaseVisitForm(request.POST or None, bases=bases, initial=known)

    def act(**who: Any) -> str:
        made = actions.record_base_visit(unit=unit, **form.cleaned_data, **who)
        return reverse("outreach:base_visit", args=[made.pk])

    asked = {"title": _("记一次参观"), "lead": unit.name, "label": _("记入台账"), "unit": unit}
    return _asking(request, form, act, asked | {"said": _("已记入廉政教育台账。")})


@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one visit."""
    found = get_object_or_404(queries.visits_visible_to(request.viewer), pk=pk)
    may = permissions.may_record(request.viewer, found.unit)
    return render(request, "outreach/base_visit.html", {"visit": found, "may": may})


@either
def withdraw_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a visit, with the reason."""
    found = get_object_or_404(queries.visits_visible_to(request.viewer), pk=pk)
    _may(request, found.unit)
    form = ReasonForm(request.POST or None)

    def act(**who: Any) -> str:
        actions.withdraw_base_visit(visit=found, **form.cleaned_data, **who)
        return reverse("outreach:base_visit", args=[pk])

    return _asking(request, form, act, _withdrawing(_("作废一次参观"), found.base.name))


@either
def record_lesson(request: HttpRequest) -> HttpResponse:
    """Record a case lesson; the roll says how many."""
    unit, today = shared.recording(request), clock.today()
    known = {"on": today, "people": queries.roll(request.viewer, unit, today) or None}
    form = LessonForm(request.POST or None, initial=known)

    def act(**who: Any) -> str:
        made = actions.record_lesson(unit=unit, case=form.case(), **who)
        return reverse("outreach:lesson", args=[made.pk])

    asked = {"title": _("记一次警示教育"), "lead": unit.name, "label": _("记入台账"), "unit": unit}
    return _asking(request, form, act, asked | {"said": _("已记入廉政教育台账。")})


@require_safe
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case lesson."""
    found = get_object_or_404(queries.lessons_visible_to(request.viewer), pk=pk)
    may = permissions.may_record(request.viewer, found.unit)
    return render(request, "outreach/lesson.html", {"lesson": found, "may": may})


@either
def withdraw_lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a case lesson, with the reason."""
    found = get_object_or_404(queries.lessons_visible_to(request.viewer), pk=pk)
    _may(request, found.unit)
    form = ReasonForm(request.POST or None)

    def act(**who: Any) -> str:
        actions.withdraw_lesson(lesson=found, **form.cleaned_data, **who)
        return reverse("outreach:lesson", args=[pk])

    return _asking(request, form, act, _withdrawing(_("作废一次警示教育"), str(found)))


def _narrowed(request: HttpRequest) -> tuple[SpanForm, Any, int]:
    form = SpanForm(request.GET)
    wanted, unit = form.wanted(), shared.scope(request)
    return form, unit, shared.year_of(request, wanted)


def _may(request: HttpRequest, unit: Any) -> None:
    if not permissions.may_record(request.viewer, unit):
        raise Denied


def _asking(
    request: HttpRequest, form: forms.Form, act: Callable[..., str], asked: dict[str, Any]
) -> HttpResponse:
    """Ask with one form; posted, act and go where ``act`` says."""
    if shared.posted(request, form):
        answer = shared.acted(request, form, act, asked["said"])
        if answer:
            return answer
    return render(request, "outreach/ask.html", {"form": form, **asked})


def _withdrawing(title: str, lead: str) -> dict[str, Any]:
    said = _("已作废，原来的内容和原因仍留在台账里。")
    return {"title": title, "lead": lead, "label": _("作废"), "kind": "danger", "said": said}


def _rows(visits: Any, lessons: Any) -> Iterator[tuple[Any, ...]]:
    for one in visits:
        yield _("参观"), one.unit.name, one.on, one.base.name, one.base.theme, one.people, one.note
    for one in lessons:
        yield _("警示案例"), one.unit.name, one.on, one.title, one.source, one.people, one.text
