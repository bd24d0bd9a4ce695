"""Figures and facts as a page or a sheet shows them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xianfeng.kernel.figures import Figure
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.sheets import Heading, Value
from xianfeng.reports import rules
from xianfeng.reports.queries import lists
from xianfeng.reports.queries.values import Entry
from xianfeng.reports.rules import Span
from xianfeng.reports.texts import links
from xianfeng.reports.views.asked import Asked

HEADINGS = (
    Heading("类别", width=14),
    Heading("编号", width=26),
    Heading("指标", width=28),
    Heading("数值", "integer", 12),
    Heading("计量单位", width=10),
    Heading("时间", width=28),
    Heading("说明", width=60),
)


@dataclass(frozen=True)
class Line:
    """A figure in a list: its words, what it is, and the page that opens it."""

    entry: Entry
    written: str
    when: str
    href: str


@dataclass(frozen=True)
class Row:
    """A fact in a list: its cells, and the page that shows it."""

    cells: list[str]
    href: str


def line(entry: Entry, asked: Asked) -> Line:
    """Return a figure with its value as words and the address of its list."""
    return Line(
        entry,
        rules.written(entry.value, entry.measure, entry.recorded),
        asked.span.when(entry.during),
        links.figure(entry.id, asked.span, asked.scope.code),
    )


def cells(group: str, entry: Entry, span: Span) -> tuple[Value, ...]:
    """Return a figure's cells, in the order of HEADINGS."""
    value: Value = entry.value
    if value is None:
        value = rules.written(None, "", entry.recorded)
    when = span.when(entry.during)
    return (group, entry.id, entry.title, value, entry.measure, when, entry.definition)


def row(viewer: Viewer, figure: Figure, fact: Any) -> Row:
    """Return a fact as words, with its page."""
    return Row(
        [_words(cell) for cell in lists.cells(viewer, figure, fact)],
        lists.page(viewer, figure, fact),
    )


def sheet_name(name: str) -> str:
    """Return a name that Excel takes for a sheet: 31 characters at most, none of []:*?/ and \\."""
    return "".join("、" if letter in "[]:*?/\\" else letter for letter in name)[:31]


def _words(cell: Any) -> str:
    if cell is None or cell == "":
        return "—"
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return f"{cell:,}" if isinstance(cell, (int, Decimal)) else str(cell)
