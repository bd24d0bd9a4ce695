"""Honours of members and of units."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.care import permissions
from xianfeng.care.actions import honours as actions
from xianfeng.care.forms import HonourFilter, HonourForm, RevokeForm
from xianfeng.care.queries import honours as queries
from xianfeng.care.queries import people
from xianfeng.care.views import shared
from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show honours, the latest first."""
    form, unit = HonourFilter(request.GET), shared.scope(request)
    found = queries.listed(request.viewer, unit.path if unit else "", **form.wanted())
    context = {
        "form": form,
        "unit": unit,
        "page": http.page_of(request, found),
        "may_record": bool(request.viewer.paths(permissions.WRITERS)),
    }
    return render(request, "care/honours.html", context)


@either
def record(request: HttpRequest) -> HttpResponse:
    """Record an honour of the unit, or the same one of several members."""
    unit = shared.recording(request)
    if unit is None:
        return shared.choose(request, _("登记荣誉"))
    form = shared.filled(request, HonourForm, unit, day="awarded_on")
    if form.is_bound and form.is_valid():
        answer = shared.acted(
            request, form, lambda **who: _recorded(unit, form, who), _("已记入荣誉台账。")
        )
        if answer:
            return answer
    context = {
        "form": form,
        "unit": unit,
        "titles": queries.titles(request.viewer),
        "is_long": people.is_long(request.viewer, unit, shared.day_in(request, "awarded_on")),
    }
    return render(request, "care/record_honour.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one honour."""
    honour = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    may = permissions.may_record(request.viewer, honour.unit)
    return render(request, "care/honour.html", {"honour": honour, "may": may})


@either
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask from when and why an honour is revoked; posted, revoke it."""
    honour = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if not permissions.may_record(request.viewer, honour.unit):
        raise Denied
    form = RevokeForm(request.POST or None, initial={"revoked_on": clock.today()})
    if request.method == "POST" and form.is_valid():

        def act(**who: Any) -> str:
            actions.revoke_honour(honour=honour, **who, **form.cleaned_data)
            return reverse("care:honour", args=[honour.pk])

        answer = shared.acted(request, form, act, _("已撤销，原来的记录和原因仍可查看。"))
        if answer:
            return answer
    return render(request, "care/revoke.html", {"form": form, "honour": honour})


def _recorded(unit: Any, form: HonourForm, who: dict[str, Any]) -> str:
    actions.record_honour(unit=unit, award=form.award(), **who)
    return f"{reverse('care:honours')}?unit={unit.code}"
