"""What is asked when a letter is issued, answered, or a member moves next door."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.members import rules
from xianfeng.members.enums import TransferWay
from xianfeng.members.queries import transfers as queries

WAYS = [(value, label) for value, label in TransferWay.choices if value != TransferWay.ADJUSTMENT]


class IssueForm(forms.Form):
    """Where to, and until when dues are paid; the rest is known or has a usual value."""

    to = forms.CharField(
        label=_("系统内接收组织"), max_length=120, required=False, help_text=_("填组织编码或全称")
    )
    outside = forms.CharField(
        label=_("或系统外接收组织"),
        max_length=120,
        required=False,
        help_text=_("写明具有审批权限的党组织全称"),
    )
    dues_until = forms.CharField(label=_("党费交至"), max_length=40, help_text=_("如 2021年6月"))
    way = forms.ChoiceField(label=_("转接方式"), choices=WAYS, initial=TransferWay.PROVINCE)
    number = forms.CharField(
        label=_("介绍信编号"), max_length=40, required=False, help_text=_("不填则自动编号")
    )
    issued_on = forms.DateField(label=_("开出日期"), widget=forms.DateInput)
    valid_days = forms.IntegerField(
        label=_("有效天数"),
        min_value=1,
        max_value=rules.transfers.LONGEST,
        initial=rules.transfers.LONGEST,
        help_text=_("最长 90 天是各地做法，条例没有这个数字"),
    )

    def __init__(self, *args: Any, viewer: Viewer, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"issued_on": today})
        super().__init__(*args, **kwargs)
        self.viewer, self.today = viewer, today
        self.found: Any = None

    def clean_to(self) -> str:
        """Return the written code or name, and keep the unit it stands for."""
        written = "".join(self.cleaned_data["to"].split())
        if written:
            self.found = queries.destination(self.viewer, written, self.today)
            if self.found is None:
                raise forms.ValidationError(
                    _("没有找到这个组织。请填准确的编码或全称；系统外的填在下一栏。")
                )
        return written

    def letter(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "to"}
        return given | {"to_unit": self.found, "outside": given["outside"].strip()}


class AdjustForm(forms.Form):
    """Another branch of the same committee, and the day."""

    branch: Any = forms.ModelChoiceField(None, label=_("调整到"))
    moved_on = forms.DateField(label=_("调整日期"), widget=forms.DateInput)

    def __init__(self, *args: Any, branches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "adjust_%s"})
        self.fields["branch"].queryset = branches


class ReceiveForm(forms.Form):
    """The day of receipt; into which branch, or the slip that came back."""

    received_on = forms.DateField(label=_("接收日期"), widget=forms.DateInput)
    branch: Any = forms.ModelChoiceField(None, label=_("编入党支部"))
    acknowledgement = forms.CharField(label=_("回执编号"), max_length=40, required=False)

    def __init__(self, *args: Any, branches: Any, outside: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "receive_%s"})
        if outside:
            del self.fields["branch"]
            self.fields["received_on"].label = _("对方接收日期（回执）")
        else:
            self.fields["branch"].queryset = branches


class RefuseForm(forms.Form):
    """Why a letter is sent back, and when."""

    reason = forms.CharField(
        label=_("退回原因"), max_length=200, help_text=_("不得无故拒接；对方可以看到原因")
    )
    closed_on = forms.DateField(label=_("退回日期"), widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "refuse_%s"})


class CloseForm(forms.Form):
    """The day on which a letter is taken back or declared void."""

    closed_on = forms.DateField(label=_("日期"), widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "close_%s"})
