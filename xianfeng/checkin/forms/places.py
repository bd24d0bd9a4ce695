"""What is asked to assign places, to send members, and to fill an estate's post."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.checkin import queries
from xianfeng.checkin.forms.checkins import LongSelect, grouped
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place

ALL, TAKEN, GAPS = "", "taken", "gaps"


class ChoiceBar(forms.Form):
    """What a list is narrowed to; ``first`` holds where nothing is said."""

    first = ""

    def wanted(self) -> str:
        """Return the state asked for."""
        if "state" not in self.data:
            return self.first
        return str(self.cleaned_data["state"]) if self.is_valid() else self.first


class CoverBar(ChoiceBar):
    """Which communities and grids are listed: only who sees all of them can tell the gaps."""

    state = forms.ChoiceField(label=_("显示"), required=False)
    level = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[
            ("", _("社区和网格")),
            (GridLevel.COMMUNITY.value, _("社区")),
            (GridLevel.GRID.value, _("网格")),
        ],
    )

    def __init__(self, sees_gaps: bool, *args: Any, **more: Any) -> None:
        self.first = ALL if sees_gaps else TAKEN
        super().__init__(*args, **more)
        self.fields["state"].initial = self.first
        listed = [(ALL, _("全部")), (TAKEN, _("已有联系单位的"))]
        gaps = [(GAPS, _("还没有联系单位的"))]
        self.fields["state"].choices = listed + gaps if sees_gaps else listed

    def conditions(self) -> dict[str, Any]:
        """Return what the list is narrowed to."""
        found: dict[str, Any] = {}
        if state := self.wanted():
            found["taken"] = state == TAKEN
        if self.is_valid() and (level := self.cleaned_data["level"]):
            found["level"] = level
        return found


class FrontBar(ChoiceBar):
    """Whether who is at the front is listed, who came back, or both."""

    first = "now"
    state = forms.ChoiceField(
        label=_("显示"),
        required=False,
        initial="now",
        choices=[("now", _("在一线的")), ("past", _("已返回的")), ("all", _("全部"))],
    )


class EstateBar(ChoiceBar):
    """Which estates are listed."""

    state = forms.ChoiceField(
        label=_("显示"),
        required=False,
        choices=[(ALL, _("全部")), (TAKEN, _("已派第一书记的")), (GAPS, _("没有第一书记的"))],
    )


class DayForm(forms.Form):
    """From which day something begins; today is there already."""

    from_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput)

    def __init__(self, today: date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["from_on"].initial = today


class AssignForm(DayForm):
    """To whom the ticked places are assigned."""

    unit: Any = forms.ModelChoiceField(None, label=_("分给"), empty_label=_("请选党组织"))
    field_order = ("unit", "from_on")

    def __init__(self, viewer: Viewer, today: date, *args: Any, **more: Any) -> None:
        super().__init__(today, *args, **more)
        self.fields["unit"].queryset = queries.assignable(viewer, today)
        self.fields["unit"].label_from_instance = lambda unit: unit.name


class SendForm(DayForm):
    """Where the ticked members go; places that their branch helps stand first."""

    place = forms.ChoiceField(label=_("下沉到"), widget=LongSelect)
    field_order = ("place", "from_on")

    def __init__(
        self, viewer: Viewer, near: Sequence[Place], today: date, *args: Any, **more: Any
    ) -> None:
        super().__init__(today, *args, **more)
        self.places = {str(place.pk): place for place in queries.places(viewer)}
        choices = grouped(self.places.values())
        if near:
            choices.insert(1, (_now("本支部联系的"), list(_named(near))))
        self.fields["place"].choices = choices
        self.fields["place"].initial = near[0].pk if near else ""

    def chosen(self) -> Place:
        """Return the place that was chosen."""
        return self.places[self.cleaned_data["place"]]


class BackForm(forms.Form):
    """From which day somebody is back, or something holds no more."""

    until_on = forms.DateField(
        label=_("结束日期"),
        widget=forms.DateInput,
        help_text=_("从这一天起不再算；登记错了的，填开始那一天，就撤销这条登记。"),
    )

    def __init__(self, today: date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["until_on"].initial = today


class AppointForm(DayForm):
    """Who becomes first secretary of an estate; ``before`` is the post that was seen as held."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("name", "from_on", "before")

    def __init__(self, viewer: Viewer, today: date, *args: Any, **more: Any) -> None:
        super().__init__(today, *args, **more)
        self.viewer = viewer
        self.member: Any = None

    def clean(self) -> dict[str, Any]:
        """Find the one member of that name whose records the viewer keeps on that day."""
        told = super().clean() or {}
        words = told.get("name", "").split()
        if not words or "from_on" not in told:
            return told
        found = list(queries.named(self.viewer, words, told["from_on"])[:9])
        if len(found) == 1:
            self.member = found[0].member
        elif not found:
            self.add_error("name", _("花名册上当日没有这个姓名，请核对姓名和日期。"))
        else:
            names = "、".join(f"{words[0]} {spell.unit.name}" for spell in found)
            text = _now("有几个同名党员，请在姓名后空一格写党支部：%(names)s。")
            self.add_error("name", text % {"names": names})
        return told


def _named(places: Iterable[Place]) -> Iterable[tuple[str, str]]:
    for one in places:
        yield str(one.pk), f"{one.parent.name if one.parent else ''}{one.name}"
