"""First secretaries of estates (小区党支部第一书记): who holds one, who held it, who follows."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.checkin import actions, permissions, queries
from xianfeng.checkin.enums import DeploymentKind
from xianfeng.checkin.forms import TAKEN, AppointForm, BackForm, EstateBar
from xianfeng.checkin.homes import whole_name
from xianfeng.checkin.views.shared import deployments_way as way
from xianfeng.checkin.views.shared import one_form
from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by
from xianfeng.units.models import Place


@require_safe
def estates(request: Request) -> HttpResponse:
    """Show every estate with its first secretary, in the fixed order."""
    viewer, day = request.viewer, http.as_of(request)
    if not (viewer.paths(permissions.READERS) or viewer.places):
        raise Http404
    bar, rows = EstateBar(request.GET), queries.estates(viewer, day)
    if state := bar.wanted():
        rows = rows.filter(held=state == TAKEN)
    page = http.page_of(request, rows)
    held = queries.secretaries(viewer, page.object_list)
    lines = [
        (place, next((one for one in held.get(place.pk, []) if one.stands(day)), None))
        for place in page
    ]
    title = _("小区第一书记")
    context = {"bar": bar, "day": day, "page": page, "lines": lines, "way": way((title, ""))}
    return render(request, "checkin/estates.html", context)


@require_http_methods(BOTH)
def estate(request: Request, pk: int) -> HttpResponse:
    """Show who was first secretary of an estate; posted, somebody follows."""
    viewer = request.viewer
    if not (viewer.paths(permissions.READERS) or viewer.places):
        raise Http404
    today = clock.today()
    place = get_object_or_404(queries.estates(viewer, today), pk=pk)
    held = queries.holder(viewer, place)
    first = {"before": held.pk if held else None}
    form = AppointForm(viewer, today, bound(request), initial=first)
    writes = bool(viewer.paths(permissions.WRITERS))
    if request.method == "POST" and not writes:
        raise Denied
    steps = way((_("小区第一书记"), reverse("checkin:estates")), (place.name, ""))
    label = _("登记接任") if held else _("登记任职")
    asked = Asked(place.name, steps, label, whole_name(place))
    more: dict[str, Any] = {"held": held, "writes": writes}
    more["rows"] = queries.secretaries(viewer, [place]).get(place.pk, [])
    more["ends"] = held is not None and permissions.may_record(viewer, held.unit)
    act = partial(_appointed, request, form, place)
    return one_form(request, form, act, asked, "checkin/estate.html", **more)


def _appointed(request: Request, form: AppointForm, place: Place) -> str:
    day, before = form.cleaned_data["from_on"], form.cleaned_data["before"]
    actions.appoint_secretary(
        **by(request), member=form.member, estate=place, from_on=day, before=before
    )
    messages.success(request, _("已登记任职。"))
    return reverse("checkin:estate", args=[place.pk])


@require_http_methods(BOTH)
def leave(request: Request, pk: int) -> HttpResponse:
    """Ask from which day somebody is back, or left an estate; posted, end it."""
    row = get_object_or_404(queries.deployments_visible_to(request.viewer), pk=pk)
    if not permissions.may_record(request.viewer, row.unit):
        raise Denied
    form = BackForm(clock.today(), bound(request))
    posted = row.kind == DeploymentKind.FIRST_SECRETARY
    there = reverse("checkin:estate", args=[row.place_id]) if posted else reverse("checkin:front")

    def act() -> str:
        actions.end_deployments(**by(request), rows=[row], **form.cleaned_data)
        messages.success(request, _("已登记。"))
        return there

    title = _("登记离任") if posted else _("登记返回")
    lead = f"{row.member.name}，{whole_name(row.place)}，{row.from_on} 起"
    return one_form(request, form, act, Asked(title, way((title, "")), title, lead))
