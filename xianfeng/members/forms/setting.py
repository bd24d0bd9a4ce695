"""What is asked on the pages of the set-up check."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.members.enums import SettingFinding, SettingNumberKind
from xianfeng.members.forms.people import ALL, UnitCodeForm
from xianfeng.members.rules import setting

REMEDIES = {
    setting.SPLIT: _("拆分"),
    setting.MERGE: _("合并"),
    setting.UPGRADE: _("升格"),
    setting.FILL: _("补齐"),
    setting.APPROVAL: _("核对批准"),
}


class CheckForm(UnitCodeForm):
    """Which part of the tree, and which findings."""

    remedy = forms.ChoiceField(label=_("办法"), required=False, choices=[ALL, *REMEDIES.items()])
    finding = forms.ChoiceField(
        label=_("问题"), required=False, choices=[ALL, *SettingFinding.choices]
    )
    field_order = ("unit", "remedy", "finding")


class ApprovalForm(forms.Form):
    """The superior's document for one finding, and why."""

    document = forms.CharField(label=_("批准文号"), max_length=80)
    reason = forms.CharField(label=_("原因"), max_length=200)
    approved_on = forms.DateField(label=_("批准日期"), widget=forms.DateInput)


class NumberForm(forms.Form):
    """A number as counted on a day."""

    kind = forms.ChoiceField(label=_("项目"), choices=SettingNumberKind.choices)
    number = forms.IntegerField(label=_("数目"), min_value=1, max_value=1_000_000)
    counted_on = forms.DateField(label=_("统计日期"), widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "number_%s"})
