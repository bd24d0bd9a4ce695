"""Sentences for what the rules find, and words for steps and outcomes."""

from django.utils.translation import gettext_lazy as _

from xianfeng.development.rules import steps
from xianfeng.development.rules.checks import Problem

MESSAGES = {
    "missing": _("还缺前面的步骤：%(steps)s。请先补记这些步骤，日期不能晚于这一步。"),
    "over": _("预备党员资格已经取消，不能再记录步骤。"),
    "twice": _("这一步已于 %(day)s 完成，如有出入请更正那一条。"),
    "outcome": _("这一步没有这种结果，请重新选择。"),
    "reason": _("请写明原因。"),
    "age": _("递交申请书时应年满十八岁（%(day)s 满），请核对出生日期和申请日期。"),
    "contacts": _("请选一至两名正式党员作培养联系人。"),
    "cultivation": _("培养教育考察须满一年，%(day)s 以后才能确定为发展对象。"),
    "publicity": _("请填写公示起止日期（公示不少于五个工作日）。"),
    "publicity_days": _("公示应在确定为发展对象之前结束，请核对起止日期。"),
    "publicity_short": _("公示只有 %(days)s 个工作日，不足五个工作日。"),
    "sponsors": _("请选两名正式党员作入党介绍人。"),
    "training": _("集中培训应不少于三天或者二十四学时。"),
    "votes": _("请把应到、实到和赞成、反对、弃权的人数都填上，没有的填 0。"),
    "votes_add": _("人数对不上：实到不多于应到，赞成、反对、弃权合计不多于实到。"),
    "quorum": _("到会未过半，不能表决；应有 %(need)s 人以上到会。"),
    "majority": _("赞成未过应到会人数的半数（须 %(need)s 票以上），结果请选“未通过”。"),
    "approval_expired": _("距支部大会已超过六个月，请先由支部大会复议，再报审批。"),
    "approval_late": _("距支部大会已超过三个月，请写明延长审批的原因（最长六个月）。"),
    "party_group_hears": _("机关党委审批前先报本单位党组，请填报党组的日期。"),
    "party_group_examines": _("不设机关党委的，先由党组审核再报机关工委审批，请填党组审核的日期。"),
    "party_group_days": _("报党组（党组审核）应在支部大会之后、审批之前。"),
    "application_early": _("预备期 %(day)s 届满，一般在届满时提出转正申请。"),
    "probation": _("预备期 %(day)s 届满，届满后才能讨论转正。"),
    "extended": _("预备期已经延长过一次（%(day)s），不能再次延长。"),
    "extension": _("延长预备期不少于半年、不超过一年，请填 6 到 12 个月。"),
}
WHO = {
    steps.BRANCH: _("党支部"),
    steps.SUPERIOR: _("上级党组织"),
    steps.PERSON: _("本人"),
}


def sentence(problem: Problem) -> str:
    """Return what a problem tells somebody to do."""
    return str(MESSAGES[problem.code]) % dict(problem.values)
