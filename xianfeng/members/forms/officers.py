"""What is asked when a post is filled from a unit's page, and when members change groups."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.members.enums import PostHow, PostTitle
from xianfeng.members.forms.people import UnitCodeForm
from xianfeng.members.queries import officers
from xianfeng.members.queries.groups import Group
from xianfeng.units.models import Unit

HOW = [("", _("未登记")), *PostHow.choices]


class OfficersForm(UnitCodeForm):
    """Which part of the tree, and whether only vacancies are asked for."""

    show = forms.ChoiceField(
        label=_("显示"),
        required=False,
        choices=[("", _("全部")), ("vacant", _("只看有空缺的（补选名单）"))],
    )


class SeatForm(forms.Form):
    """Who takes up which post in this unit."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    title = forms.ChoiceField(label=_("职务"), choices=PostTitle.choices)
    from_on = forms.DateField(label=_("任职日期"), widget=forms.DateInput)
    how = forms.ChoiceField(label=_("产生方式"), choices=HOW, required=False)
    document = forms.CharField(label=_("批复文号"), max_length=80, required=False)
    full_time = forms.BooleanField(label=_("专职"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, unit: Unit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.unit, self.today = viewer, unit, today
        self.found: Any = None

    def clean_name(self) -> str:
        """Return the name of exactly one member of the unit, and keep the member."""
        name = "".join(self.cleaned_data["name"].split())
        found = officers.named(self.viewer, self.unit, name, self.today)
        if not found:
            raise forms.ValidationError(_("本组织的花名册上没有这个姓名，请核对。"))
        if len(found) > 1:
            raise forms.ValidationError(_("本组织有同名党员，请从本人的页面登记任职。"))
        self.found = found[0]
        return name

    def seat(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "name"}
        return given | {"member": self.found, "unit": self.unit}


class RegroupForm(forms.Form):
    """Which members go into which group, from when."""

    members = forms.TypedMultipleChoiceField(
        label=_("党员"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    group = forms.TypedChoiceField(label=_("编入"), coerce=int, empty_value=None, required=False)
    from_on = forms.DateField(label=_("日期"), widget=forms.DateInput)

    def __init__(self, *args: Any, groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for group in groups for one in group.members}
        self.units = {one.unit.pk: one.unit for one in groups if one.unit}
        self.fields["members"].choices = [
            (one.pk, f"{one.name}（{group.unit.name if group.unit else _('未编组')}）")
            for group in groups
            for one in group.members
        ]
        names = [(pk, unit.name) for pk, unit in self.units.items()]
        self.fields["group"].choices = [*names, ("", _("不编入小组"))]

    def moves(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = self.cleaned_data
        return {
            "members": [self.people[pk] for pk in given["members"]],
            "group": self.units.get(given["group"]),
            "from_on": given["from_on"],
        }
