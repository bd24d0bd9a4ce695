"""Mass organisations: the list, setting one up, its officers, and dissolving it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Denied
from xianfeng.outreach import permissions
from xianfeng.outreach.actions import events as actions
from xianfeng.outreach.forms import DissolveForm, OfficersForm, OrganisationForm
from xianfeng.outreach.queries import events as queries
from xianfeng.outreach.views import shared
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the mass organisations of the viewer's units."""
    unit = shared.scope(request)
    found = queries.organisations(request.viewer, unit.path if unit else "")
    context = {
        "unit": unit,
        "page": http.page_of(request, found),
        "may_record": bool(request.viewer.paths(permissions.WRITERS)),
    }
    return render(request, "outreach/organisations.html", context)


@either
def set_up(request: HttpRequest) -> HttpResponse:
    """Register a mass organisation."""
    unit = shared.recording(request)
    form = OrganisationForm(request.POST or None)
    if shared.posted(request, form):

        def act(**who: Any) -> str:
            made = actions.set_up(unit=unit, **form.cleaned_data, **who)
            return reverse("outreach:organisation", args=[made.pk])

        answer = shared.acted(request, form, act, _("已登记。"))
        if answer:
            return answer
    context = {"form": form, "unit": unit, "title": _("登记群团组织"), "lead": unit.name}
    return render(request, "outreach/ask.html", context | {"label": _("登记")})


@either
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a mass organisation with its officers and events; posted, change the officers."""
    found = get_object_or_404(queries.organisations(request.viewer), pk=pk)
    may = permissions.may_record(request.viewer, found.unit)
    if request.method == "POST" and not may:
        raise Denied
    lines = "\n".join(f"{one.title} {one.name}" for one in found.officers.all())
    form = OfficersForm(request.POST or None, initial={"officers": lines})
    if shared.posted(request, form):

        def act(**who: Any) -> str:
            actions.change_officers(organisation=found, **form.cleaned_data, **who)
            return reverse("outreach:organisation", args=[pk])

        answer = shared.acted(request, form, act, _("已保存。"))
        if answer:
            return answer
    events = queries.visible_to(request.viewer).filter(organisation=found, withdrawn="")[:50]
    context = {"organisation": found, "form": form, "may": may, "events": events}
    return render(request, "outreach/organisation.html", context)


@either
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask from which day on it is dissolved; posted, dissolve it."""
    found = get_object_or_404(queries.organisations(request.viewer), pk=pk)
    if not permissions.may_record(request.viewer, found.unit):
        raise Denied
    form = DissolveForm(request.POST or None, initial={"dissolved_on": clock.today()})
    if shared.posted(request, form):

        def act(**who: Any) -> str:
            actions.dissolve(organisation=found, **form.cleaned_data, **who)
            return reverse("outreach:organisation", args=[pk])

        answer = shared.acted(request, form, act, _("已撤销。"))
        if answer:
            return answer
    context = {"form": form, "title": _("撤销群团组织"), "lead": found.name}
    return render(request, "outreach/ask.html", context | {"label": _("撤销"), "kind": "danger"})
