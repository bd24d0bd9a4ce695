"""Addresses and sentences that the desk's pages share."""

from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from xianfeng.duties.enums import State
from xianfeng.duties.queries import Line

WEEKDAYS = "一二三四五六日"


def address(name: str, *args: object, **query: object) -> str:
    """Return where a URL name leads, or nothing when this installation has no such page.

    Query values that are empty are left out.
    """
    try:
        href = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    kept = {key: value for key, value in query.items() if value not in {"", None}}
    return f"{href}?{urlencode(kept)}" if kept else href


def full_date(day: date) -> str:
    """Return 2021年11月21日 星期日."""
    return _("%(year)s年%(month)s月%(day)s日 星期%(weekday)s") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "weekday": WEEKDAYS[day.weekday()],
    }


def short_day(day: date, as_of: date) -> str:
    """Return 11-05, with its year where that is another one."""
    return day.strftime("%m-%d") if day.year == as_of.year else day.isoformat()


def distance(due_on: date, as_of: date) -> str:
    """Return how far a day is: 逾期 6 天, 今天到期, 还有 9 天."""
    days = (due_on - as_of).days
    if days < 0:
        return _("逾期 %(days)s 天") % {"days": -days}
    return _("还有 %(days)s 天") % {"days": days} if days else _("今天到期")


def when(line: Line, as_of: date) -> str:
    """Return the words of a duty's state: what is left, or when it was done."""
    duty = line.duty
    if line.state == State.NONE:
        return _("已说明本期无")
    if line.state == State.WAIVED:
        return _("上级同意免办")
    if line.state not in {State.MET, State.LATE} or duty.met_on is None:
        return distance(duty.due_on, as_of)
    day = short_day(duty.met_on, as_of)
    return (_("已于 %(day)s 召开") if line.kind else _("已于 %(day)s 完成")) % {"day": day}
