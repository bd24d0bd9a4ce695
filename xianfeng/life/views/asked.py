"""Which unit and year a page is about."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Denied
from xianfeng.life import permissions, queries
from xianfeng.life.forms import YearForm


def staff_unit(request: HttpRequest) -> Any:
    """Return the unit that ``?unit=CODE`` names, or the viewer's own; 404 for who is no staff."""
    units = queries.staff_units(request.viewer)
    code = request.GET.get("unit", "").replace("\0", " ")
    if code:
        return get_object_or_404(units, code=code)
    own = units.first()
    if own is None:
        raise Http404
    return own


def must_keep(request: HttpRequest, unit: Any) -> None:
    """Raise Denied for who sees the unit and does not keep its records."""
    if not permissions.may_record(request.viewer, unit):
        raise Denied


def year(request: HttpRequest) -> int:
    """Return the year of ``?year=``, or this one."""
    asked = YearForm(request.GET)
    written = asked.cleaned_data.get("year") if asked.is_valid() else None
    return int(written or clock.today().year)


def form(unit: Any, shown: int) -> YearForm:
    """Return the form that shows what the page is about."""
    return YearForm({"unit": unit.code, "year": shown})
