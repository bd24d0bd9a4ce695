"""The order and the report on its problems in the form in which offices send and file them."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.ledgers import documents
from xianfeng.ledgers.documents import Heading, Paragraph, Part, Signature, Table
from xianfeng.rectification.models import Order
from xianfeng.rectification.queries.orders import Line

BLANK = "＿＿＿＿"
_BLANK_DAY = "＿＿＿＿年＿＿月＿＿日"


def order_paper(order: Order, lines: Sequence[Line]) -> tuple[str, bytes]:
    """Return the title and the order (交办单): its problems, its deadline, and a receipt to cut.

    Source: GB/T 9704-2012, clauses 5 to 7 (page, fonts, headings, number, tables).
    """
    parts: list[Part] = [
        Signature([order.number]),
        Paragraph(_("%(unit)s：") % {"unit": order.unit.name}),
        Paragraph(_opening(order, len(lines))),
        Heading(_("交办问题")),
        Table(
            [_("序号"), _("问题"), _("类别"), _("整改时限")],
            [
                (seq, one.problem.text, one.problem.get_category_display(), one.problem.due_on)
                for seq, one in enumerate(lines, 1)
            ],
        ),
        Heading(_("有关要求")),
        Paragraph(_asked(order)),
        Signature([order.issuer.name, _day(order.issued_on)]),
        Heading(_("签收回执")),
        Paragraph(
            _("%(issuer)s：你单位%(number)s《%(title)s》收悉。")
            % {"issuer": order.issuer.name, "number": order.number, "title": order.title}
        ),
        Signature(
            [
                _("签收单位：%(unit)s（盖章）") % {"unit": order.unit.name},
                _("签收人：%(blank)s") % {"blank": BLANK},
                _day(order.received_on),
            ]
        ),
    ]
    return order.title, documents.paper(order.title, parts)


def report_paper(order: Order, lines: Sequence[Line]) -> tuple[str, bytes]:
    """Return the title and the report of how the order's problems were put right."""
    title = _("关于%(number)s交办问题整改情况的报告") % {"number": order.number}
    done = sum(one.problem.state in {"answered", "closed"} for one in lines)
    told = {
        "number": order.number,
        "title": order.title,
        "all": len(lines),
        "done": done,
        "closed": sum(one.problem.state == "closed" for one in lines),
    }
    parts: list[Part] = [
        Paragraph(_("%(issuer)s：") % {"issuer": order.issuer.name}),
        Paragraph(
            _(
                "你单位%(number)s《%(title)s》收悉。交办的 %(all)s 个问题，"
                "已报整改 %(done)s 个，其中核实销号 %(closed)s 个。现将整改情况报告如下。"
            )
            % told
        ),
    ]
    if order.reply:
        parts += [Heading(_("总的情况")), Paragraph(order.reply)]
    parts += [
        Heading(_("逐项整改情况")),
        Table(
            [_("序号"), _("问题"), _("整改情况"), _("佐证材料"), _("核实")],
            [_row(seq, one) for seq, one in enumerate(lines, 1)],
        ),
        Paragraph(_("特此报告。")),
        Signature([order.unit.name, _day(order.replied_on)]),
    ]
    return title, documents.paper(title, parts)


PAPERS: dict[str, Callable[[Order, Sequence[Line]], tuple[str, bytes]]] = {
    "order": order_paper,
    "report": report_paper,
}


def _opening(order: Order, number: int) -> str:
    said = _("现将 %(number)s 个问题交你单位整改，请于%(day)s前办结。")
    opening = said % {"number": number, "day": _day(order.due_on)}
    return (
        _("依据：%(basis)s。") % {"basis": order.basis.rstrip("。")} + opening
        if order.basis
        else opening
    )


def _asked(order: Order) -> str:
    return _(
        "收到后请于%(day)s前签收。逐项整改，写明整改情况和佐证材料，按时回复。"
        "由%(issuer)s逐项核实，属实的销号，没有改好的退回。"
    ) % {"day": _day(order.receive_by), "issuer": order.issuer.name}


def _row(seq: int, one: Line) -> tuple[object, ...]:
    problem, answer = one.problem, one.answer
    if answer is None or problem.state == "open":
        return seq, problem.text, _("整改中"), "", ""
    found = _("已销号") if problem.state == "closed" else _("待核实")
    return seq, problem.text, answer.text, answer.evidence, found


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else _BLANK_DAY
