"""Ways to go on: link buttons, crumbs and pages of a list."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xianfeng.ui.components.choices import chosen
from xianfeng.ui.components.data import listed

register = Library()

LINKS = frozenset({"plain", "primary", "quiet"})


@register.simple_tag
def link_button(text: str, href: str, kind: str = "plain") -> SafeString:
    """Return a link that looks like a button; a page has one primary at most."""
    chosen("link_button", "kind", kind, LINKS)
    return format_html('<a class="btn btn-{}" href="{}">{}</a>', kind, href, text)


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(items: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Show the way to this page, nearest last; an entry without href is where one is."""
    return {"items": listed("crumbs", items, {2})}


@register.inclusion_tag("ui/components/pager.html", takes_context=True)
def pager(context: Context, page_obj: Page[Any]) -> dict[str, Any]:
    """Show how many rows there are and the way to the other pages, keeping the filter."""
    if not isinstance(page_obj, Page):
        raise TypeError(f"pager: not a page: {page_obj!r}")
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    numbers = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)
    return {
        "page": page_obj,
        "numbers": list(numbers),
        "gap": page_obj.paginator.ELLIPSIS,
        "address": f"?{query.urlencode()}&page=" if query else "?page=",
    }
