"""Roles on units: the security administrator's page."""

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.ui import http
from xianfeng.units import permissions, queries
from xianfeng.units.actions import roles as actions
from xianfeng.units.forms import EndRoleForm, GrantForm, RolesForm, refuse


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Show who holds which role where; posted, give one."""
    if not permissions.is_security(request.viewer):
        raise Http404
    first = {"from_on": clock.today(), "user": request.GET.get("user", "")}
    form = GrantForm(request.POST or None, initial=first, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        answer = _granted(request, form)
        if answer:
            return answer
    search = RolesForm(request.GET)
    page = http.page_of(request, queries.roles_named(request.viewer, search.words()))
    people = queries.grantable_users(request.viewer)
    context = {"form": form, "search": search, "page": page, "people": people}
    return render(request, "units/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask from which day a role is held no more; posted, end it."""
    role = get_object_or_404(queries.roles_visible_to(request.viewer), pk=pk)
    form = EndRoleForm(request.POST or None, initial={"until_on": clock.today()})
    if request.method == "POST" and form.is_valid():

        def done() -> str:
            day = form.cleaned_data["until_on"]
            actions.end_role(actor=request.viewer, at=clock.now(), role=role, until_on=day)
            return reverse("units:roles")

        try:
            return http.post_once(request, done)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "units/end_role.html", {"form": form, "role": role})


def _granted(request: HttpRequest, form: Form) -> HttpResponse | None:
    """Return the answer to a role given, or None where it was refused."""

    def done() -> str:
        actions.grant_role(actor=request.viewer, at=clock.now(), **form.cleaned_data)
        return reverse("units:roles")

    try:
        return http.post_once(request, done)
    except Refused as refused:
        refuse(form, refused)
    return None
