"""Orders as pages and sheets show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel.models import AuditEntry
from xianfeng.ledgers.sheets import Heading
from xianfeng.rectification.enums import Source
from xianfeng.rectification.models import Order, Problem
from xianfeng.rectification.queries import orders as queries
from xianfeng.rectification.rules import orders as rules
from xianfeng.rectification.views.shown import Line, Number

HEADINGS = (
    Heading("编号", width=20),
    Heading("交办单", width=40),
    Heading("发出单位", width=28),
    Heading("承办单位", width=28),
    Heading("依据", width=32),
    Heading("发出日期", "date"),
    Heading("应签收日期", "date"),
    Heading("签收日期", "date"),
    Heading("办结时限", "date"),
    Heading("回复日期", "date"),
    Heading("办结日期", "date"),
    Heading("问题数", "integer"),
    Heading("已销号", "integer"),
    Heading("状态", width=18),
)
VERBS = {
    "rectification.draft_order": gettext_lazy("起草"),
    "rectification.change_order": gettext_lazy("修改"),
    "rectification.issue_order": gettext_lazy("发出"),
    "rectification.receive_order": gettext_lazy("签收"),
    "rectification.reply_order": gettext_lazy("回复"),
    "rectification.close_order": gettext_lazy("核实办结"),
    "rectification.send_order_back": gettext_lazy("退回"),
    "rectification.reopen_order": gettext_lazy("重新打开"),
    "rectification.recall_order": gettext_lazy("撤回"),
}
BOXES = {
    queries.TO_RECEIVE: gettext_lazy("待签收"),
    queries.TO_REPLY: gettext_lazy("待回复"),
    queries.TO_VERIFY: gettext_lazy("待我核实"),
    queries.OURS: gettext_lazy("本单位发出"),
}
_MARKS = {"draft": "none", "replied": "soon", "closed": "met", "recalled": "none"}


@dataclass(frozen=True)
class Settled:
    """A problem on an order with its mark, its last answer and what was found of it."""

    row: Problem
    mark: str
    words: str
    answer: Any
    back: str


def line(row: Order, day: date) -> Line:
    """Return an order as it stands: what it waits for, and how late that is."""
    words = str(row.get_state_display())
    if row.state in _MARKS:
        return Line(row, _MARKS[row.state], words)
    if rules.late(row.state, row.receive_by, row.due_on, day):
        due_on = row.receive_by if row.state == "issued" and row.receive_by else row.due_on
        said = _("逾期未签收 %(days)s 天") if row.state == "issued" else _("逾期未回复 %(days)s 天")
        return Line(row, "overdue", said % {"days": (day - due_on).days})
    return Line(row, "open", words)


def lines(rows: Iterable[Order], day: date) -> list[Line]:
    """Return orders with their states."""
    return [line(row, day) for row in rows]


def cells(rows: Iterable[Any], day: date) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of a sheet, in the order of HEADINGS."""
    for row in rows:
        yield (
            row.number, row.title, row.issuer.name, row.unit.name, row.basis, row.issued_on,
            row.receive_by, row.received_on, row.due_on, row.replied_on, row.closed_on,
            row.carried, row.settled, line(row, day).words,
        )  # fmt: skip


def boxes(found: dict[str, int], asked: QueryDict) -> list[Number]:
    """Return the numbers over the list; each opens its part of it."""
    numbers = []
    for box, label in BOXES.items():
        query = asked.copy()
        query.pop("page", None)
        query["box"] = box
        href = f"{reverse('rectification:orders')}?{query.urlencode()}"
        numbers.append(Number(str(label), found[box], href))
    return numbers


def pairs(order: Order) -> list[tuple[str, Any]]:
    """Return what an order says of itself."""
    return [
        (_("编号"), order.number),
        (_("发出单位"), order.issuer.name),
        (_("承办单位"), order.unit.name),
        (_("依据"), order.basis),
        (_("发出日期"), order.issued_on),
        (_("签收日期"), order.received_on),
        (_("办结时限"), order.due_on),
        (_("回复日期"), order.replied_on),
        (_("总的说明"), order.reply),
        (_("办结日期"), order.closed_on),
    ]


def settled(found: Iterable[queries.Line]) -> list[Settled]:
    """Return the problems on an order with what was answered and found last."""
    rows = []
    for one in found:
        row, answer = one.problem, one.answer
        mark = {"answered": "soon", "closed": "met"}.get(row.state, "open")
        back = answer.opinion if answer and answer.accepted is False else ""
        rows.append(Settled(row, mark, str(row.get_state_display()), answer, back))
    return rows


def history(entries: Iterable[AuditEntry], *, issuing: bool) -> list[tuple[datetime, str]]:
    """Return (moment, sentence) of what was written; drafting is for the issuer's side."""
    hidden = set() if issuing else {"rectification.draft_order", "rectification.change_order"}
    return [
        (timezone.localtime(entry.at), _sentence(entry))
        for entry in entries
        if entry.verb not in hidden
    ]


def _sentence(entry: AuditEntry) -> str:
    told = {"name": entry.actor_name, "verb": VERBS.get(entry.verb, gettext_lazy("批量登记"))}
    said = _("%(name)s %(verb)s") % told
    new = entry.new or {}
    why = new.get("recalled_because") or new.get("sent_back_because")
    return f"{said}：{why}" if why else said


def proposed(problems: Iterable[Problem]) -> dict[str, Any]:
    """Return the words and the deadline that an order with these problems begins with."""
    known = list(problems)
    labels = list(dict.fromkeys(str(Source(one.source).label) for one in known))
    words = "、".join(labels) or str(Source.INSPECTION.label)
    return {
        "title": _("关于整改%(source)s发现问题的交办单") % {"source": words},
        "basis": _("%(source)s发现的问题") % {"source": words},
        "due_on": max((one.due_on for one in known), default=None),
        "picked": [one.pk for one in known],
        "source": known[0].source if known else Source.INSPECTION.value,
    }


def way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs from the list of orders on."""
    return [(_("交办单"), reverse("rectification:orders")), *more]


def of_order(order: Order, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to an order and on."""
    here = (order.number or order.title[:20], reverse("rectification:order", args=[order.pk]))
    return way(here, *more)
