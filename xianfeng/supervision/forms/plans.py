"""A plan, a line of it, and the units it visits: chosen, or drawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.supervision.enums import Kind, Quarter
from xianfeng.supervision.queries import NEXT
from xianfeng.supervision.rules import MOST_UNITS
from xianfeng.units.enums import UnitKind

_DRAWABLE = [(NEXT, _("下一级党组织"))] + [
    (kind.value, kind.label)
    for kind in (
        UnitKind.COMMITTEE,
        UnitKind.GENERAL_BRANCH,
        UnitKind.BRANCH,
        UnitKind.JOINT_BRANCH,
        UnitKind.RETIRED_BRANCH,
    )
]


def seed_field() -> forms.CharField:
    """Return the field of a seed, which is at hand already and may be written over."""
    said = _("已备好一个随机数；也可以换成当众报出的数字。同样的种子总抽出同样的结果。")
    return forms.CharField(label=_("抽签种子"), max_length=64, help_text=said)


class SureForm(forms.Form):
    """A step that asks for nothing but a yes."""


class PlanForm(forms.Form):
    """The year of a plan."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)


class RoundForm(forms.Form):
    """A line of a plan."""

    quarter = forms.TypedChoiceField(label=_("季度"), choices=Quarter.choices, coerce=int)
    kind = forms.ChoiceField(label=_("方式"), choices=Kind.choices, widget=forms.RadioSelect)
    theme = forms.CharField(label=_("主题"), max_length=120)


class UnitsForm(forms.Form):
    """The units that a line visits, in the fixed order of the tree."""

    units: Any = forms.ModelMultipleChoiceField(
        label=_("去哪些单位"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["units"].queryset = units


class DrawUnitsForm(forms.Form):
    """How many units of which kind are drawn."""

    kind = forms.ChoiceField(label=_("在哪类单位里抽"), choices=_DRAWABLE)
    number = forms.IntegerField(label=_("抽几个"), min_value=1, max_value=MOST_UNITS)
    longest = forms.BooleanField(label=_("最久没去过的优先"), required=False)
    seed = seed_field()
