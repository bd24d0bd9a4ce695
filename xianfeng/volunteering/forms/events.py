"""What is asked of an event: once when it is planned, and hardly anything when it was held."""

from collections.abc import Iterable
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.checkin.enums import Wish
from xianfeng.volunteering.actions import Planned
from xianfeng.volunteering.models import Event
from xianfeng.volunteering.rules import LONGEST, MOST_PLACES

BUSY = ((_("临时有工作安排"), _("临时有工作安排")), (_("身体不适"), _("身体不适")),
         (_("不在本地"), _("不在本地")))  # fmt: skip
_USUAL = {"starts_at": time(9), "ends_at": time(11), "places": 20}


class ClockInput(forms.TimeInput):
    input_type = "time"


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=ClockInput(format="%H:%M"))


class VersionForm(forms.Form):
    """Nothing but the version that was looked at: one tap does it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CancelForm(VersionForm):
    """Why an event is called off."""

    because = forms.CharField(label=_("取消的原因"), max_length=200, help_text=_("报名的人会看到"))


class WithdrawForm(VersionForm):
    """Why somebody who signed up cannot come, once the last day is over: one tick."""

    because = forms.ChoiceField(
        label=_("原因"), choices=BUSY, widget=forms.RadioSelect, required=False
    )


STEPS = {
    "open_event": VersionForm,
    "cancel_event": CancelForm,
    "take_event_back": VersionForm,
}


class EventForm(forms.Form):
    """An event: its name and day are typed, the rest is chosen or stands already."""

    title = forms.CharField(label=_("活动名称"), max_length=100)
    category = forms.ChoiceField(label=_("类别"), choices=[("", _("请选择")), *Wish.choices])
    on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    starts_at = _clock(_("开始时间"))
    ends_at = _clock(_("结束时间"))
    places = forms.IntegerField(label=_("名额"), min_value=1, max_value=MOST_PLACES)
    community: Any = forms.ModelChoiceField(
        None, label=_("在哪个社区"), required=False, empty_label=_("不在社区")
    )
    venue = forms.CharField(label=_("集合地点"), max_length=100, required=False)
    for_all = forms.BooleanField(label=_("其他党组织的党员也可以报名"), required=False)
    sign_up_by = forms.DateField(
        label=_("报名截止日期"), widget=forms.DateInput, required=False,
        help_text=_("不填就是活动前一天"),
    )  # fmt: skip
    team: Any = forms.ModelChoiceField(
        None, label=_("服务队"), required=False, empty_label=_("不由服务队承办")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    first = ("title", "category", "on", "starts_at", "ends_at", "places", "community", "venue")
    more = ("for_all", "sign_up_by", "team")

    def __init__(self, data: Any = None, *, communities: Any, teams: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["community"].queryset = communities
        self.fields["team"].queryset = teams

    @staticmethod
    def usual(community: int | None) -> dict[str, Any]:
        """Return what most events are, at the community where the unit helps."""
        return _USUAL | {"community": community}

    def planned(self) -> Planned:
        """Return what was entered."""
        said = {name: self.cleaned_data[name] for name in (*self.first, *self.more)}
        return Planned(**said)

    @property
    def parts(self) -> tuple[list[Any], list[Any]]:
        """Return the fields that are asked of all, and those that seldom matter."""
        return [self[name] for name in self.first], [self[name] for name in self.more]


class ProposeForm(forms.Form):
    """What a community would like a branch to do: the branch answers with one tap."""

    partner = forms.TypedChoiceField(label=_("向哪个党组织提出"), coerce=int)
    title = forms.CharField(label=_("活动名称"), max_length=100)
    category = forms.ChoiceField(label=_("类别"), choices=[("", _("请选择")), *Wish.choices])
    on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    starts_at = _clock(_("开始时间"))
    ends_at = _clock(_("结束时间"))
    places = forms.IntegerField(label=_("需要几人"), min_value=1, max_value=MOST_PLACES)
    venue = forms.CharField(label=_("集合地点"), max_length=100, required=False)

    def __init__(self, data: Any = None, *, partners: list[tuple[int, str]]) -> None:
        super().__init__(data, initial=_USUAL)
        choices = partners if len(partners) == 1 else [("", _("请选择")), *partners]
        self.fields["partner"].choices = choices

    def planned(self, community: Any) -> Planned:
        """Return what was entered, at the community."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "partner"}
        return Planned(**said, community=community)


def first_values(event: Event) -> dict[str, Any]:
    """Return what stands of an event, as the form shows it."""
    names = (*EventForm.first, *EventForm.more, "version")
    return {name: getattr(event, name) for name in names}


class RecordForm(VersionForm):
    """Who did not come, who came besides, and how long it was: all filled in already."""

    absent = forms.TypedMultipleChoiceField(
        label=_("没有来的，勾一下"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    waiting = forms.TypedMultipleChoiceField(
        label=_("候补里来了的"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.TypedMultipleChoiceField(
        label=_("没有报名、直接来的"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("每人小时"), max_value=LONGEST, min_value=Decimal("0.25"), decimal_places=2,
        max_digits=4, help_text=_("已按活动起止时间算好"),
    )  # fmt: skip

    def offer(
        self,
        signed: Iterable[tuple[int, str]],
        waiting: Iterable[tuple[int, str]],
        others: Iterable[tuple[int, str]],
    ) -> None:
        """Offer whom there is to tick; a list without anybody is not asked."""
        for name, choices in (("absent", signed), ("waiting", waiting), ("others", others)):
            known = list(choices)
            self.fields[name].choices = known
            if not known:
                del self.fields[name]

    def said(self) -> dict[str, Any]:
        """Return who did not come, who came besides, and the hours."""
        given = self.cleaned_data
        also = {*given.get("waiting", ()), *given.get("others", ())}
        return {"absent": {*given.get("absent", ())}, "also": also, "hours": given["hours"]}
