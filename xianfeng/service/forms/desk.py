"""What the desk is narrowed to, and a request that a community worker takes down (代录)."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.checkin.enums import Part, Skill, Wish
from xianfeng.service.actions import Wanted
from xianfeng.service.enums import Urgency
from xianfeng.service.queries import desk
from xianfeng.units.models import Place

BOXES = {
    desk.CHECK: _("待核对"),
    desk.SEND: _("待派单"),
    desk.DISPATCH: _("待派人"),
    desk.ANSWER: _("待接单"),
    desk.ACCEPTED: _("已接单，待办结"),
    desk.LATE: _("逾期"),
    desk.UNMET: _("暂时没有人能办"),
    desk.DONE: _("已办完，待评价"),
}

_LINKED = {
    desk.NEEDED: _("全部需求（取消、不予办理的除外）"),
    desk.SEEKING: _("还要找人的，和暂时没有人能办的"),
}


class DeskForm(forms.Form):
    """What the list is narrowed to; what it does not know narrows nothing."""

    box = forms.ChoiceField(label=_("看哪些"), required=False)
    category = forms.ChoiceField(
        label=_("类别"), choices=[("", _("全部")), *Wish.choices], required=False
    )
    words = forms.CharField(label=_("文字"), max_length=60, required=False)
    since = forms.DateField(label=_("点单从"), required=False)
    until = forms.DateField(label=_("到"), required=False)
    place = forms.TypedChoiceField(label=_("地方"), coerce=int, required=False, empty_value=None)
    part = forms.ChoiceField(
        label=_("时段"), required=False,
        choices=[("", _("全部")), *Part.choices, (desk.NO_PART, _("什么时候都行"))],
    )  # fmt: skip
    skill = forms.ChoiceField(
        label=_("需要的特长"), choices=[("", _("全部")), *Skill.choices], required=False
    )

    def __init__(self, data: Any, boxes: Sequence[str], place: Place | None = None) -> None:
        super().__init__(data)
        named = [(box, BOXES[box]) for box in boxes]
        choices = [("", _("还没有了结的")), *named, (desk.EVERY, _("全部，连已了结的"))]
        choices += [(box, label) for box, label in _LINKED.items() if box == data.get("box")]
        cast(forms.ChoiceField, self.fields["box"]).choices = choices
        if place is not None:
            known = [("", _("全部")), (place.pk, place.name)]
            cast(forms.ChoiceField, self.fields["place"]).choices = known
        # What a link narrowed it to is shown and can be changed; otherwise three fields are enough.
        for name in ("since", "until", "place", "part", "skill"):
            if not data.get(name) or (name == "place" and place is None):
                del self.fields[name]

    def wanted(self) -> desk.Wanted:
        """Return the filters that can be meant."""
        self.is_valid()
        return desk.Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


class RequestForm(forms.Form):
    """A request as a resident says it at the counter or on the telephone: five typed fields."""

    category = forms.ChoiceField(
        label=_("要办什么"), choices=Wish.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("一句话说明"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
    community = forms.TypedChoiceField(label=_("社区"), coerce=int)
    grid = forms.TypedChoiceField(label=_("网格"), coerce=int, required=False, empty_value=None)
    contact = forms.CharField(label=_("怎么称呼"), max_length=40, required=False)
    phone = forms.RegexField(
        r"^[0-9]{7,12}$", label=_("联系电话"),
        error_messages={"invalid": _("请填手机号，或者带区号的座机号，只写数字。")},
    )  # fmt: skip
    address = forms.CharField(label=_("门牌"), max_length=120, required=False)
    on_date = forms.DateField(label=_("希望哪天"), required=False)
    part = forms.ChoiceField(
        label=_("什么时候"), choices=[("", _("什么时候都行")), *Part.choices], required=False
    )
    places = forms.IntegerField(label=_("人数"), min_value=1, max_value=50, initial=1)
    skill = forms.ChoiceField(
        label=_("需要的特长"), choices=[("", _("不限")), *Skill.choices], required=False
    )
    urgency = forms.TypedChoiceField(label=_("紧急程度"), choices=Urgency.choices, coerce=int)

    def __init__(self, data: Any, places: Sequence[Place]) -> None:
        super().__init__(data)
        self.known = {place.pk: place for place in places}
        communities = [place for place in places if place.parent_id is None]
        chosen = cast(forms.ChoiceField, self.fields["community"])
        chosen.choices = [(place.pk, place.name) for place in communities]
        if len(communities) == 1:
            chosen.widget = forms.HiddenInput()
            self.fields["community"].initial = communities[0].pk
        grids = [(one.pk, self._named(one, communities)) for one in places if one.parent_id]
        cast(forms.ChoiceField, self.fields["grid"]).choices = [("", _("不清楚")), *grids]

    def _named(self, grid: Place, communities: Sequence[Place]) -> str:
        if len(communities) == 1:
            return grid.name
        return f"{self.known[cast(int, grid.parent_id)].name} {grid.name}"

    def clean(self) -> dict[str, Any]:
        """Hold a grid to its community."""
        said: dict[str, Any] = super().clean() or {}
        grid = self.known.get(said.get("grid") or 0)
        if grid is not None and grid.parent_id != said.get("community"):
            self.add_error("grid", _now("这个网格不在所选的社区里，请重选。"))
        return said

    def asked(self) -> Wanted:
        """Return what is asked for."""
        said = dict(self.cleaned_data)
        said["community"] = self.known[said["community"]]
        said["grid"] = self.known.get(said["grid"] or 0)
        return Wanted(**said)
