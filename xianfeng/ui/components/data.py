"""Facts on a page: numbers, pairs, timelines and charts."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xianfeng.ui.components.choices import chosen
from xianfeng.ui.components.filters import day

register = Library()

CHARTS = frozenset({"bar", "pie"})
type ChartRow = Sequence[Any]


@register.simple_tag
def number(value: int | float | Decimal | None, unit: str = "", href: str = "") -> SafeString:
    """Return a number with thousands marks and its unit; None is 未登记, never 0."""
    if value is None:
        return format_html('<span class="quiet">{}</span>', _("未登记"))
    shown = format_html('<span class="number">{}</span>', written(value))
    if unit:
        shown = format_html('{}<span class="measure">{}</span>', shown, unit)
    return format_html('<a href="{}">{}</a>', href, shown) if href else shown


def written(value: int | float | Decimal) -> str:
    """Return a number as people read it; raises TypeError for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise TypeError(f"number: not a number: {value!r}")
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,}"


@register.inclusion_tag("ui/components/pairs.html")
def pairs(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Show labelled values; an empty one is —, a date is written as everywhere."""
    rows = listed("pairs", items, {2})
    return {"items": [(label, day(v) if isinstance(v, date) else v) for label, v in rows]}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(items: Iterable[tuple[date, str, str]]) -> dict[str, Any]:
    """Show dated events in the given order; a third part links one to its page."""
    rows = [
        (row[0], row[1], row[2] if len(row) > 2 else "")
        for row in listed("timeline", items, {2, 3})
    ]
    return {"items": rows}


@register.inclusion_tag("ui/components/chart.html", takes_context=True)
def chart(
    context: Context, kind: str, title: str, rows: Iterable[ChartRow], unit: str = ""
) -> dict[str, Any]:
    """Draw (label, value[, href]) rows, and give the same rows as a table behind one click."""
    chosen("chart", "kind", kind, CHARTS)
    listing = [
        {"label": str(row[0]), "value": row[1], "href": row[2] if len(row) > 2 else ""}
        for row in listed("chart", rows, {2, 3})
    ]
    # The scripts are loaded by the first chart of a page, and by no page without one.
    first = "ui_chart" not in context.render_context
    context.render_context["ui_chart"] = True
    drawn = [{**row, "value": plain(row["value"])} for row in listing]
    return {
        "id": f"chart-{uuid4().hex[:12]}",
        "title": title,
        "unit": unit,
        "rows": listing,
        "data": {"kind": kind, "title": title, "unit": unit, "rows": drawn},
        "scripts": first,
        "tall": len(listing) > 12,
    }


def plain(value: int | float | Decimal | None) -> int | float | None:
    """Return a value as JSON carries it."""
    return float(value) if isinstance(value, Decimal) else value


def listed(component: str, items: Iterable[Any], sizes: set[int]) -> list[Any]:
    """Return the rows; raises TypeError or ValueError where they are not of the said sizes."""
    if isinstance(items, str):
        raise TypeError(f"{component}: rows are missing")
    rows = list(items)
    for row in rows:
        if isinstance(row, str) or len(row) not in sizes:
            raise ValueError(f"{component}: a row has the wrong shape: {row!r}")
    return rows
