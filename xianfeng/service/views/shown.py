"""Requests as pages and sheets show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel.models import AuditEntry
from xianfeng.ledgers.sheets import Heading
from xianfeng.service.models import Request
from xianfeng.service.queries import OPEN

HEADINGS = (
    Heading("社区", width=16), Heading("网格", width=14), Heading("要办的事", width=44),
    Heading("类别"), Heading("紧急程度"), Heading("人数", "integer"), Heading("点单日期", "date"),
    Heading("希望哪天", "date"), Heading("承诺日期", "date"), Heading("承办党组织", width=28),
    Heading("状态", width=18), Heading("办结日期", "date"), Heading("办理结果", width=36),
)  # fmt: skip
VERBS = {
    "service.place_request": gettext_lazy("点单"),
    "service.cancel_request": gettext_lazy("取消"),
    "service.rate_request": gettext_lazy("评价"),
    "service.check_request": gettext_lazy("核对属实"),
    "service.refuse_request": gettext_lazy("不予办理"),
    "service.merge_request": gettext_lazy("合并"),
    "service.send_request": gettext_lazy("派给党支部"),
    "service.return_request": gettext_lazy("退回社区"),
    "service.call_request_back": gettext_lazy("收回另派"),
    "service.dispatch_request": gettext_lazy("派人"),
    "service.finish_request": gettext_lazy("办结"),
    "service.confirm_request": gettext_lazy("确认办结"),
    "service.give_request_up": gettext_lazy("暂时没有人能办"),
    "service.take_request_up": gettext_lazy("重新办理"),
    "service.accept_place": gettext_lazy("接单"),
    "service.decline_place": gettext_lazy("不接"),
    "service.withdraw_place": gettext_lazy("不再请"),
    "service.free_places": gettext_lazy("到期未答复，另请他人"),
}
_MARKS = {"done": "met", "closed": "met", "cancelled": "none", "refused": "none", "unmet": "late"}


@dataclass(frozen=True)
class Line:
    """A request with the mark and the words of how it stands on a day."""

    row: Any
    mark: str
    words: str


def line(row: Request, day: date) -> Line:
    """Return a request as it stands; past the promised day it says by how much."""
    words = str(row.get_state_display())
    if row.state not in OPEN:
        return Line(row, _MARKS[row.state], words)
    if row.promised_on < day:
        late = _("%(state)s，逾期 %(days)s 天")
        return Line(row, "overdue", late % {"state": words, "days": (day - row.promised_on).days})
    return Line(row, "soon" if row.promised_on == day else "open", words)


def lines(rows: Iterable[Request], day: date) -> list[Line]:
    """Return requests with their states."""
    return [line(row, day) for row in rows]


def cells(rows: Iterable[Request], day: date) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of a sheet, in the order of HEADINGS; nobody's contact is among them."""
    for row in rows:
        yield (
            row.community.name, row.grid.name if row.grid else "", row.text,
            str(row.get_category_display()), str(row.get_urgency_display()), row.places,
            row.placed_on, row.on_date, row.promised_on, row.unit.name if row.unit else "",
            line(row, day).words, row.done_on, row.result,
        )  # fmt: skip


def pairs(row: Request) -> list[tuple[str, Any]]:
    """Return what a request says of itself, without who asked and without what is not known yet."""
    when = [row.on_date.isoformat() if row.on_date else "", str(row.get_part_display())]
    every = [
        (_("类别"), row.get_category_display()),
        (_("社区"), row.community.name),
        (_("网格"), row.grid.name if row.grid else ""),
        (_("希望什么时候"), " ".join(filter(None, when)) or _("什么时候都行")),
        (_("人数"), row.places),
        (_("需要的特长"), row.get_skill_display() if row.skill else _("不限")),
        (_("紧急程度"), row.get_urgency_display()),
        (_("来源"), row.get_source_display()),
        (_("点单日期"), row.placed_on),
        (_("承诺日期"), row.promised_on),
        (_("承办党支部"), row.unit.name if row.unit else ""),
        (_("办结日期"), row.done_on),
        (_("每人分钟"), row.minutes),
        (_("办理结果"), row.result),
    ]
    return [(label, value) for label, value in every if value]


def history(entries: Iterable[AuditEntry]) -> list[tuple[datetime, str]]:
    """Return (moment, sentence) of what was written; a resident is never named."""
    return [(timezone.localtime(entry.at), _sentence(entry)) for entry in entries]


def _sentence(entry: AuditEntry) -> str:
    verb = VERBS.get(entry.verb, gettext_lazy("批量登记"))
    told = {"name": entry.actor_name or _("居民"), "verb": verb}
    said = _("%(name)s %(verb)s") % told
    why = (entry.new or {}).get("because")
    return f"{said}：{why}" if why else said


def way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs from the desk on."""
    return [(_("服务单"), reverse("service:desk")), *more]
