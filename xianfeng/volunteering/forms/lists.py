"""What lists are narrowed to, and the ticks in them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.checkin.enums import Wish
from xianfeng.volunteering.enums import EventState

_MOST, _LONG = 500, 12
_ALL = ("", _("全部"))


def ticks(said: Sequence[str]) -> list[int]:
    """Return the keys that were ticked in a list; whatever is no key is left out."""
    return [
        int(key) for key in said[:_MOST] if key.isascii() and key.isdigit() and len(key) < _LONG
    ]


class PathForm(forms.Form):
    """Which unit a list is narrowed to."""

    unit = forms.CharField(label=_("党组织名称或编码"), required=False, max_length=100)


class ListForm(PathForm):
    """What a list of events is narrowed to; what cannot be read narrows nothing."""

    year = forms.IntegerField(label=_("年度"), required=False, min_value=1921, max_value=2999)
    state = forms.ChoiceField(label=_("状态"), choices=[_ALL, *EventState.choices], required=False)
    category = forms.ChoiceField(label=_("类别"), choices=[_ALL, *Wish.choices], required=False)
    field_order = ["state", "category", "year", "unit"]

    def wanted(self) -> dict[str, Any]:
        """Return the filters that can be meant, without the unit."""
        self.is_valid()
        return {n: v for n, v in self.cleaned_data.items() if v and n != "unit"}
