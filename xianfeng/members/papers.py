"""Papers that go with a member: the letter of transfer with its stub and its slip."""

from django.utils.translation import gettext as _

from xianfeng.ledgers import documents
from xianfeng.ledgers.documents import Heading, Pairs, Paragraph, Part, Signature
from xianfeng.members.models import Transfer


def letter(transfer: Transfer) -> bytes:
    """Return the letter in three parts as .docx: stub, letter, and the slip to send back.

    Source: 组通字〔2006〕45 号（一式三联，附回执）, from second hand.
    """
    return documents.paper(_("中国共产党党员组织关系介绍信"), parts(transfer))


def parts(transfer: Transfer) -> list[Part]:
    """Return what stands on the three parts."""
    return [*_stub(transfer), *_body(transfer), *_slip(transfer)]


def _stub(transfer: Transfer) -> list[Part]:
    return [
        Heading(_("存根")),
        Pairs(
            [
                (_("编号"), transfer.number),
                (_("姓名"), transfer.member.name),
                (_("转自"), _sender(transfer)),
                (_("转往"), _receiver(transfer)),
                (_("党费交至"), transfer.dues_until),
                (_("开出日期"), transfer.issued_on),
                (_("有效天数"), transfer.valid_days),
            ]
        ),
        Signature([_("经办人：＿＿＿＿＿＿")]),
    ]


def _body(transfer: Transfer) -> list[Part]:
    member = transfer.member
    standing = _("正式") if member.confirmed_on else _("预备")
    text = _(
        "%(name)s同志（%(sex)s，%(born)s出生）系中共%(standing)s党员，"
        "组织关系由%(sender)s转到%(receiver)s，请予接收。党费交至%(dues)s。"
    )
    said = {
        "name": member.name,
        "sex": member.get_sex_display(),
        "born": f"{member.born_on.year}年{member.born_on.month}月",
        "standing": standing,
        "sender": _sender(transfer),
        "receiver": _receiver(transfer),
        "dues": transfer.dues_until or "＿＿＿＿",
    }
    return [
        Heading(_("介绍信")),
        Paragraph(f"{_receiver(transfer)}："),
        Paragraph(text % said),
        Paragraph(_("（有效期 %(days)s 天）") % {"days": transfer.valid_days}),
        Signature([_sender(transfer), _day(transfer)]),
    ]


def _slip(transfer: Transfer) -> list[Part]:
    text = _("你处转来%(name)s同志的组织关系（编号%(number)s）已于＿＿年＿＿月＿＿日接收。")
    return [
        Heading(_("回执")),
        Paragraph(f"{_sender(transfer)}："),
        Paragraph(text % {"name": transfer.member.name, "number": transfer.number}),
        Signature([_receiver(transfer), _("＿＿年＿＿月＿＿日")]),
    ]


def _sender(transfer: Transfer) -> str:
    return transfer.from_unit.name if transfer.from_unit else transfer.outside


def _receiver(transfer: Transfer) -> str:
    return transfer.to_unit.name if transfer.to_unit else transfer.outside


def _day(transfer: Transfer) -> str:
    day = transfer.issued_on
    return f"{day.year}年{day.month}月{day.day}日"
