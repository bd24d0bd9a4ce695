"""What the parts of the system are called on the pages of the meter."""

from django.utils.translation import gettext_lazy as _

CONTEXTS = {
    "burden": _("数据征集和工作群"),
    "care": _("关怀、谈心、表彰"),
    "development": _("发展党员"),
    "duties": _("应办事项"),
    "elections": _("换届选举"),
    "ledgers": _("导入文件"),
    "life": _("组织生活"),
    "lifecycle": _("组织变更"),
    "members": _("党员名册"),
    "outreach": _("群团和联系服务"),
    "plans": _("任务"),
    "rectification": _("交办和整改"),
    "responsibility": _("责任清单"),
    "reviews": _("民主评议"),
    "standards": _("支部标准化"),
    "supervision": _("督导"),
    "units": _("组织信息"),
    "voice": _("通知和意见"),
    "voting": _("投票"),
}
