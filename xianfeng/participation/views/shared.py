"""What these pages share: the year asked for, and how a report is shown."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from xianfeng.kernel import clock
from xianfeng.kernel.periods import Cycle, Period, period_of
from xianfeng.kernel.requests import Request
from xianfeng.participation import rules
from xianfeng.participation.forms import PeriodForm
from xianfeng.participation.queries.sheets import Item, Sheet
from xianfeng.ui import http
from xianfeng.units import queries as units_queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BACK = 3


def year_asked(request: Request) -> int:
    """Return the year of ``?year=``, or the usual one of the day looked at."""
    asked = request.POST.get("year") or request.GET.get("year", "")
    return rules.period_asked(asked[:4], http.as_of(request)).start.year


def years(day: date, year: int) -> list[int]:
    """Return the years to choose from, the latest first."""
    return sorted({year, *range(day.year - _BACK, day.year + 1)}, reverse=True)


def speaks(period: Period) -> bool:
    """True when communities may speak of the period by now: a year, from December on."""
    return period.cycle is Cycle.YEAR and clock.today() >= rules.opens_on(period.start.year)


def scope(request: Request) -> Any:
    """Return the unit to which a list is narrowed, or None; an unknown code is not found."""
    code = request.GET.get("unit", "").replace("\0", " ").strip()
    visible = units_queries.visible_to(request.viewer)
    return get_object_or_404(visible, code=code) if code else None


def period_form(request: Request, period: Period, unit: str = "") -> PeriodForm:
    """Return the choice of the years and halves near the one shown."""
    day, found = http.as_of(request), []
    for year in years(day, period.start.year):
        first = date(year, 1, 1)
        halves = [period_of(first, Cycle.HALF), period_of(date(year, 7, 1), Cycle.HALF)]
        found += [p for p in (Period(first, Cycle.YEAR), *halves) if p.start <= day]
    return PeriodForm({"period": str(period), "unit": unit}, found)


def linked(sheet: Sheet, code: str) -> list[tuple[str, list[tuple[Item, str]]]]:
    """Return the sections with the address of the list behind each number."""
    about = {"from": sheet.first.isoformat(), "to": sheet.last.isoformat(), "unit": code}
    return [
        (title, [(item, _list(item, about)) for item in items]) for title, items in sheet.sections
    ]


def _list(item: Item, about: dict[str, str]) -> str:
    if not item.figure:
        return ""
    try:
        return f"{reverse('reports:figure', args=[item.figure])}?{urlencode(about)}"
    except NoReverseMatch:
        return ""


def way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs from the list on."""
    return [(_("双报告"), reverse("participation:list")), *more]
