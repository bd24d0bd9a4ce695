"""The ballot on paper and the sheet of totals, as Word documents."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from xianfeng.ledgers.documents import Pairs, Paragraph, Part, Signature, Table, paper
from xianfeng.voting.models import Option, Poll
from xianfeng.voting.queries import Line

BLANK = "　"


def ballot(poll: Poll, options: Sequence[Option]) -> bytes:
    """Return one ballot to be copied: it carries no number and no name of a voter."""
    marks = [title for _mark, title in poll.marks]
    rows = [[option.text, *(BLANK for _title in marks)] for option in options]
    if poll.others:
        rows += [[_("另选他人："), *(BLANK for _title in marks)] for _row in range(2)]
    parts: list[Part] = [Table([_("姓名或事项"), *marks], rows)]
    if poll.seats is not None:
        words = _("说明：应选 %(seats)s 名，所选人数等于或少于应选人数的有效，多选的无效。")
        parts.append(Paragraph(words % {"seats": poll.seats}))
    parts.append(Paragraph(_("在选定的一栏内画“○”；不画的视为弃权。")))
    return paper(_("%(title)s选票") % {"title": poll.title}, parts)


def result(poll: Poll, lines: Sequence[Line]) -> bytes:
    """Return the sheet of totals for the tellers to sign."""
    marks = [title for _mark, title in poll.marks]
    numbers = Pairs(
        [
            (_("组织"), poll.unit.name),
            (_("日期"), poll.held_on),
            (_("应到会有表决权人数"), poll.expected),
            (_("发出选票"), poll.issued),
            (_("收回选票"), poll.collected),
            (_("有效票"), poll.valid),
        ]
    )
    rows = [[line.option.text, *line.votes.values()] for line in lines]
    signed = Signature([_("监票人：＿＿＿＿＿＿"), _("计票人：＿＿＿＿＿＿")])
    title = _("%(title)s计票结果") % {"title": poll.title}
    return paper(title, [numbers, Table([_("姓名或事项"), *marks], rows), signed])
