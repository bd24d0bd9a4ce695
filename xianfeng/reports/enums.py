"""Words for the dimensions by which figures are split."""

from django.utils.translation import gettext_lazy as _

DIMENSIONS = {
    "aspect": _("方面"),
    "category": _("类别"),
    "community": _("社区"),
    "education_level": _("学历"),
    "form": _("方式"),
    "fund": _("经费来源"),
    "grade": _("等次"),
    "issuer": _("发出单位"),
    "kind": _("类别"),
    "level": _("级别"),
    "lifted_by": _("解除原因"),
    "minority": _("民族"),
    "occasion": _("缘由"),
    "quarter": _("季度"),
    "rule": _("规则"),
    "sector": _("单位性质"),
    "severity": _("程度"),
    "sex": _("性别"),
    "source": _("来源"),
    "stars": _("评分"),
    "timing": _("完成情况"),
    "title": _("名称"),
    "unit_kind": _("组织类别"),
    "verdict": _("社区意见"),
    "way": _("转接方式"),
}
YES_NO = {
    "minority": {True: _("少数民族"), False: _("汉族")},
}
