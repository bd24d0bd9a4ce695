"""Community workers' roles: the security administrator's page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.ui import http
from xianfeng.units import permissions, queries
from xianfeng.units.actions import place_roles as actions
from xianfeng.units.forms import EndRoleForm, GrantPlaceForm, refuse


@require_http_methods(["GET", "HEAD", "POST"])
def place_roles(request: HttpRequest) -> HttpResponse:
    """Show who works for which community; posted, give such a role."""
    if not permissions.is_security(request.viewer):
        raise Http404
    first = {"from_on": clock.today(), "user": request.GET.get("user", "")}
    form = GrantPlaceForm(request.POST or None, initial=first, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():

        def done() -> str:
            now = clock.now()
            actions.grant_place_role(actor=request.viewer, at=now, **form.cleaned_data)
            return reverse("units:place_roles")

        try:
            return http.post_once(request, done)
        except Refused as refused:
            refuse(form, refused)
    page = http.page_of(request, queries.place_roles_visible_to(request.viewer))
    return render(request, "units/place_roles.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask from which day somebody works there no more; posted, end it."""
    role = get_object_or_404(queries.place_roles_visible_to(request.viewer), pk=pk)
    form = EndRoleForm(request.POST or None, initial={"until_on": clock.today()})
    if request.method == "POST" and form.is_valid():

        def done() -> str:
            day = form.cleaned_data["until_on"]
            actions.end_place_role(actor=request.viewer, at=clock.now(), role=role, until_on=day)
            return reverse("units:place_roles")

        try:
            return http.post_once(request, done)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "units/end_place_role.html", {"form": form, "role": role})
