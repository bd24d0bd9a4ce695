"""Steps of a visit before it is made: day, team, leader, who cannot come, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.supervision.enums import Pool
from xianfeng.supervision.forms.plans import seed_field
from xianfeng.supervision.rules import MOST_TEAM


class VersionForm(forms.Form):
    """A step: nothing is asked but that the page was not stale."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """A step that says why."""

    reason = forms.CharField(label=_("原因"), max_length=300)


class ScheduleForm(VersionForm):
    """The day of a visit."""

    planned_on = forms.DateField(label=_("哪天去"), widget=forms.DateInput())


class DrawTeamForm(VersionForm):
    """From whom a team is drawn, and how many."""

    pool = forms.ChoiceField(label=_("从哪些人里抽"), choices=Pool.choices)
    number = forms.IntegerField(label=_("抽几人"), min_value=1, max_value=MOST_TEAM)
    seed = seed_field()

    def __init__(self, *args: Any, again: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if again:
            self.fields["reason"] = forms.CharField(label=_("重抽的原因"), max_length=200)


class _TeamForm(VersionForm):
    member_id = forms.TypedChoiceField(label=_("组员"), coerce=int)

    def __init__(self, *args: Any, team: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["member_id"].choices = [(each.member_id, each.member.name) for each in team]


class LeaderForm(_TeamForm):
    """Who leads."""


class ReplaceForm(_TeamForm):
    """Who cannot come, and why."""

    reason = forms.CharField(label=_("不能参加的原因"), max_length=200)
