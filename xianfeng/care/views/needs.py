"""Who is looked after: for the party-affairs staff of the unit and of those above it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from xianfeng.care import permissions
from xianfeng.care.actions import visits as actions
from xianfeng.care.forms import EndForm, NeedForm
from xianfeng.care.queries import people
from xianfeng.care.queries import visits as queries
from xianfeng.care.views import shared
from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])


@either
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """Show who is looked after in the viewer's part; posted, put a member on the list."""
    if not request.viewer.paths(permissions.KEEPERS):
        raise Denied
    unit = shared.recording(request)
    day = http.as_of(request)
    words = request.GET.get("q", "").strip()[:60]
    form = _form(request, unit, words) if unit else None
    if form and form.is_bound and form.is_valid():
        answer = shared.acted(
            request, form, lambda **who: _added(unit, form, who), _("已列入关怀名单。")
        )
        if answer:
            return answer
    path = unit.path if unit and (request.GET.get("unit") or request.POST.get("unit")) else ""
    context = {
        "form": form,
        "unit": unit,
        "day": day,
        "words": words,
        "is_long": bool(unit) and people.is_long(request.viewer, unit, clock.today()),
        "page": http.page_of(request, queries.needs(request.viewer, day, path)),
    }
    return render(request, "care/needs.html", context)


@either
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask from which day somebody is looked after no more; posted, end it."""
    need = get_object_or_404(queries.needs_visible_to(request.viewer), pk=pk)
    form = EndForm(request.POST or None, initial={"until_on": clock.today()})
    if request.method == "POST" and form.is_valid():

        def act(**who: Any) -> str:
            actions.end_need(need=need, **who, **form.cleaned_data)
            return reverse("care:needs")

        answer = shared.acted(request, form, act, _("已结束。"))
        if answer:
            return answer
    return render(request, "care/end_need.html", {"form": form, "need": need})


def _form(request: HttpRequest, unit: Any, words: str) -> NeedForm:
    posted = request.POST.get("member", "")
    keep = (int(posted),) if posted.isdecimal() else ()
    offered = people.listed(request.viewer, unit, clock.today(), words, keep)
    return NeedForm(request.POST or None, offered=offered, initial={"from_on": clock.today()})


def _added(unit: Any, form: NeedForm, who: dict[str, Any]) -> str:
    given = form.cleaned_data
    actions.add_need(
        unit=unit,
        member_id=given["member"],
        kind=given["kind"],
        from_on=given["from_on"],
        **who,
    )
    return reverse("care:needs") + f"?unit={unit.code}"
