"""What is asked of a pair and of a deed; one line is typed, the rest is chosen or known."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.checkin.enums import Wish
from xianfeng.partners import queries
from xianfeng.partners.actions import Said
from xianfeng.partners.enums import NamedKind
from xianfeng.units.models import Place, Unit

BOXES = {
    queries.WAITING: _("等我方答复或确认"),
    queries.OURS: _("我方要办的"),
    queries.THEIRS: _("对方答应办的"),
    queries.DONE: _("今年办成的"),
    queries.EVERY: _("全部"),
}
_CATEGORY = [("", _("不分类")), *Wish.choices]


class ListForm(forms.Form):
    """What a list is narrowed to; what it does not know narrows nothing."""

    unit = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    words = forms.CharField(label=_("名称"), max_length=60, required=False)

    def said(self, name: str) -> Any:
        """Return what one filter says, or nothing."""
        return self.cleaned_data.get(name) if self.is_valid() or self.is_bound else ""


class PairsForm(ListForm):
    """Which pairs are listed."""

    short = forms.BooleanField(label=_("只看今年不到三件的"), required=False)


class DeedsForm(ListForm):
    """Which deeds are listed."""

    box = forms.ChoiceField(label=_("看哪些"), choices=list(BOXES.items()), required=False)


class PairForm(forms.Form):
    """With whom a branch is paired: a place is chosen, or a party unit or a name is typed."""

    unit = forms.TypedChoiceField(label=_("党组织"), coerce=int)
    place = forms.ChoiceField(label=_("对方是社区、网格或小区"), required=False)
    other = forms.CharField(
        label=_("对方是本系统里的党支部"), max_length=120, required=False,
        help_text=_("写名称或编码"),
    )  # fmt: skip
    named = forms.CharField(
        label=_("对方是其他单位"), max_length=80, required=False,
        help_text=_("楼栋、两新组织、村党支部等，系统里没有的，写名称"),
    )  # fmt: skip
    named_kind = forms.ChoiceField(
        label=_("其他单位的类别"), choices=[("", _("请选择")), *NamedKind.choices], required=False
    )
    from_on = forms.DateField(label=_("结对日期"))
    aim = forms.CharField(label=_("结对做什么"), max_length=200, required=False)

    def __init__(
        self, data: Any, branches: Sequence[Unit], places: Sequence[Place], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.branches = {unit.pk: unit for unit in branches}
        self.places = {str(place.pk): place for place in places}
        cast(forms.ChoiceField, self.fields["place"]).choices = _grouped(places)
        units = cast(forms.ChoiceField, self.fields["unit"])
        units.choices = [(key, unit.name) for key, unit in self.branches.items()]
        if len(self.branches) == 1:
            del self.fields["unit"]

    def unit_of(self) -> Unit:
        """Return the branch that was chosen, or the only one there is."""
        key = self.cleaned_data.get("unit") or next(iter(self.branches))
        return self.branches[key]

    def place_of(self) -> Place | None:
        """Return the place that was chosen, or None."""
        return self.places.get(self.cleaned_data["place"])


class SaidForm(forms.Form):
    """Which way a deed goes, and what it is."""

    direction = forms.ChoiceField(label=_("谁为谁办"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("什么事"), max_length=100)

    def __init__(self, data: Any, ways: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        cast(forms.ChoiceField, self.fields["direction"]).choices = list(ways)

    def said(self) -> Said:
        """Return the deed as it was written down."""
        known = ("direction", "title", "category", "result", "beneficiaries")
        told = {name: self.cleaned_data[name] for name in known if name in self.cleaned_data}
        return Said(**told)


class ProposeForm(SaidForm):
    """A deed that is proposed."""

    due_on = forms.DateField(label=_("约定哪天前办成"), required=False)
    category = forms.ChoiceField(label=_("类别"), choices=_CATEGORY, required=False)


class RecordForm(SaidForm):
    """A deed that is done already."""

    done_on = forms.DateField(label=_("哪天办成的"))
    confirmed_by = forms.CharField(
        label=_("对方是谁确认的"), max_length=40, required=False,
        help_text=_("对方没有账号。已经当面或书面确认的，写确认人的职务，例如：居委会主任"),
    )  # fmt: skip
    beneficiaries = forms.IntegerField(
        label=_("受益人数"), min_value=1, max_value=1_000_000, required=False
    )
    result = forms.CharField(label=_("办得怎样"), max_length=300, required=False)
    category = forms.ChoiceField(label=_("类别"), choices=_CATEGORY, required=False)

    def __init__(self, data: Any, ways: Any, *, voiced: bool, **more: Any) -> None:
        super().__init__(data, ways, **more)
        if voiced:
            del self.fields["confirmed_by"]


class VersionForm(forms.Form):
    """Nothing but the version that was looked at: one tap does it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EndForm(VersionForm):
    """From which day a pair is no more."""

    until_on = forms.DateField(label=_("结束日期"))


class AgreeForm(VersionForm):
    """Agreeing; the day that was proposed stands there already."""

    due_on = forms.DateField(label=_("约定哪天前办成"), required=False)


class FinishForm(VersionForm):
    """When it was done, for how many, and one line of result."""

    done_on = forms.DateField(label=_("哪天办成的"))
    beneficiaries = forms.IntegerField(
        label=_("受益人数"), min_value=1, max_value=1_000_000, required=False
    )
    result = forms.CharField(label=_("办得怎样"), max_length=300, required=False)


class PaperForm(VersionForm):
    """Who confirmed it on paper, and when."""

    confirmed_by = forms.CharField(
        label=_("对方是谁确认的"), max_length=40,
        help_text=_("写职务即可，例如：居委会主任"),
    )  # fmt: skip
    confirmed_on = forms.DateField(label=_("确认日期"))


class BecauseForm(VersionForm):
    """Why; one sentence."""

    because = forms.CharField(label=_("原因"), max_length=200)


STEPS: dict[str, type[VersionForm]] = {
    "agree_deed": AgreeForm,
    "refuse_deed": BecauseForm,
    "withdraw_deed": BecauseForm,
    "finish_deed": FinishForm,
    "confirm_deed": VersionForm,
    "drop_deed": BecauseForm,
}


def _grouped(places: Sequence[Place]) -> list[Any]:
    """Return the communities, each with the grids and estates in it."""
    inner: dict[int | None, list[Place]] = {}
    for place in places:
        inner.setdefault(place.parent_id, []).append(place)
    found: list[Any] = [("", _now("请选择"))]
    for community in inner.get(None, []):
        lines = [(str(community.pk), community.name)]
        for grid in inner.get(community.pk, []):
            lines.append((str(grid.pk), f"{community.name}{grid.name}"))
            lines += [
                (str(estate.pk), f"{community.name}{grid.name}{estate.name}")
                for estate in inner.get(grid.pk, [])
            ]
        found.append((community.name, lines))
    return found
