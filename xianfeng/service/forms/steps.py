"""What each step of a request asks; most ask one tick, or one sentence."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.checkin.enums import Skill
from xianfeng.service.enums import Urgency

_MINUTES = (
    (30, _("半小时")), (60, _("1 小时")), (90, _("1.5 小时")), (120, _("2 小时")),
    (180, _("3 小时")), (240, _("4 小时")), (360, _("6 小时")), (480, _("8 小时")),
)  # fmt: skip
_BUSY = ((_("当天有工作安排"), _("当天有工作安排")), (_("身体不适"), _("身体不适")),
         (_("不在本地"), _("不在本地")), (_("不会做这件事"), _("不会做这件事")))  # fmt: skip


class VersionForm(forms.Form):
    """Nothing but the version that was looked at: one tap does it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CheckForm(VersionForm):
    """What the request needs, as far as the resident did not say."""

    skill = forms.ChoiceField(
        label=_("需要的特长"), choices=[("", _("不限")), *Skill.choices], required=False
    )
    places = forms.IntegerField(label=_("人数"), min_value=1, max_value=50)
    urgency = forms.TypedChoiceField(label=_("紧急程度"), choices=Urgency.choices, coerce=int)


class BecauseForm(VersionForm):
    """Why; one sentence."""

    because = forms.CharField(label=_("原因"), max_length=200)


class PerhapsForm(VersionForm):
    """Why, if there is something to say."""

    because = forms.CharField(label=_("说明"), max_length=200, required=False)


class DeclineForm(VersionForm):
    """Why somebody cannot come: one tick, nothing typed."""

    because = forms.ChoiceField(label=_("原因"), choices=_BUSY, widget=forms.RadioSelect)


class MergeForm(VersionForm):
    """Which earlier request says the same."""

    into = forms.TypedChoiceField(label=_("与哪一张合并"), coerce=int, widget=forms.RadioSelect)

    def offer(self, choices: Iterable[tuple[int, str]]) -> None:
        """Offer earlier requests; the latest is ticked."""
        known = list(choices)
        cast(forms.ChoiceField, self.fields["into"]).choices = known
        self.fields["into"].initial = known[0][0] if known else None


class SendForm(VersionForm):
    """Which branch is asked: one nearby, or any by its name or code."""

    unit = forms.TypedChoiceField(
        label=_("派给"), coerce=int, required=False, empty_value=None, widget=forms.RadioSelect
    )
    named = forms.CharField(label=_("其他党支部的名称或编码"), max_length=100, required=False)

    def offer(self, choices: Iterable[tuple[int, str]]) -> None:
        """Offer branches nearby, or nothing but the line to type."""
        known = list(choices)
        cast(forms.ChoiceField, self.fields["unit"]).choices = known
        if not known:
            del self.fields["unit"]
            self.fields["named"].label = _("党支部的名称或编码")


class DispatchForm(VersionForm):
    """Who is asked; who was proposed is ticked."""

    members = forms.TypedMultipleChoiceField(
        label=_("请哪些党员"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, choices: Iterable[tuple[int, str]], ticked: Iterable[int]) -> None:
        """Offer members, some of them ticked."""
        cast(forms.ChoiceField, self.fields["members"]).choices = list(choices)
        self.fields["members"].initial = list(ticked)


class FinishForm(VersionForm):
    """When it was done, how long each was there, and one line of result."""

    done_on = forms.DateField(label=_("办结日期"))
    minutes = forms.TypedChoiceField(
        label=_("每人服务多久"),
        coerce=int,
        choices=_MINUTES,
        widget=forms.RadioSelect,
    )
    result = forms.CharField(label=_("办理结果"), max_length=300, required=False)


FORMS: dict[str, type[VersionForm]] = {
    "check_request": CheckForm,
    "refuse_request": BecauseForm,
    "merge_request": MergeForm,
    "send_request": SendForm,
    "return_request": BecauseForm,
    "call_request_back": PerhapsForm,
    "dispatch_request": DispatchForm,
    "finish_request": FinishForm,
    "confirm_request": PerhapsForm,
    "give_request_up": BecauseForm,
    "take_request_up": VersionForm,
    "accept_place": VersionForm,
    "decline_place": DeclineForm,
    "withdraw_place": VersionForm,
}


def form_of(verb: str, data: Any, key: int, first: dict[str, Any]) -> VersionForm:
    """Return the form of a step on a page that holds several."""
    return FORMS[verb](data, initial=first, auto_id=f"id_{verb}_{key}_%s")
