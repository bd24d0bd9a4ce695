"""Marks: a state, a card, a progress and a source, each readable without its colour."""

from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.ui.components.choices import chosen

register = Library()

STATES = {
    "met": ("●", gettext_lazy("按期")),
    "open": ("◐", gettext_lazy("进行中")),
    "soon": ("▲", gettext_lazy("将到期")),
    "late": ("◆", gettext_lazy("迟办")),
    "overdue": ("■", gettext_lazy("逾期")),
    "none": ("▭", gettext_lazy("本月无")),
    "waived": ("◇", gettext_lazy("免办")),
}
CARDS = {"yellow": gettext_lazy("黄牌"), "red": gettext_lazy("红牌")}
VERIFICATIONS = {
    "V": gettext_lazy("已核对条文"),
    "S": gettext_lazy("二手资料"),
    "G": gettext_lazy("第三方转述"),
    "M": gettext_lazy("待核"),
}


@register.simple_tag
def state(name: str, label: str = "") -> SafeString:
    """Return the mark of a duty's state; ``label`` replaces the word (逾期 6 天)."""
    shape, word = STATES[chosen("state", "state", name, STATES)]
    return format_html(
        '<span class="state state-{}"><span class="state-shape" aria-hidden="true">{}</span>'
        "{}</span>",
        name,
        shape,
        label or word,
    )


@register.simple_tag
def card_mark(name: str) -> SafeString:
    """Return the mark of a yellow or red card: a small filled rectangle and its word."""
    word = CARDS[chosen("card_mark", "card", name, CARDS)]
    return format_html(
        '<span class="card-mark card-mark-{}">'
        '<span class="card-mark-shape" aria-hidden="true"></span>{}</span>',
        name,
        word,
    )


@register.simple_tag
def progress(done: int, total: int, label: str = "") -> SafeString:
    """Return done of total as a bar and as words; a total of 0 is said, not divided by."""
    words = _("%(done)s / %(total)s") % {"done": done, "total": total}
    named = label or _("进度")
    if not total:
        return format_html('<span class="progress-line">{}</span>', _("没有要办的"))
    return format_html(
        '<span class="progress-line"><progress max="{}" value="{}" aria-label="{}"></progress>'
        '<span class="number">{}</span>{}</span>',
        total,
        done,
        named,
        words,
        format_html(' <span class="quiet">{}</span>', label) if label else "",
    )


@register.inclusion_tag("ui/components/source_note.html")
def source_note(
    source: str, article: str = "", verification: str = "M", local: bool = False
) -> dict[str, Any]:
    """Show what a rule rests on, how far that was checked, and whether it is a local addition."""
    mark = chosen("source_note", "verification", verification, VERIFICATIONS)
    return {
        "source": source,
        "article": article,
        "mark": mark,
        "verified": VERIFICATIONS[mark],
        "local": local,
    }
