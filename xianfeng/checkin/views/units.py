"""A unit's check-in: at most three fields."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.checkin import actions, permissions, queries
from xianfeng.checkin.forms import UnitForm
from xianfeng.checkin.homes import home_of
from xianfeng.checkin.views.shared import one_form, unit_of, way
from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ui.asking import BOTH, Asked, bound, by


@require_http_methods(BOTH)
def unit(request: Request, code: str) -> HttpResponse:
    """Check a unit in at a community, and show where it was."""
    found = unit_of(request, code)
    if not permissions.may_record(request.viewer, found):
        raise Denied
    today = clock.today()
    near = [home_of(one)[0] for one in queries.assigned_to(request.viewer, found, today)]
    first = {"from_on": today, "community": near[0] if near else None}
    form = UnitForm(request.viewer, bound(request), initial=first)

    def act() -> str:
        row = actions.checkin_unit(**by(request), unit=found, **form.cleaned_data)
        return reverse("checkin:row", args=["units", row.pk])

    title = _("单位报到")
    asked = Asked(title, way((title, "")), _("报到"), found.name)
    rows = queries.units_visible_to(request.viewer).filter(unit=found)
    return one_form(request, form, act, asked, "checkin/unit.html", rows=rows)
