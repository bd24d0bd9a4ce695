"""What is asked when a unit is looked for or corrected, or a role given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Viewer
from xianfeng.units import queries
from xianfeng.units.enums import Role

DEPTHS = [("1", _("1 级")), ("2", _("2 级")), ("3", _("3 级")), ("50", _("全部"))]


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put what an action refused beside the field it speaks of."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


class TreeForm(forms.Form):
    """How deep the tree is unfolded, or what is looked for in it."""

    q = forms.CharField(label=_("编码或名称"), required=False, max_length=60)
    depth = forms.ChoiceField(label=_("展开到"), required=False, choices=DEPTHS)

    def levels(self) -> int:
        """Return the number of levels to unfold; two when none is named."""
        return int(self.cleaned_data.get("depth") or 2) if self.is_valid() else 2

    def words(self) -> str:
        """Return what is looked for, or nothing."""
        return self.cleaned_data["q"].strip() if self.is_valid() else ""


class UnitForm(forms.Form):
    """What is written of a unit, to correct, as it stood when the form was opened."""

    name = forms.CharField(label=_("组织名称"), max_length=120)
    agency: Any = forms.ModelChoiceField(None, label=_("所属单位"), required=False)
    established_on = forms.DateField(label=_("成立日期"), widget=forms.DateInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = queries.agencies(viewer)


class RolesForm(forms.Form):
    """Whose roles are looked for."""

    q = forms.CharField(label=_("姓名、登录名或组织编码"), required=False, max_length=60)

    def words(self) -> str:
        """Return what is looked for, or nothing."""
        return self.cleaned_data["q"].strip() if self.is_valid() else ""


def person_named(viewer: Viewer, username: str) -> Any:
    """Return the person of a sign-in name whom a role may be given; raises ValidationError."""
    found = queries.grantable_users(viewer).filter(username=username).first()
    if found is None:
        raise forms.ValidationError(_("没有找到这个登录名的业务用户，请先在用户页开设。"))
    return found


class GrantForm(forms.Form):
    """A role to give: to whom, where, what, from when to when."""

    user = forms.CharField(label=_("登录名"), max_length=60)
    unit = forms.CharField(label=_("组织编码"), max_length=40)
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    from_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput)
    until_on = forms.DateField(
        label=_("结束日期"),
        widget=forms.DateInput,
        required=False,
        help_text=_("当日起不再有此角色；不填为长期"),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_user(self) -> Any:
        """Return the person of that sign-in name."""
        return person_named(self.viewer, self.cleaned_data["user"])

    def clean_unit(self) -> Any:
        """Return the unit of that code."""
        found = queries.grantable_units(self.viewer).filter(code=self.cleaned_data["unit"]).first()
        if found is None:
            raise forms.ValidationError(_("没有找到这个组织编码，请核对。"))
        return found


class GrantPlaceForm(forms.Form):
    """A role on a community to give: to whom, where, from when to when."""

    user = forms.CharField(label=_("登录名"), max_length=60)
    place: Any = forms.ModelChoiceField(None, label=_("社区"), empty_label=_("请选择"))
    from_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput)
    until_on = forms.DateField(
        label=_("结束日期"),
        widget=forms.DateInput,
        required=False,
        help_text=_("当日起不再有此角色；不填为长期"),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["place"].queryset = queries.grantable_places(viewer)

    def clean_user(self) -> Any:
        """Return the person of that sign-in name."""
        return person_named(self.viewer, self.cleaned_data["user"])


class EndRoleForm(forms.Form):
    """From which day a role is held no more."""

    until_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput)
