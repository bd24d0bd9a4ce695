"""Relations and deeds as pages and sheets show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.sheets import Heading
from xianfeng.partners import permissions, rules
from xianfeng.partners.enums import Direction
from xianfeng.partners.models import Deed, Pair
from xianfeng.partners.permissions import Relation

PAIR_HEADINGS = (
    Heading("组织编码"), Heading("党组织", width=32), Heading("对方", width=32),
    Heading("结对做什么", width=36), Heading("结对日期", "date"), Heading("今年实事", "integer"),
)  # fmt: skip
DEED_HEADINGS = (
    Heading("党组织", width=32), Heading("对方", width=32), Heading("关系"),
    Heading("方向", width=20), Heading("实事", width=44), Heading("类别"),
    Heading("约定日期", "date"), Heading("办成日期", "date"), Heading("受益人数", "integer"),
    Heading("结果", width=36), Heading("状态", width=18), Heading("确认日期", "date"),
    Heading("确认人", width=18), Heading("代录"),
)  # fmt: skip
VERBS = {
    "partners.propose_deed": gettext_lazy("提议"),
    "partners.record_deed": gettext_lazy("登记已办"),
    "partners.agree_deed": gettext_lazy("同意"),
    "partners.refuse_deed": gettext_lazy("没有同意"),
    "partners.withdraw_deed": gettext_lazy("收回提议"),
    "partners.finish_deed": gettext_lazy("登记办成"),
    "partners.confirm_deed": gettext_lazy("确认"),
    "partners.drop_deed": gettext_lazy("不办了"),
}
_SOON = timedelta(days=15)


@dataclass(frozen=True)
class Line:
    """A deed with the mark and words of how it stands, and whether one tap confirms it."""

    row: Any
    mark: str
    words: str
    other: str
    confirms: bool = False


def other_of(row: Relation | Deed) -> str:
    """Return the name of the other side."""
    if isinstance(row, Pair):
        return row.other_side
    pair = getattr(row, "pair", None)
    if pair is not None:
        return str(pair.other_side)
    return row.community.name if row.community is not None else ""


def ways(row: Relation | Deed) -> list[tuple[str, str]]:
    """Return both directions with the names of both sides."""
    names = {"unit": row.unit.name, "other": other_of(row)}
    return [
        (Direction.GIVEN.value, _("%(unit)s为%(other)s办的") % names),
        (Direction.RECEIVED.value, _("%(other)s为%(unit)s办的") % names),
    ]


def line(deed: Deed, day: date, viewer: Viewer | None = None) -> Line:
    """Return a deed as it stands on a day; past the agreed day it says by how much."""
    mark, words = _mark(deed, day)
    return Line(deed, mark, words, other_of(deed), viewer is not None and _confirms(viewer, deed))


def _mark(deed: Deed, day: date) -> tuple[str, str]:
    words = str(deed.get_state_display())
    if deed.state == "confirmed":
        return "met", words
    if deed.state in {"refused", "dropped"}:
        return "none", words
    if deed.state != "agreed" or deed.due_on is None:
        return "open", words
    if deed.due_on < day:
        late = _("%(state)s，逾期 %(days)s 天")
        return "overdue", late % {"state": words, "days": (day - deed.due_on).days}
    return ("soon" if deed.due_on - day <= _SOON else "open"), words


def _confirms(viewer: Viewer, deed: Any) -> bool:
    """True when one tap of the viewer confirms it; ``voiced`` is read with the row."""
    said = rules.roles(
        permissions.speaks(viewer, deed),
        voiced=deed.voiced,
        direction=deed.direction,
        proposed_by=deed.proposed_by,
    )
    own = not permissions.on_paper(viewer, deed)
    return own and "confirm_deed" in rules.DEED.verbs(deed.state, said)


def pairs_of(deed: Deed) -> list[tuple[str, Any]]:
    """Return what a deed says of itself."""
    said = [
        (_("谁为谁办"), dict(ways(deed))[deed.direction]),
        (_("类别"), deed.get_category_display() if deed.category else ""),
        (_("提议日期"), deed.proposed_on),
        (_("约定日期"), deed.due_on),
        (_("办成日期"), deed.done_on),
        (_("受益人数"), deed.beneficiaries),
        (_("办得怎样"), deed.result),
        (_("确认日期"), deed.confirmed_on),
        (_("确认人"), deed.confirmed_by),
        (_("登记方式"), _("对方没有账号，由党组织代录") if deed.on_behalf else ""),
    ]
    return [(label, value) for label, value in said if value not in {None, ""}]


def history(entries: Iterable[AuditEntry]) -> list[tuple[datetime, str]]:
    """Return (moment, sentence) of what was written."""
    return [(timezone.localtime(entry.at), _sentence(entry)) for entry in entries]


def _sentence(entry: AuditEntry) -> str:
    said = f"{entry.actor_name} {VERBS.get(entry.verb, entry.verb)}"
    why = (entry.new or {}).get("because")
    return f"{said}：{why}" if why else said


def pair_cells(rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of the sheet of pairs, in the order of its headings."""
    for row in rows:
        yield row.unit.code, row.unit.name, row.other_side, row.aim, row.from_on, row.count


def deed_cells(rows: Iterable[Deed]) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of the sheet of deeds, in the order of its headings."""
    for row in rows:
        yield (
            row.unit.name, other_of(row), _("结对") if row.pair_id else _("双服务"),
            str(row.get_direction_display()), row.title,
            str(row.get_category_display()) if row.category else "", row.due_on, row.done_on,
            row.beneficiaries, row.result, str(row.get_state_display()), row.confirmed_on,
            row.confirmed_by, _("是") if row.on_behalf else "",
        )  # fmt: skip


def address(row: Relation | Deed) -> str:
    """Return the page of a relation, or of what a deed belongs to; empty where there is none."""
    if isinstance(row, Pair):
        return reverse("partners:pair", args=[row.pk])
    if isinstance(row, Deed):
        return reverse("partners:pair", args=[row.pair_id]) if row.pair_id else ""
    return reverse("partners:community", args=[row.pk])
