"""Which kinds of facts may be tied to a key task, and where a fact of them is shown."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.facts import FactKind
from xianfeng.plans import rules


def kinds() -> list[FactKind]:
    """Return the kinds of facts that may be tied: listed, declared, dated, and with a page."""
    declared = {kind.id: kind for kind in kernel_facts.every()}
    return [
        declared[kind_id]
        for kind_id in rules.TIEABLE
        if kind_id in declared and declared[kind_id].on and page_of(declared[kind_id], 1)
    ]


def page_of(kind: FactKind, key: Any) -> str:
    """Return the page of a fact, or nothing when this installation has none."""
    try:
        return reverse(kind.page, args=[key]) if kind.page else ""
    except NoReverseMatch:
        return ""
