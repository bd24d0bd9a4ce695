"""Spans of days that figures are asked for, and how days and numbers are written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xianfeng.kernel.periods import Cycle, Period, parse, period_of

REPORTS = {"half": "上半年工作总结", "annual": "工作总结"}


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both inside; what stands is asked as of ``last``."""

    first: date
    last: date

    @property
    def title(self) -> str:
        """Return the span as people say it: 2021年, 2021年第一季度, 2021年1月1日至3月15日."""
        for cycle in Cycle:
            period = period_of(self.first, cycle)
            if (period.start, period.end) == (self.first, self.last):
                return period.title
        end = written_day(self.last)
        if self.first.year == self.last.year:
            end = end.partition("年")[2]
        return f"{written_day(self.first)}至{end}"

    @property
    def day_title(self) -> str:
        """Return the last day as people say it: 截至2021年3月31日."""
        return f"截至{written_day(self.last)}"

    def when(self, during: bool) -> str:
        """Return to which days a figure refers."""
        return self.title if during else self.day_title


def written_day(day: date) -> str:
    """Return a day as official documents write it: 2021年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def so_far(period: Period, today: date) -> Span:
    """Return a period, up to today when it is not over: what is still to come is no result yet."""
    return Span(period.start, period.end if period.start > today else min(period.end, today))


def asked_span(period: str, first: str, last: str, today: date) -> Span:
    """Return what ``period`` (2021-Q1) or from and to say, or this year so far when neither does.

    From and to are taken as written, a period up to today.
    """
    try:
        if first or last:
            span = Span(date.fromisoformat(first), date.fromisoformat(last))
            if span.first <= span.last and _of_this_age(span, today):
                return span
        elif period and _of_this_age(span := so_far(parse(period), today), today):
            return span
    except ValueError:
        pass  # what cannot be read is not asked
    return so_far(period_of(today, Cycle.YEAR), today)


def _of_this_age(span: Span, today: date) -> bool:
    """True from 1900 to five years ahead: each year asked for is derived, to be counted."""
    return span.first.year >= 1900 and span.last.year <= today.year + 5


def report_span(kind: str, year: int, today: date) -> Span:
    """Return the days of a "half" (January to June) or "annual" report, up to today."""
    cycle = Cycle.HALF if kind == "half" else Cycle.YEAR
    return so_far(period_of(date(year, 1, 1), cycle), today)


def report_title(kind: str, unit: str, year: int) -> str:
    """Return the title: 中共云溪市直属机关工作委员会2026年上半年工作总结."""
    return f"{unit}{year}年{REPORTS[kind]}"


def written(value: int | Decimal | None, measure: str, recorded: bool) -> str:
    """Return a value with its measure; what no context records is 未登记, never 0."""
    if not recorded:
        return "未登记"
    if value is None:
        return "无应计数"
    if isinstance(value, Decimal):
        value = value.normalize()
        return f"{value:f}{measure}"
    return f"{value}{measure}"
