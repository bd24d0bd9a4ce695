"""What keeps a record from being taken, in the user's words."""

from django.utils.translation import gettext_lazy as _

from xianfeng.life import rules

MESSAGES = {
    "future": _("日期在今天之后，请等会议开过再记录，或改成实际日期"),
    "before_unit": _("这一天本组织还没有成立，请核对日期"),
    "after_unit": _("这一天本组织已经撤销，请核对日期"),
    "not_held": _("这类组织不开这种会，请选另一种会议类型"),
    "not_together": _("这两种会不能算作同一次，请分开记录"),
    "period": _("补开期间请写成 2021-03 或 2021-Q1"),
    "not_over": _("补开期间应在会议日期之前已经结束，请核对"),
    "cycle": _("这种会不按这样的期间召开，请核对补开期间"),
    "not_listed": _("有人不在当天的应到名单里，请按新名单核对"),
    "both_numbers": _("请把应到人数和实到人数都填上"),
    "nobody_listed": _("没有应到名单，请填写应到人数和实到人数"),
    "more_than_expected": _("实到人数多于应到人数，请核对"),
    "past": _("日期已经过去；会议已经开过的，请直接记录"),
    "decision_missing": _("请先写明议定的内容"),
    "vote_incomplete": _("请把应到会有表决权人数、实到有表决权人数和赞成票都填上"),
    "more_votes": _("票数之和多于实到有表决权人数，请核对"),
    "due_before": _("时限在会议日期之前，请核对"),
    "owner_missing": _("写了时限的，请写明由谁落实"),
    "minutes": _("时长请填 1 到 1440 之间的分钟数"),
}


def message(problem: rules.Problem) -> str:
    """Return the sentence for a problem."""
    return str(MESSAGES[problem.code])
