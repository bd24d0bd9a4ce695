"""Forms of the accounts pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.accounts.enums import Office


class NewUserForm(forms.Form):
    """A new account."""

    username = forms.RegexField(
        r"^[\w.@-]{3,60}\Z",
        label=_("用户名"),
        help_text=_("3 到 60 个字母、数字或汉字"),
        error_messages={"invalid": _("用户名只能用字母、数字、汉字和 . @ - _，至少 3 个")},
    )
    name = forms.CharField(label=_("姓名"), max_length=60)


class OfficeForm(forms.Form):
    """Which of the three offices somebody holds."""

    office = forms.ChoiceField(label=_("管理员身份"), choices=Office.choices, required=False)


class AuditFilter(forms.Form):
    """What to look for in the audit chain."""

    verb = forms.CharField(label=_("动作"), required=False, max_length=60)
    actor = forms.CharField(label=_("经办人"), required=False, max_length=60)
