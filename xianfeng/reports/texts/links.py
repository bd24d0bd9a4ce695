"""Addresses of the lists behind figures."""

from urllib.parse import urlencode

from django.urls import reverse

from xianfeng.reports.rules import Span


def query(span: Span, code: str) -> str:
    """Return the query that asks for a span and a unit."""
    asked = {"from": span.first.isoformat(), "to": span.last.isoformat()}
    return urlencode(asked | ({"unit": code} if code else {}))


def figure(figure_id: str, span: Span, code: str) -> str:
    """Return the page of a figure for a span and a unit."""
    return f"{reverse('reports:figure', args=[figure_id])}?{query(span, code)}"
