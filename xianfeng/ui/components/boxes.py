"""Boxes that hold a part of a page."""

from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from xianfeng.ui.components.choices import chosen

register = Library()

NOTICES = frozenset({"info", "warning", "danger", "success"})


@register.simple_block_tag
def card(content: SafeString, title: str = "") -> SafeString:
    """Return a titled box."""
    return render_to_string("ui/components/card.html", {"title": title, "content": content})


@register.simple_block_tag
def notice(content: SafeString, kind: str = "info") -> SafeString:
    """Return a sentence that stands out; a danger or warning is announced."""
    chosen("notice", "kind", kind, NOTICES)
    return render_to_string("ui/components/notice.html", {"kind": kind, "content": content})


@register.simple_block_tag
def details(content: SafeString, summary: str, is_open: bool = False) -> SafeString:
    """Return a part that opens on demand, without a script."""
    return render_to_string(
        "ui/components/details.html", {"summary": summary, "open": is_open, "content": content}
    )


@register.simple_block_tag
def data_table(content: SafeString, caption: str) -> SafeString:
    """Return a table with its caption, which scrolls sideways by itself on a narrow screen."""
    return render_to_string("ui/components/data_table.html", {"caption": caption, "body": content})


@register.inclusion_tag("ui/components/empty.html")
def empty(text: str, href: str = "", label: str = "") -> dict[str, Any]:
    """Say that there is nothing, and what to do next."""
    if bool(href) != bool(label):
        raise ValueError("empty: href and label belong together")
    return {"text": text, "href": href, "label": label}
