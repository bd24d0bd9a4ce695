"""The publicity notice and the vote record as parts of a paper form."""

from datetime import date

from django.utils.translation import gettext as _

from xianfeng.development.enums import Outcome
from xianfeng.development.models import Candidate, StepRecord
from xianfeng.development.rules import limits, steps
from xianfeng.kernel.calendar import add_working_days
from xianfeng.ledgers.documents import Pairs, Paragraph, Part, Signature, Table

type Paper = tuple[str, list[Part]]


def publicity(candidate: Candidate, today: date) -> Paper:
    """Return the notice; its days are those recorded, else five working days from tomorrow.

    Source: 发展党员工作细则 13 (2026, not fewer than five working days).
    """
    recorded = candidate.records.filter(step=steps.TARGET).order_by("-on").first()
    first = recorded.publicity_from if recorded else None
    last = recorded.publicity_until if recorded else None
    first = first or add_working_days(today, 1)
    last = last or add_working_days(today, limits.PUBLICITY_WORKDAYS)
    unit = candidate.unit
    text = _(
        "经党支部培养教育考察，拟将%(name)s同志列为发展对象。现予公示，"
        "公示期为%(first)s至%(last)s。公示期间，党员、群众如有意见，请向%(unit)s反映。"
    )
    values = {"name": candidate.name, "first": _day(first), "last": _day(last), "unit": unit.name}
    rows = [
        (_("姓名"), candidate.name),
        (_("性别"), str(candidate.get_sex_display())),
        (_("出生年月"), f"{candidate.born_on.year}年{candidate.born_on.month}月"),
        (_("学历"), candidate.education),
        *_days(candidate),
    ]
    return _("发展对象公示"), [
        Paragraph(text % values),
        Pairs(rows),
        Pairs([(_("联系人"), ""), (_("联系电话"), "")]),
        Signature([unit.name, _day(first)]),
    ]


def vote(record: StepRecord) -> Paper:
    """Return the record of a vote at the branch's meeting, with room for those who counted.

    Source: 发展党员工作细则 20; 支部工作条例 11.
    """
    candidate = record.candidate
    matter = _matter(record)
    numbers = Table(
        [_("应到"), _("实到"), _("赞成"), _("反对"), _("弃权")],
        [
            [
                record.expected,
                record.present,
                record.in_favour,
                record.against,
                record.abstained,
            ]
        ],
    )
    passed = record.outcome != Outcome.RETURNED
    result = _("赞成人数超过应到会有表决权的正式党员的半数，通过。")
    failed = _("赞成人数未超过应到会有表决权的正式党员的半数，未通过。")
    return _("支部大会票决记录"), [
        Pairs(
            [
                (_("党支部"), candidate.unit.name),
                (_("日期"), record.on),
                (_("表决事项"), matter),
                (_("表决方式"), _("无记名投票")),
            ]
        ),
        numbers,
        Paragraph(result if passed else failed),
        Signature(
            [
                _("监票人：＿＿＿＿＿＿＿"),
                _("计票人：＿＿＿＿＿＿＿"),
                _("主持人：＿＿＿＿＿＿＿"),
                _day(record.on),
            ]
        ),
    ]


def _matter(record: StepRecord) -> str:
    name = {"name": record.candidate.name}
    if record.step == steps.CONGRESS:
        return _("接收%(name)s同志为中共预备党员") % name
    if record.outcome == Outcome.EXTEND:
        values = name | {"months": record.months or 0}
        return _("延长%(name)s同志预备期 %(months)s 个月") % values
    if record.outcome == Outcome.CANCEL:
        return _("取消%(name)s同志预备党员资格") % name
    return _("%(name)s同志按期转为中共正式党员") % name


def _days(candidate: Candidate) -> list[tuple[str, object]]:
    """Return the days a notice names, as they are recorded."""
    first = {
        record.step: record.on
        for record in candidate.records.order_by("-on")
        if record.step in {steps.APPLICATION, steps.ACTIVIST}
    }
    return [
        (_("递交入党申请书"), first.get(steps.APPLICATION)),
        (_("确定为入党积极分子"), first.get(steps.ACTIVIST)),
    ]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
